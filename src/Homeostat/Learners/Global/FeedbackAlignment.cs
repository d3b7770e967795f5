namespace Homeostat;

/// <summary>
/// Feedback alignment (Lillicrap et al. 2016). Errors come back from layer to layer through fixed random weights, with which the forward
/// weights align while they learn.
/// </summary>
public static class FeedbackAlignment
{
    /// <summary>The entry of feedback alignment in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "fa",
        CreditAssignment.Global,
        "feedback alignment: errors come back through fixed random weights",
        "Lillicrap, Cownden, Tweed & Akerman 2016, Nature Communications 7:13276",
        new FeedbackOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, FeedbackOptions? options = null)
    {
        options ??= new FeedbackOptions();
        return FeedbackPath.Learner(Model, layers, options, layer =>
            FeedbackPath.Random(Layered.Name(layer + 1, layers.Count), Layered.Name(layer, layers.Count), "b*error_pre", options));
    }
}
