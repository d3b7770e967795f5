using System.Globalization;

namespace Homeostat;

/// <summary>
/// The populations and projections of <see cref="ContrastivePlasticity"/>. Two activities of the hidden layers are held at once, for the right label and for
/// a wrong one: variables of the second end in <c>_wrong</c>.
/// </summary>
internal sealed class ContrastiveParts(IReadOnlyList<int> layers, ContrastivePlasticityOptions options)
{
    private readonly string[] _hidden = GoodnessLayers.Hidden(layers);

    /// <summary>The circuit.</summary>
    public Circuit Circuit(string name)
    {
        var circuit = new Circuit(name) { Input(), Label() };
        for (var layer = 0; layer < _hidden.Length; layer++)
        {
            circuit.Add(Hidden(layer));
        }

        circuit.Add(Output());
        for (var layer = 0; layer < _hidden.Length; layer++)
        {
            var post = _hidden[layer];
            circuit.Add(layer == 0 ? FromInput(post) : Between(_hidden[layer - 1], post));
            if (layer < _hidden.Length - 1)
            {
                circuit.Add(Between(_hidden[layer + 1], post));
            }

            circuit.Add(Between("label", post, "context", options.LabelResistance));
            circuit.Add(Inhibition(post));
            circuit.Add(ToOutput(post));
        }

        return circuit;
    }

    // What the input fires before a step is what its synapses deliver and learn from in the step. Spikes are drawn in training. To answer, a pixel adds up its
    // brightness and fires at each whole number, so that an image has the same answer every time.
    private Population Input() => new("input", layers[0], Layered.Lines(
        "rate : 1                            # brightness: the probability of a spike in a step",
        "offset : 1 (constant over batch)    # charge when a sample is shown, which differs from pixel to pixel",
        "charge : 1                          # brightness added up since the last spike",
        $"z{(options.SameSpikes ? "" : ", z_wrong")} : 1   # spikes"))
    {
        Actions = Actions(
            ("fire", $"z = where(rand() < rate, 1, 0){(options.SameSpikes ? "" : "\nz_wrong = where(rand() < rate, 1, 0)")}"),
            ("begin", "charge = offset"), ("fire_evenly", "charge += rate\nz = where(charge >= 1, 1, 0)\ncharge -= z")),
        Initial = new Dictionary<string, string> { ["offset"] = "rand()" },
    };

    private Population Label() => new("label", layers[^1], """
        z : 1                # the right label, or zero where the network has to find it
        chance, z_wrong : 1  # a wrong one
        old = z : 1
        old_wrong = z_wrong : 1
        """)
    { Actions = Actions(("draw", "chance = rand()*(1 - z)\nz_wrong = where(chance >= max(chance), 1, 0)")) };

    private Population Hidden(int layer)
    {
        var theta = options.GoodnessThreshold;
        string[] excitatory = [.. layer == 0 ? ["image"] : Array.Empty<string>(), .. _hidden.Length > 1 ? ["excitation"] : Array.Empty<string>()];
        string Received(string side) => string.Join(" + ", excitatory.Select(input => input == "image" && options.SameSpikes ? input : input + side));
        string Drive(string side) => Text($"{options.Resistance}*({Received(side)}) + {options.LabelResistance}*context{side} - {options.InhibitoryResistance}*inhibition{side}");
        return Jittered(_hidden[layer], layers[layer + 1], Text($"""
            count : 1                        # spikes since the sample was shown
            old, old_wrong : 1               # spikes of the step before
            v, z, threshold, trace : 1
            v_wrong, z_wrong, threshold_wrong, trace_wrong : 1
            drive = {Drive("")} : 1
            drive_wrong = {Drive("_wrong")} : 1
            goodness = sum(trace**2) : 1
            goodness_wrong = sum(trace_wrong**2) : 1
            modulator = -sigmoid({theta} - goodness)*trace : 1                     # derivative of F by trace
            modulator_wrong = sigmoid(goodness_wrong - {theta})*trace_wrong : 1    # derivative of F by trace_wrong
            F = (softplus({theta} - goodness) + softplus(goodness_wrong - {theta}))/2 : 1 (energy)
            {string.Join(", ", excitatory.Concat(["context", "inhibition"]).SelectMany(Sides))} : 1 (input)
            """),
            ("rest", Rest("") + "\ncount = 0"), ("rest_wrong", Rest("_wrong")),
            ("step", "old = z\n" + Step("") + "\ncount += z"), ("step_wrong", "old_wrong = z_wrong\n" + Step("_wrong")));

        IEnumerable<string> Sides(string input) => input == "image" && options.SameSpikes ? [input] : [input, $"{input}_wrong"];
    }

