namespace Homeostat;

/// <summary>
/// Sign symmetry with random magnitudes that are drawn anew for each batch (Liao, Leibo &amp; Poggio 2016; Moskovitz, Litwin-Kumar &amp; Abbott 2018). Errors
/// come back through weights that have the signs of the forward weights.
/// </summary>
public static class RedrawnMagnitudeFeedback
{
    /// <summary>The entry of sign feedback with redrawn magnitudes in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "brsf",
        CreditAssignment.Global,
        "sign symmetry: errors come back through the signs of the forward weights, with random sizes drawn anew for each batch",
        "Liao, Leibo & Poggio 2016, AAAI 30; Moskovitz, Litwin-Kumar & Abbott 2018, arXiv 1812.06488",
        new FeedbackOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, FeedbackOptions? options = null)
    {
        options ??= new FeedbackOptions();
        return FeedbackPath.SignSymmetry(Model, layers, options, isRedrawn: true);
    }
}
