namespace Homeostat;

/// <summary>
/// Zero-divergence inference learning, Z-IL (Song et al. 2020, NeurIPS, algorithm 2). States start from a forward sweep and settle with
/// a rate of 1. The error passes one layer in each step, from the output down, and the synapses of each layer learn once, at the step in
/// which the error arrives. The update is equal to that of back-propagation.
/// </summary>
public static class ZeroDivergenceInference
{
    /// <summary>The entry of zero-divergence inference learning in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "zil",
        CreditAssignment.Discrepancy,
        "zero-divergence inference learning: predictive coding timed so that its update equals back-propagation's",
        "Song et al. 2020, NeurIPS 33",
        new ZeroDivergenceOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ZeroDivergenceOptions? options = null)
    {
        options ??= new ZeroDivergenceOptions();
        var circuit = PredictiveCoding.Circuit("zero-divergence inference learning", layers, options, rate: 1, options.Feedback);
        var steps = new List<Phase> { new Measure() };
        for (var layer = layers.Count - 1; layer >= 1; layer--)
        {
            var post = Layered.Name(layer, layers.Count);
            steps.Add(new Settle(1)
            {
                Plastic = [.. circuit.Projections.Where(p => p.Post == post && p.OnLearn.Length > 0).Select(p => p.Name)],
            });
        }

        return PredictiveCoding.Settled("zil", circuit, layers, options, "Song et al. 2020, NeurIPS 33, algorithm 2", steps);
    }
}
