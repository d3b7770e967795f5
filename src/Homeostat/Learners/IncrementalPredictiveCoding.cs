namespace Homeostat;

/// <summary>
/// Incremental predictive coding (Salvatori et al. 2022, arXiv 2212.00720, algorithm 1): states and synapses change
/// together at every step.
/// </summary>
public static class IncrementalPredictiveCoding
{
    /// <summary>The model of the catalog.</summary>
    public static Model Model { get; } = Model.Of(
        "ipc",
        "incremental predictive coding: states and synapses change together at every step",
        "Salvatori et al. 2022, arXiv 2212.00720",
        new IncrementalPredictiveCodingOptions(),
        Create);

    /// <summary>A circuit of these layers, input first.</summary>
    /// <exception cref="HomeostatException">Fewer than two layers, or a setting out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, IncrementalPredictiveCodingOptions? options = null)
    {
        options ??= new IncrementalPredictiveCodingOptions();
        var circuit = PredictiveCoding.Circuit("incremental predictive coding", layers, options, options.Rate, options.Feedback);
        return PredictiveCoding.Discriminative("ipc", circuit, layers, options, "Salvatori et al. 2022, arXiv 2212.00720, algorithm 1", [
            new Settle(options.Steps) { Order = options.Order, Plastic = [] },
            new Measure(),
        ]);
    }
}
