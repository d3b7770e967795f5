using System.Globalization;
using System.Text.RegularExpressions;

namespace Homeostat;

/// <summary>
/// The parts that learners made of layers have in common: the names of the layers, the forward network whose activity a sweep computes, and the
/// schedule of a learner that predicts its output.
/// </summary>
internal static partial class Layered
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

    /// <summary>The name of the population of a layer of a model without an output: <c>input</c>, <c>hidden1</c>, <c>hidden2</c>, ...</summary>
    public static string Cause(int layer) => layer == 0 ? "input" : string.Create(CultureInfo.InvariantCulture, $"hidden{layer}");

    /// <summary>Checks the layers and settings of a model that learns without labels.</summary>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="fewest">The smallest number of layers.</param>
    /// <param name="most">The largest number of layers.</param>
    /// <param name="why">The reason, as the end of a sentence.</param>
    /// <exception cref="HomeostatException">There are too few or too many layers, a layer has no unit, or a setting is out of range.</exception>
    public static void CheckUnsupervised(IReadOnlyList<int> layers, object options, int fewest, int most, string why)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count < fewest || layers.Count > most || layers.Any(size => size < 1))
        {
            var number = most == fewest ? $"{most}" : $"{fewest} or more";
            var example = string.Join(',', Enumerable.Repeat(128, fewest - 1).Prepend(784));
            throw new HomeostatException(
                $"The layers {string.Join(',', layers)} do not fit the model, which takes {number} of one unit or more: {why}. Give {(most == 1 ? "one size" : "sizes")}, as in {example}.");
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
    /// <param name="actions">The actions of hidden layers, by name; null for none.</param>
    public static Circuit Forward(
        string name, IReadOnlyList<int> layers, DiscriminativeOptions options, string hidden = "", string output = "",
        IReadOnlyDictionary<string, string>? actions = null)
    {
        var circuit = new Circuit(name) { new Population("input", layers[0], "rate : 1   # pixels") };
        for (var layer = 1; layer < layers.Count - 1; layer++)
        {
            circuit.Add(new Population(Name(layer, layers.Count), layers[layer], Lines($"""
                z : 1
                rate = {options.Activation} : 1
                prediction : 1 (input)
                """, hidden, options.Selection?.UnitEquations ?? ""))
            { OnSweep = "z = prediction", Actions = actions ?? new Dictionary<string, string>() });
        }

        circuit.Add(Classifier("output", layers[^1], options.Output, output) with
        {
            OnSweep = options.Output == OutputModel.Gaussian ? "z = prediction" : "z = softmax(prediction)",
        });
        if (options.Bias)
        {
            circuit.Add(AlwaysOn);
        }

        return circuit;
    }

    /// <summary>The population <c>bias</c>, one unit that is always on.</summary>
    public static Population AlwaysOn => new("bias", 1, "rate = 1 : 1   # always on");

    /// <summary>A population that predicts a target <c>z</c>: its <c>prediction</c>, <c>error</c> and energy <c>F</c>.</summary>
    /// <param name="name">The name of the population.</param>
    /// <param name="size">The number of units, one for each class.</param>
    /// <param name="model">The free energy.</param>
    /// <param name="more">Further lines of its equations.</param>
    /// <param name="share">The factor by which error and energy are multiplied.</param>
    public static Population Classifier(string name, int size, OutputModel model, string more = "", double share = 1)
    {
        var factor = share == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{share}*");
        return new Population(name, size, Lines(
            model == OutputModel.Gaussian
                ? $"""
                z : 1   # the target
                error = {factor}(z - prediction) : 1
                F = {factor}(z - prediction)**2/2 : 1 (energy)
                prediction : 1 (input)
                """
                : $"""
                z : 1   # the target
                error = {factor}(z - softmax(prediction)) : 1
                F = {factor}z*(logsumexp(prediction) - prediction) : 1 (energy)
                prediction : 1 (input)
                """, more));
    }

    /// <summary>The activation of another value than the state <c>z</c>.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="value">The name of the value.</param>
    public static string Activation(LayeredOptions options, string value) => State().Replace(options.Activation, value);

    /// <summary>The synapses onto a layer, from the layer before and from the bias, which learn by the error of their postsynaptic units.</summary>
    /// <param name="layer">The layer that the synapses reach, from 1 on.</param>
    /// <param name="layers">The number of units in each layer.</param>
    /// <param name="options">The settings.</param>
    /// <param name="more">Further lines of the equations of the synapses from the layer before, such as what they send back.</param>
    /// <param name="gradient">The gradient, in which <c>rate_pre</c> is the activity of the layer before.</param>
    public static IEnumerable<Projection> Onto(
        int layer, IReadOnlyList<int> layers, DiscriminativeOptions options, string more = "", string gradient = "-mean(error_post*rate_pre)")
    {
        return Between(Name(layer - 1, layers.Count), Name(layer, layers.Count), options, more, gradient);
    }

    /// <summary>The synapses from one population and from the bias onto another, which learn by the error of their postsynaptic units.</summary>
    /// <param name="pre">The name of the population that sends its <c>rate</c>.</param>
    /// <param name="post">The name of the population that is reached.</param>
    /// <param name="options">The settings.</param>
    /// <param name="more">Further lines of the equations of the synapses from <paramref name="pre"/>, such as what they send back.</param>
    /// <param name="gradient">The gradient, in which <c>rate_pre</c> is the activity of the population that sends.</param>
    /// <param name="weights">The initial weights; those of the settings if null.</param>
    public static IEnumerable<Projection> Between(
        string pre, string post, DiscriminativeOptions options, string more = "", string gradient = "-mean(error_post*rate_pre)", string? weights = null)
    {
        const string Forward = "prediction_post = w*rate_pre : 1 (summed)";
        yield return Synapse.Learning(pre, post, Lines(Forward, more), gradient, options.Optimizer, weights ?? options.Weights, selection: options.Selection);
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

    /// <summary>Lines of equations below each other.</summary>
    public static string Lines(params IEnumerable<string> parts) => string.Join('\n', parts.Where(part => part.Length > 0));

    [GeneratedRegex(@"\bz\b")]
    private static partial Regex State();
}
