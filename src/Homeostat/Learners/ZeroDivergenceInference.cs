namespace Homeostat;

/// <summary>
/// Z-IL, zero-divergence inference learning (Song et al. 2020, NeurIPS, algorithm 2): from the forward sweep and with a settling
/// rate of 1, layer by layer from the output down, one step each at the moment the error arrives. Its update equals
/// back-propagation's.
/// </summary>
public static class ZeroDivergenceInference
{
    /// <summary>The model of the catalog.</summary>
    public static Model Model { get; } = Model.Of(
        "zil",
        "zero-divergence inference learning: predictive coding timed so that its update equals back-propagation's",
        "Song et al. 2020, NeurIPS 33",
        new ZeroDivergenceOptions(),
        Create);

    /// <summary>A circuit of these layers, input first.</summary>
    /// <exception cref="HomeostatException">Fewer than two layers, or a setting out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ZeroDivergenceOptions? options = null)
    {
        options ??= new ZeroDivergenceOptions();
        var circuit = PredictiveCoding.Circuit("zero-divergence inference learning", layers, options, rate: 1, options.Feedback);
        var steps = new List<Phase> { new Measure() };
        for (var layer = layers.Count - 1; layer >= 1; layer--)
        {
            var post = PredictiveCoding.Name(layer, layers.Count);
            steps.Add(new Settle(1)
            {
                Plastic = [.. circuit.Projections.Where(p => p.Post == post && p.OnLearn.Length > 0).Select(p => p.Name)],
            });
        }

        return PredictiveCoding.Discriminative("zil", circuit, layers, options, "Song et al. 2020, NeurIPS 33, algorithm 2", steps);
    }
}