    private Population Output() => Jittered("output", layers[^1], """
        target : 1 (linked)              # the label
        v, z, threshold, trace : 1
        count : 1                        # spikes since the sample was shown
        error = target - trace : 1
        drive : 1 (input)
        """, ("rest", Rest("") + "\ncount = 0"), ("step", Step("") + "\ncount += z"))
        with
    { Links = new Dictionary<string, string> { ["target"] = "label.z" } };

    // A cell without a spike loses its share of potential and trace; a spike sets them to 0 and 1. The thresholds of a layer rise and fall together.
    private string Step(string side) => Text($"""
        v{side} += {options.TimeStep / options.Tau}*(drive{side} - v{side})
        z{side} = where(v{side} > threshold{side}, 1, 0)
        v{side} = v{side}*(1 - z{side})
        threshold{side} = maximum(threshold{side} + {options.Rise}*(sum(z{side}) - 1), {options.LeastThreshold})
        trace{side} = z{side} + (1 - z{side})*{1 - (options.TimeStep / options.TraceTau)}*trace{side}
        """);

    private static string Rest(string side) => $"v{side} = 0\nz{side} = 0\ntrace{side} = 0\nthreshold{side} = start";

    private Population Jittered(string name, int size, string equations, params (string, string)[] actions) =>
        new(name, size, Layered.Lines("start : 1 (constant over batch)   # threshold when a sample is shown", equations))
        {
            Actions = Actions(actions),
            Initial = new Dictionary<string, string> { ["start"] = Text($"{options.Threshold} + {options.ThresholdJitter}*(2*rand() - 1)") },
        };

    private Projection FromInput(string post) => options.SameSpikes
        ? Contrastive(
            "input", post, "image_post = w*z_pre : 1 (summed)", "mean((modulator_post + modulator_wrong_post)*z_pre)", "sum((1 - z_pre)*(z_post + z_wrong_post))")
        : Contrastive(
            "input", post, "image_post = w*z_pre : 1 (summed)\nimage_wrong_post = w*z_wrong_pre : 1 (summed)",
            "mean(modulator_post*z_pre) + mean(modulator_wrong_post*z_wrong_pre)", "sum((1 - z_pre)*z_post) + sum((1 - z_wrong_pre)*z_wrong_post)");

    // Synapses deliver the spikes of the step before, and learn from them and from what the postsynaptic cell does in the step.
    private Projection Between(string pre, string post, string input = "excitation", double? resistance = null) => Contrastive(
        pre, post, $"{input}_post = w*z_pre : 1 (summed)\n{input}_wrong_post = w*z_wrong_pre : 1 (summed)", Gradient, Unpreceded, resistance);

    private Projection Inhibition(string layer)
    {
        var inhibition = Contrastive(
            layer, layer, "other : 1   # 0 for the synapse of a cell with itself, which does not exist\ninhibition_post = w*z_pre : 1 (summed)\ninhibition_wrong_post = w*z_wrong_pre : 1 (summed)",
            Gradient, Unpreceded, options.InhibitoryResistance, "other*clip(w, 0, 1)");
        return inhibition with
        {
            Initial = new Dictionary<string, string>(inhibition.Initial) { ["other"] = "where(i == j, 0, 1)", ["w"] = $"where(i == j, 0, relu({options.Weights}))" },
        };
    }

    private const string Gradient = "mean(modulator_post*old_pre) + mean(modulator_wrong_post*old_wrong_pre)";
    private const string Unpreceded = "sum((1 - old_pre)*z_post) + sum((1 - old_wrong_pre)*z_wrong_post)";

    // A weight falls at postsynaptic spikes that no presynaptic one precedes, and has bounds.
    private Projection Contrastive(
        string pre, string post, string deliveries, string gradient, string unpreceded, double? resistance = null, string bounded = "clip(w, -1, 1)") =>
        Synapse.Learning(
            pre, post, deliveries, Text($"{resistance ?? options.Resistance}*({gradient})"),
            options.Optimizer with { Constraints = Layered.Lines(Text($"w -= {options.SpikeDecay}*({unpreceded})"), $"w = {bounded}", options.Optimizer.Constraints) },
            options.Weights);

    // The readout has no part in the contrast: it learns by the delta rule, from right labels alone, and less the closer a weight is to its bound.
    private Projection ToOutput(string pre) => Synapse.Learning(
        pre, "output", "drive_post = w*z_pre : 1 (summed)", Text($"-{2 * options.Resistance}*(1 - abs(w))*mean(error_post*old_pre)"),
        options.Optimizer.WithBounds(-1, 1), options.Weights);

    private static Dictionary<string, string> Actions(params (string Name, string Statements)[] actions) => actions.ToDictionary(a => a.Name, a => a.Statements);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
