using System.Globalization;
using System.Text.RegularExpressions;

namespace Homeostat;

/// <summary>
/// PEPITA (Dellaferrera &amp; Kreiman 2022). The error of a first forward pass is added to the image through fixed random weights; each layer learns from
/// how its activity differs in a second forward pass, over that image.
/// </summary>
public static class Pepita
{
    /// <summary>The entry of PEPITA in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "pepita",
        CreditAssignment.ForwardOnly,
        "PEPITA: the error is added to the image, and layers learn from the difference between two forward passes",
        "Dellaferrera & Kreiman 2022, ICML, PMLR 162",
        new PepitaOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PepitaOptions? options = null) =>
        Of(Model, layers, options ?? new PepitaOptions(), [new Sweep("again"), new Learn()]);

    /// <summary>Creates a learner with the circuit of PEPITA.</summary>
    /// <param name="model">The entry of the catalog.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="second">The phases of the second pass.</param>
    /// <param name="first">
    /// The name of the action by which a hidden unit takes the activity of the first pass; null if its activity always is what follows from its input.
    /// </param>
    internal static Learner Of(Model model, IReadOnlyList<int> layers, PepitaOptions options, IReadOnlyList<Phase> second, string? first = null)
    {
        Layered.Check(layers, options, hidden: 1, "the rule compares hidden layers in two passes");
        var hidden = GoodnessLayers.Hidden(layers);
        var whole = options.Dropout > 0 ? GoodnessLayers.Set(hidden, "mask", 1) : [];
        Phase[] pass = first is null ? [] : [new Sweep(first)];
        Phase[] mask = options.Dropout > 0 ? [.. whole, new Act("drop")] : [];
        return new Learner(model.Name, Circuit(model, layers, options, first))
        {
            Train = [new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label), .. mask, .. pass, new Measure(), .. second],
            Test = [new Clamp("input.rate", Learner.Image), .. whole, .. pass, new Sweep()],
            Readout = "output.prediction",
            Features = $"{hidden[^1]}.rate",
            Source = model.Source,
        };
    }

    private static Circuit Circuit(Model model, IReadOnlyList<int> layers, PepitaOptions options, string? first)
    {
        var circuit = new Circuit(model.Name)
        {
            new Population("input", layers[0], """
                rate : 1   # pixels
                late : 1   # pixels and error, in the second pass
                feedback : 1 (input)
                """)
            { Actions = Again("rate + feedback") },
        };
        for (var layer = 1; layer < layers.Count - 1; layer++)
        {
            circuit.Add(Hidden(Layered.Name(layer, layers.Count), layers[layer], options, first));
        }

        // The output learns from the error of the second pass; what is fed back is that of the first.
        circuit.Add(new Population("output", layers[^1], """
            z : 1   # the target
            error = z - softmax(prediction) : 1
            blame = z - softmax(again) : 1
            F = z*(logsumexp(prediction) - prediction) : 1 (energy)
            prediction, again : 1 (input)
            """)
        { OnSweep = "z = softmax(prediction)" });
        if (options.Bias)
        {
            circuit.Add(new Population("bias", 1, "rate = 1 : 1   # always on\nlate = 1 : 1"));
        }

        for (var layer = 1; layer < layers.Count; layer++)
        {
            var (pre, post) = (Layered.Name(layer - 1, layers.Count), Layered.Name(layer, layers.Count));
            circuit.Add(Onto(pre, post, options, options.Weights));
            if (options.Bias)
            {
                circuit.Add(Onto("bias", post, options, "0"));
            }
        }

        circuit.Add(new Projection("output", "input", "b : 1\nfeedback_post = -b*error_pre : 1 (summed)")
        {
            Initial = new Dictionary<string, string> { ["b"] = options.FeedbackWeights },
        });
        return circuit;
    }

    private static Population Hidden(string name, int size, PepitaOptions options, string? first)
    {
        // The same activation, of what reaches a unit in each of the two passes; the units that are left out are the same.
        var mask = options.Dropout > 0 ? "*mask" : "";
        string Of(string state) => $"({Regex.Replace(options.Activation, @"\bz\b", state)}){mask}";
        var actions = Again(Of("again"));
        if (options.Dropout > 0)
        {
            actions["drop"] = string.Create(CultureInfo.InvariantCulture, $"mask = where(rand() < {options.Dropout}, 0, {1 / (1 - options.Dropout)})");
        }

        if (first is not null)
        {
            actions[first] = $"rate = {Of("prediction")}";
        }

        return new Population(name, size, $"""
            {(first is null ? $"rate = {Of("prediction")}" : "rate")} : 1
            late : 1   # the activity in the second pass
            blame = late - rate : 1
            prediction, again : 1 (input)
            {(options.Dropout > 0 ? "mask : 1   # 0 for a unit that is left out" : "")}
            """)
        { Actions = actions };
    }

    private static Projection Onto(string pre, string post, PepitaOptions options, string weights) => Synapse.Learning(
        pre, post, """
        prediction_post = w*rate_pre : 1 (summed)
        again_post = w*late_pre : 1 (summed)
        """, "-mean(blame_post*late_pre)", options.Optimizer, weights);

    private static Dictionary<string, string> Again(string activity) => new() { ["again"] = $"late = {activity}" };
}
