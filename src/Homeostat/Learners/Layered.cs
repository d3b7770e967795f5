using System.Globalization;

namespace Homeostat;

/// <summary>
/// The parts that learners made of layers have in common: the names of the layers, the forward network whose activity a sweep computes, and the
/// schedule of a learner that predicts its output.
/// </summary>
internal static class Layered
{
    /// <summary>The name of the population of a layer: <c>input</c>, <c>hidden1</c>, ..., <c>output</c>.</summary>
    public static string Name(int layer, int count) =>
        layer == 0 ? "input" : layer == count - 1 ? "output" : string.Create(CultureInfo.InvariantCulture, $"hidden{layer}");

    /// <summary>Checks layers and settings before anything is built.</summary>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="hidden">The smallest number of hidden layers.</param>
    /// <param name="why">The reason why they are needed, as the end of a sentence.</param>
    /// <exception cref="HomeostatException">There are too few layers, a layer has no unit, or a setting is out of range.</exception>
    public static void Check(IReadOnlyList<int> layers, object options, int hidden = 0, string why = "")
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count < 2 || layers.Any(size => size < 1))
        {
            throw new HomeostatException(
                $"The layers {string.Join(",", layers)} make no network: give at least two sizes of one unit or more, as in "
                + $"784,256,10.");
        }

        if (layers.Count - 2 < hidden)
        {
            throw new HomeostatException(
                $"The layers {string.Join(",", layers)} have {layers.Count - 2} hidden layers, but {hidden} or more {(hidden == 1 ? "is" : "are")} needed: {why}. "
                + $"Give more sizes, as in {layers[0]},{string.Join(",", Enumerable.Repeat(256, hidden))},{layers[^1]}.");
        }

        Setting.Require(options);
    }

    /// <summary>
    /// The populations of a network in which activity is swept forward: <c>input</c> with <c>rate</c>, hidden layers with the state <c>z</c>, the
    /// <c>prediction</c> that reaches them and their <c>rate</c>, an <c>output</c> with the target <c>z</c>, its <c>error</c> and the energy <c>F</c>,
    /// and <c>bias</c>, which is always on.
    /// </summary>
    /// <param name="name">The name of the circuit.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="hidden">The lines that the rule of learning adds to the equations of each hidden layer.</param>
    /// <param name="output">The lines that the rule of learning adds to the equations of the output.</param>
    public static Circuit Forward(string name, IReadOnlyList<int> layers, DiscriminativeOptions options, string hidden = "", string output = "")
    {
        var circuit = new Circuit(name) { new Population("input", layers[0], "rate : 1   # pixels") };
        for (var layer = 1; layer < layers.Count - 1; layer++)
        {
            circuit.Add(new Population(Name(layer, layers.Count), layers[layer], Lines($"""
                z : 1
                rate = {options.Activation} : 1
                prediction : 1 (input)
                """, hidden, options.Selection?.UnitEquations ?? ""))
            { OnSweep = "z = prediction" });
        }

        var isGaussian = options.Output == OutputModel.Gaussian;
        circuit.Add(new Population("output", layers[^1], Lines(
            isGaussian
                ? """
                z : 1   # the target
                error = z - prediction : 1
                F = error**2/2 : 1 (energy)
                prediction : 1 (input)
                """
                : """
                z : 1   # the target
                error = z - softmax(prediction) : 1
                F = z*(logsumexp(prediction) - prediction) : 1 (energy)
                prediction : 1 (input)
                """, output))
        { OnSweep = isGaussian ? "z = prediction" : "z = softmax(prediction)" });
        if (options.Bias)
        {
            circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on"));
        }

        return circuit;
    }

    /// <summary>The synapses onto a layer, from the layer before and from the bias, which learn by the error of their postsynaptic units.</summary>
    /// <param name="layer">The layer that the synapses reach, from 1 on.</param>
    /// <param name="layers">The number of units in each layer.</param>
    /// <param name="options">The settings.</param>
    /// <param name="more">Further lines of the equations of the synapses from the layer before, such as what they send back.</param>
    /// <param name="gradient">The gradient, in which <c>rate_pre</c> is the activity of the layer before.</param>
    public static IEnumerable<Projection> Onto(
        int layer, IReadOnlyList<int> layers, DiscriminativeOptions options, string more = "", string gradient = "-mean(error_post*rate_pre)")
    {
        var (pre, post) = (Name(layer - 1, layers.Count), Name(layer, layers.Count));
        const string Forward = "prediction_post = w*rate_pre : 1 (summed)";
        yield return Synapse.Learning(pre, post, Lines(Forward, more), gradient, options.Optimizer, options.Weights, selection: options.Selection);
        if (options.Bias)
        {
            yield return Synapse.Learning("bias", post, Forward, gradient, options.Optimizer, weights: "0");
        }
    }

    /// <summary>A learner that is shown an image and its label, sweeps, and learns; it answers by a sweep alone.</summary>
    public static Learner Discriminative(
        string name, Circuit circuit, IReadOnlyList<int> layers, LayeredOptions options, string source, IReadOnlyList<Phase> learning) => new(name, circuit)
        {
            Train = [new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label), new Sweep(), .. learning],
            Test = [new Clamp("input.rate", Learner.Image), new Sweep()],
            Readout = "output.prediction",
            Features = layers.Count > 2 ? $"{Name(layers.Count - 2, layers.Count)}.z" : null,
            Source = source,
            Selection = options.Selection,
        };

    private static string Lines(params IEnumerable<string> parts) => string.Join('\n', parts.Where(part => part.Length > 0));
}
