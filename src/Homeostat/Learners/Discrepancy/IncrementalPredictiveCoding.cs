namespace Homeostat;

/// <summary>
/// Incremental predictive coding (Salvatori et al. 2022, arXiv 2212.00720, algorithm 1): states and synapses change
/// together at every step.
/// </summary>
public static class IncrementalPredictiveCoding
{
    /// <summary>The entry of incremental predictive coding in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "ipc",
        CreditAssignment.Discrepancy,
        "incremental predictive coding: states and synapses change together at every step",
        "Salvatori et al. 2022, arXiv 2212.00720",
        new IncrementalPredictiveCodingOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, IncrementalPredictiveCodingOptions? options = null)
    {
        options ??= new IncrementalPredictiveCodingOptions();
        var circuit = PredictiveCoding.Circuit("incremental predictive coding", layers, options, options.Rate, options.Feedback);
        return PredictiveCoding.Settled("ipc", circuit, layers, options, "Salvatori et al. 2022, arXiv 2212.00720, algorithm 1", [
            new Settle(options.Steps) { Order = options.Order, Plastic = [] },
            new Measure(),
        ]);
    }
}
