namespace Homeostat;

/// <summary>
/// Direct feedback alignment in which only the sign of each output error is sent (Frenkel, Lefebvre &amp; Bol 2021, section 2.1).
/// </summary>
public static class SignedDirectFeedbackAlignment
{
    /// <summary>The entry of signed direct feedback alignment in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "sdfa",
        CreditAssignment.Global,
        "direct feedback alignment that sends only the sign of each output error",
        "Frenkel, Lefebvre & Bol 2021, Frontiers in Neuroscience 15:629892",
        new FeedbackOptions { Optimizer = Optimizer.Sgd(0.3) },
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, FeedbackOptions? options = null)
    {
        options ??= (FeedbackOptions)Model.Defaults;
        return FeedbackPath.Direct(Model, layers, options, "b*blame_pre", output: "blame = sign(error) : 1");
    }
}
