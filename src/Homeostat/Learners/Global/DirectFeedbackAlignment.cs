namespace Homeostat;

/// <summary>
/// Direct feedback alignment (Nøkland 2016). The error of the output reaches every hidden layer at once, through fixed random weights.
/// </summary>
public static class DirectFeedbackAlignment
{
    /// <summary>The entry of direct feedback alignment in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "dfa",
        CreditAssignment.Global,
        "direct feedback alignment: the error of the output reaches each layer through fixed random weights",
        "Nøkland 2016, NeurIPS 29",
        new FeedbackOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, FeedbackOptions? options = null)
    {
        options ??= new FeedbackOptions();
        return FeedbackPath.Direct(Model, layers, options, "b*error_pre");
    }
}
