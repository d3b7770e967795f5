using System.Globalization;

namespace Homeostat;

/// <summary>
/// The forward-forward algorithm (Hinton 2022) with labels, after the author's own code. Two forward passes replace the forward and the backward one:
/// each layer learns to be active where image and label belong together, and silent where the label is wrong. Wrong labels are drawn from what the
/// network itself takes to be likely.
/// </summary>
public static class ForwardForward
{
    /// <summary>The entry of the forward-forward algorithm in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "ff",
        CreditAssignment.ForwardOnly,
        "forward-forward: layers learn to be active for right labels and silent for wrong ones, in two forward passes",
        "Hinton 2022, arXiv 2212.13345",
        new ForwardForwardOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ForwardForwardOptions? options = null)
    {
        options ??= new ForwardForwardOptions();
        Layered.Check(layers, options, hidden: 1, "the goodness is that of hidden layers");
        var hidden = GoodnessLayers.Hidden(layers);
        string[] others = [.. hidden.Skip(1).Select((layer, before) => $"{hidden[before]}_to_{layer}"), $"label_to_{hidden[0]}", .. hidden.Select(layer => $"bias_to_{layer}")];
        string[] all = [$"input_to_{hidden[0]}", .. others];

        IEnumerable<Phase> Side(double side) => GoodnessLayers.Set(hidden, "side", side);
        Phase[] clamped = [new Clamp("input.rate", Learner.Image), new Clamp("label.z", Learner.Label), new Clamp("output.z", Learner.Label)];

        // Without a label, the softmax says which wrong labels are likely; then it learns.
        Phase[] neutral = [new Act("hide"), new Act("draw"), GoodnessRule.LearnReadout(layers)];
        Phase[] right = [.. Side(1), new Act("show"), .. GoodnessRule.Compare(layers, options), new Measure()];
        Phase[] wrong = [.. Side(-1), new Act("mislead")];
        var learn = new Learn { Projections = all };
        var alone = new Set($"{hidden[0]}.kept");

        // Both passes have the same image, so that its synapses learn once, from what both have left.
        Phase[] both = [.. clamped, .. neutral, .. right, new Learn { Projections = others, Update = false }, new Act("keep"), .. wrong, learn];
        Phase[] wake = [.. clamped, .. neutral, .. right, alone, learn];
        Phase[] sleep = [.. clamped, new Act("hide"), new Act("draw"), .. wrong, new Measure(), alone, learn];
        return new Learner(Model.Name, Circuit(layers, options, hidden))
        {
            Train = options.Wake == 0 ? both : wake,
            Alternation = options.Wake == 0 ? null : new Alternation(options.Wake, sleep),
            Test = options.Answer == GoodnessAnswer.Softmax
                ? [clamped[0], new Act("hide"), new Probe("output.prediction")]
                : [clamped[0], GoodnessLayers.Best("label.shown"), new Act("hide")],
            Readout = options.Answer == GoodnessAnswer.Softmax ? "output.prediction" : "output.score",
            Features = $"{hidden[^1]}.sent",
            Source = Model.Source,
        };
    }

    private static Circuit Circuit(IReadOnlyList<int> layers, ForwardForwardOptions options, string[] hidden)
    {
        var (form, fanIn) = (options.Goodness, layers[0] + layers[^1]);
        var rows = GoodnessLayers.Rows(form);
        var circuit = new Circuit(Model.Name)
        {
            GoodnessLayers.Image(layers, rows, options.LabelScale),
            new Population("label", layers[^1], string.Create(CultureInfo.InvariantCulture, $"""
                z : 1                # the right label
                wrong : 1 (linked)   # a wrong one
                shown : 1            # the one that is shown
                sent = {options.LabelScale}*shown/{GoodnessLayers.Length("power", layers, rows, options.LabelScale)} : 1
                power : 1 (input)    # of the image
                """))
            {
                Actions = new Dictionary<string, string> { ["hide"] = "shown = 1/N", ["show"] = "shown = z", ["mislead"] = "shown = wrong" },
                Links = new Dictionary<string, string> { ["wrong"] = "output.wrong" },
            },
            GoodnessRule.Layer(
                hidden[0], layers[1], form, options.Peers, """
                drive = image + context : 1
                image, context : 1 (input)
                """, "kept : 1   # push of the pass before"),
        };
        for (var layer = 2; layer < layers.Count - 1; layer++)
        {
            circuit.Add(GoodnessRule.Layer(hidden[layer - 1], layers[layer], form, options.Peers));
        }

        circuit.Add(new Population("output", layers[^1], """
            z : 1   # the target
            error = z - softmax(prediction) : 1
            prediction : 1 (input)
            chance, wrong, score : 1
            """)
        {
            // The largest of log-probabilities with Gumbel noise is a draw from the softmax.
            Actions = new Dictionary<string, string>
            {
                ["draw"] = """
                    chance = where(z > 0.5, -1e9, prediction - log(1e-30 - log(1 - rand())))
                    wrong = where(chance >= max(chance), 1, 0)
                    """,
            },
        });
        circuit.Add(new Population("bias", 1, "sent = 1 : 1   # always on"));
        circuit.Add(GoodnessLayers.Judge);
        circuit.Add(GoodnessLayers.Power("label"));
        circuit.Add(GoodnessRule.Onto(
            "input", hidden[0], options, "image_post = w*sent_pre : 1 (summed)", "-mean((push_post + kept_post)*sent_pre)", fanIn));
        circuit.Add(GoodnessRule.Onto("label", hidden[0], options, "context_post = w*sent_pre : 1 (summed)", fanIn: fanIn));
        circuit.Add(hidden.Skip(1).Select((layer, before) => GoodnessRule.Onto(hidden[before], layer, options)));
        circuit.Add(hidden.SelectMany((layer, index) => GoodnessRule.Bias(layer, options, index == 0 ? "context" : "drive")));
        circuit.Add(GoodnessRule.Readout(layers, options));
        circuit.Add(GoodnessLayers.ToJudge(layers));
        return circuit;
    }
}
