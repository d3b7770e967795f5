using System.Globalization;

namespace Homeostat;

/// <summary>
/// The parts that autoencoders have in common: an encoder from the image to a few causes, and a decoder with the same layers in the reverse order from the causes back to the pixels.
/// Only activity is swept forward here; learning is derived by <see cref="Backpropagation"/>.
/// </summary>
/// <param name="layers">The number of units in each layer of the encoder, the image first and the causes last.</param>
/// <param name="options">The settings.</param>
internal sealed class AutoencoderParts(IReadOnlyList<int> layers, AutoencoderOptions options)
{
    /// <summary>The name of the population of causes.</summary>
    public const string Cause = "cause";

    private const string Bias = "bias";

    private readonly List<string> _decoder = [.. Enumerable.Range(1, layers.Count - 2).Reverse().Select(Decoder)];

    /// <summary>The circuit.</summary>
    /// <param name="name">The name of the circuit.</param>
    /// <param name="cause">The population of causes, named <see cref="Cause"/>.</param>
    /// <param name="inputs">The inputs of the causes that the encoder sends to, such as their mean.</param>
    public Circuit Circuit(string name, Population cause, params IReadOnlyList<string> inputs)
    {
        var last = layers.Count > 2 ? Encoder(layers.Count - 2) : "input";
        var circuit = new Circuit(name) { Image };
        foreach (var layer in Enumerable.Range(1, layers.Count - 2))
        {
            circuit.Add(Hidden(Encoder(layer), layers[layer]));
        }

        circuit.Add(cause);
        foreach (var layer in Enumerable.Range(1, layers.Count - 2).Reverse())
        {
            circuit.Add(Hidden(Decoder(layer), layers[layer]));
        }

        if (options.Bias)
        {
            circuit.Add(Layered.AlwaysOn);
        }

        foreach (var (pre, post) in Pairs(["input", .. Enumerable.Range(1, layers.Count - 2).Select(Encoder)]))
        {
            Connect(circuit, pre, post);
        }

        foreach (var input in inputs)
        {
            Connect(circuit, last, Cause, input);
        }

        foreach (var (pre, post) in Pairs([Cause, .. _decoder, "input"]))
        {
            Connect(circuit, pre, post);
        }

        return circuit;
    }

    /// <summary>Connects two populations, and the bias with the second one.</summary>
    public void Connect(Circuit circuit, string pre, string post, string input = "prediction")
    {
        circuit.Add(Weighted(pre, post, input, options.Weights));
        if (options.Bias)
        {
            circuit.Add(Weighted(Bias, post, input, "0"));
        }
    }

    /// <summary>A layer whose activity follows from what it receives.</summary>
    public Population Hidden(string name, int size) => new(name, size, $"""
        z : 1
        rate = {options.Activation} : 1
        prediction : 1 (input)
        """)
    { OnSweep = "z = prediction" };

    /// <summary>The learner that follows the exact gradient of the circuit's free energy.</summary>
    /// <param name="name">The name of the model.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="source">The reference of the paper.</param>
    /// <param name="begin">The phases before each sweep in training.</param>
    /// <param name="rest">The phases before each sweep when it answers.</param>
    /// <param name="optimizer">The rule that turns gradients into changes of the weights; that of the settings if null.</param>
    public Learner Learner(string name, Circuit circuit, string source, IReadOnlyList<Phase> begin, IReadOnlyList<Phase> rest, Optimizer? optimizer = null) => Backpropagation.Of(
        new Learner(name, circuit)
        {
            Train = [Seen, .. begin, new Sweep()],
            Test = [Seen, .. rest, new Sweep()],
            Dream = [new Clamp($"{Cause}.z", Homeostat.Learner.Cause), .. _decoder.Select(layer => new Act(Sweep.Unnamed, layer))],
            Complete =
            [
                new Clamp("input.seen", Homeostat.Learner.Image), new Clamp("input.visible", Homeostat.Learner.Visible), .. rest, new Act("look"),
                new Repeat(options.Passes - 1, new Sweep(), new Act("fill")), new Sweep(),
            ],
            Reconstruction = "input.expected",
            Features = $"{Cause}.z",
            Source = source,
        },
        optimizer ?? options.Optimizer) with
    { Name = name, Source = $"{source}; derived from the circuit" };

    private static Phase Seen => new Clamp("input.z", Homeostat.Learner.Image);

    private Population Image => new("input", layers[0], """
        z : 1                        # pixels
        seen : 1                     # pixels of an image that is completed, of which only some are visible
        visible : 1                  # 1, or 0 for a pixel that is hidden
        expected = sigmoid(prediction) : 1
        F = softplus(prediction) - z*prediction : 1 (energy)
        prediction : 1 (input)
        """)
    {
        Initial = new Dictionary<string, string> { ["visible"] = "1" },
        Actions = new Dictionary<string, string> { ["look"] = "z = visible*seen", ["fill"] = "z = visible*seen + (1 - visible)*expected" },
    };

    private static string Encoder(int layer) => string.Create(CultureInfo.InvariantCulture, $"encoder{layer}");

    private static string Decoder(int layer) => string.Create(CultureInfo.InvariantCulture, $"decoder{layer}");

    private static IEnumerable<(string Pre, string Post)> Pairs(IReadOnlyList<string> chain) => chain.Zip(chain.Skip(1));

    private static Projection Weighted(string pre, string post, string input, string weights) => new(pre, post, $"""
        w : 1 (weight)
        {input}_post = w*{Sent(pre)}_pre : 1 (summed)
        """)
    { Name = input == "prediction" ? $"{pre}_to_{post}" : $"{pre}_to_{post}_{input}", Initial = new Dictionary<string, string> { ["w"] = weights } };

    private static string Sent(string population) => population is "input" or Cause ? "z" : "rate";
}
