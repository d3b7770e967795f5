using System.Globalization;

namespace Homeostat;

/// <summary>
/// Weight perturbation (Jabri &amp; Flower 1992). Every weight is disturbed by noise, which is the same for all samples of a batch, and each synapse follows the
/// product of its noise and the rise of the mean loss. The mean of this product is the gradient. Its variance grows with the number of
/// synapses, so only small networks learn in this way.
/// </summary>
public static class WeightPerturbation
{
    /// <summary>The entry of weight perturbation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "wp",
        CreditAssignment.Global,
        "weight perturbation: synapses try noise, and learn from how it changed the loss",
        "Jabri & Flower 1992, IEEE Transactions on Neural Networks 3(1)",
        new PerturbationOptions { Noise = 0.01, Optimizer = Optimizer.Adam(0.003) },
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PerturbationOptions? options = null)
    {
        options ??= (PerturbationOptions)Model.Defaults;
        Layered.Check(layers, options);
        const string Heard = "heard : 1 (input)   # how much noise raised the loss";
        var forward = Layered.Forward(Model.Name, layers, options, Heard, output: """
            disturbed : 1            # F with noise
            told = disturbed - F : 1
            heard = sum(told) : 1
            """);
        var circuit = new Circuit(Model.Name);
        foreach (var population in forward.Populations)
        {
            circuit.Add(population.Name != "output" ? population : population with { Actions = new Dictionary<string, string> { ["keep"] = "disturbed = F" } });
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layered.Onto(layer, layers, options).Select(projection => Disturbed(projection, options)));
            if (layer < layers.Count - 1)
            {
                circuit.Add(new Projection("output", Layered.Name(layer, layers.Count), "heard_post = told_pre : 1 (summed)"));
            }
        }

        IEnumerable<Phase> Disturb(double side) => circuit.Projections.Where(p => p.OnLearn.Length > 0).Select(p => new Set($"{p.Name}.side", side));
        return Layered.Discriminative(Model.Name, circuit, layers, options, Model.Source, []) with
        {
            Train =
            [
                new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label),
                .. Disturb(1), new Sweep(), new Act("keep"), .. Disturb(0), new Sweep(), new Measure(), new Learn(),
            ],
        };
    }

    // The noise of the next batch is drawn after the weights have changed.
    private static Projection Disturbed(Projection projection, PerturbationOptions options)
    {
        var noise = string.Create(CultureInfo.InvariantCulture, $"{options.Noise}*randn()");
        return projection with
        {
            Equations = $"{projection.Equations.Replace("= w*rate_pre", "= (w + side*noise)*rate_pre", StringComparison.Ordinal)}\nnoise : 1\nside : 1 (shared)   # 1 while weights are disturbed",
            OnLearn = $"g = mean(heard_post)*noise{NoisyLayers.Over(options)}",
            OnUpdate = $"{projection.OnUpdate}\nnoise = {noise}",
            Initial = new Dictionary<string, string>(projection.Initial) { ["noise"] = noise },
        };
    }
}
