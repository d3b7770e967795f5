namespace Homeostat;

/// <summary>The parts that networks with symmetric synapses have in common: what the synapses deliver in both directions, and the frame of the learner.</summary>
internal static class SymmetricNetwork
{
    private const string Forward = "drive_post = w*rate_pre : 1 (summed)";

    /// <summary>The names of the layers that settle: all but the input.</summary>
    public static string[] Names(IReadOnlyList<int> layers) => [.. Enumerable.Range(1, layers.Count - 1).Select(layer => Layered.Name(layer, layers.Count))];

    /// <summary>Adds the synapses: activity <c>rate</c> is delivered to <c>drive</c> of the next layer and through the same weights to <c>back</c> of the one before.</summary>
    /// <param name="circuit">The circuit, which has the layers.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="gradient">The gradient of synapses between two layers that settle.</param>
    /// <param name="fromGiven">The gradient of synapses from the input or the bias, whose activity is the same in all phases.</param>
    /// <param name="isTied">Whether activity also returns through the same weights.</param>
    public static void Connect(Circuit circuit, IReadOnlyList<int> layers, SymmetricOptions options, string gradient, string fromGiven, bool isTied = true)
    {
        if (options.Bias)
        {
            circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on"));
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            var (pre, post) = (Layered.Name(layer - 1, layers.Count), Layered.Name(layer, layers.Count));
            var optimizer = OptimizerOf(layer, options);
            circuit.Add(layer == 1
                ? Synapse.Learning(pre, post, Forward, fromGiven, optimizer, options.Weights, selection: options.Selection)
                : Synapse.Learning(
                    pre, post, isTied ? $"{Forward}\nback_pre = w*rate_post : 1 (summed)" : Forward, gradient, optimizer, options.Weights, selection: options.Selection));
            if (options.Bias)
            {
                circuit.Add(Synapse.Learning("bias", post, Forward, fromGiven, optimizer, weights: "0"));
            }
        }
    }

    /// <summary>The optimizer of the synapses onto a layer.</summary>
    public static Optimizer OptimizerOf(int layer, SymmetricOptions options) =>
        options.Optimizer with { Rate = options.Optimizer.Rate * Math.Pow(options.Falloff, layer - 1) };

    /// <summary>A learner that answers by its free phase.</summary>
    public static Learner Learner(
        Model model, Circuit circuit, IReadOnlyList<int> layers, SymmetricOptions options, IReadOnlyList<Phase> free, IReadOnlyList<Phase> train) => new(model.Name, circuit)
        {
            Train = train,
            Test = free,
            Readout = "output.rate",
            Features = $"{Layered.Name(layers.Count - 2, layers.Count)}.rate",
            Source = model.Source,
            Selection = options.Selection,
        };
}
