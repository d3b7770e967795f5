using System.Globalization;

namespace Homeostat;

/// <summary>The populations and projections of <see cref="PredictiveForwardForward"/>: a recurrent network, and a generator beside it.</summary>
internal sealed class PredictiveParts(IReadOnlyList<int> layers, PredictiveForwardForwardOptions options)
{
    private readonly string[] _hidden = GoodnessLayers.Hidden(layers);

    /// <summary>The names of the projections of the recurrent network.</summary>
    public IReadOnlyList<string> Network => [.. NetworkProjections().Select(projection => projection.Name)];

    /// <summary>The names of the projections of the generator.</summary>
    public IReadOnlyList<string> Generator => [.. GeneratorProjections().Select(projection => projection.Name)];

    /// <summary>The circuit.</summary>
    public Circuit Circuit(string name)
    {
        var circuit = new Circuit(name)
        {
            new Population("input", layers[0], $"""
                rate : 1   # pixels
                sent = {Unit("rate")} : 1
                painted = clip(imagined, 0, 1) : 1
                miss = where(imagined >= 0 and imagined <= 1, rate - painted, 0) : 1
                imagined : 1 (input)
                """),
            new Population("label", layers[^1], Text($"""
                z : 1               # the right label
                chance, wrong : 1   # a wrong one
                sent = {options.LabelScale}*z : 1
                sent_wrong = {options.LabelScale}*wrong : 1
                """))
            { Actions = Actions(("draw", "chance = rand()*(1 - z)\nwrong = where(chance >= max(chance), 1, 0)")) },
        };
        for (var layer = 0; layer < _hidden.Length; layer++)
        {
            circuit.Add(Hidden(layer));
        }

        circuit.Add(new Population("output", layers[^1], Text($"""
            z : 1       # the target
            score : 1   # how silent the layers are for each label
            error = {options.LabelScale}*(z - softmax(prediction)) : 1
            prediction : 1 (input)
            """)));
        circuit.Add(Latent());
        circuit.Add(new Population("bias", 1, "sent = 1 : 1   # always on"));
        circuit.Add(new Population("judge", 1, """
            sum_of_squares : 1 (input)
            low : 1
            total = sum(low) : 1
            """)
        { Actions = Actions(("restart", "low = 0"), ("weigh", "low -= sum_of_squares")) });
        circuit.Add(NetworkProjections());
        circuit.Add(GeneratorProjections());
        circuit.Add(_hidden.Select(layer => new Projection(layer, "judge", "sum_of_squares_post = square_pre : 1 (summed)")));
        return circuit;
    }

    // Two activities are held at once: for the right and for a wrong label. All layers step together, from the activity before the step.
    private Population Hidden(int layer)
    {
        var (isFirst, threshold, leak) = (layer == 0, options.Threshold, options.Leak);
        string Step(string wrong) => Text($"{1 - leak}*relu(up{wrong} + across{wrong} + noisy*{options.Noise}*randn()) + {leak}*old{wrong}");
        return new Population(_hidden[layer], layers[layer + 1], Text($"""
            z, z_wrong : 1       # the activity
            old, old_wrong : 1   # the activity before the step
            start : 1            # the activity that the image alone evokes
            dream : 1            # the activity from which the generator predicts
            noisy : 1 (shared)
            sent = {Unit("old")} : 1
            sent_wrong = {Unit("old_wrong")} : 1
            square = z**2 : 1
            goodness = sum(square) : 1
            goodness_wrong = sum(z_wrong**2) : 1
            push = -{1 - leak}*sigmoid(goodness - {threshold})*z : 1
            push_wrong = {1 - leak}*sigmoid({threshold} - goodness_wrong)*z_wrong : 1
            F = (softplus(goodness - {threshold}) + softplus({threshold} - goodness_wrong))/2 : 1 (energy)
            up, {(isFirst ? "" : "up_wrong, ")}across, across_wrong, imagined : 1 (input)
            {(isFirst ? "up_wrong = up : 1" : "")}
            dreamt = {Unit("dream")} : 1
            miss = z - relu(imagined) : 1
            """))
        {
            Actions = Actions(
                ("begin", "start = relu(up)\nold = start\nold_wrong = start"),
                ("restart", "old = start"),
                ("step", $"z = {Step("")}"),
                ("step_wrong", $"z_wrong = {Step("_wrong")}"),
                ("advance", "old = z\nold_wrong = z_wrong"),
                ("dream", Text($"dream = relu(z + {options.GeneratorNoise}*randn())")),
                layer == _hidden.Length - 1 ? ("recall", "dream = start") : ("imagine", "dream = relu(imagined)")),
        };
    }

    // The top of the generator: causes that follow the slope of the squared error, which passes their scaling to length 1.
    private Population Latent() => new("latent", options.Latent, Text($"""
        z : 1
        dream = relu(z) : 1
        length = sqrt(sum(dream**2)) + 1e-8 : 1
        dreamt = dream/length : 1
        slope = 2*(back - dreamt*sum(dreamt*back))/length : 1
        back : 1 (input)
        """))
    { Actions = Actions(("wake", "z = 1/sqrt(N)"), ("think", Text($"z += {options.LatentRate}*slope"))) };

    private IEnumerable<Projection> NetworkProjections()
    {
        const string Common = "-mean((push_post + push_wrong_post)*sent_pre)";
        yield return Learning("input", _hidden[0], "up_post = w*sent_pre : 1 (summed)", Common);
        for (var layer = 0; layer < _hidden.Length; layer++)
        {
            var (name, isLast) = (_hidden[layer], layer == _hidden.Length - 1);
            if (layer > 0)
            {
                yield return Learning(_hidden[layer - 1], name, Both("up"), Different);
            }

            yield return Learning(isLast ? "label" : _hidden[layer + 1], name, Both("across"), Different);
            yield return Learning("bias", name, $"up_post = w*sent_pre : 1 (summed){(layer > 0 ? "\nup_wrong_post = w*sent_pre : 1 (summed)" : "")}", Common);
            yield return Rivals(name);
        }

        const string Prediction = "prediction_post = w*sent_pre : 1 (summed)";
        yield return Learning(_hidden[^1], "output", Prediction, "-mean(error_post*sent_pre)");
        yield return Learning("bias", "output", Prediction, "-mean(error_post*sent_pre)", "0");

        static string Both(string input) => $"{input}_post = w*sent_pre : 1 (summed)\n{input}_wrong_post = w*sent_wrong_pre : 1 (summed)";
    }

    private IEnumerable<Projection> GeneratorProjections()
    {
        for (var layer = 0; layer <= _hidden.Length; layer++)
        {
            // Only the latent units receive the error of what they predict.
            var isTop = layer == _hidden.Length;
            var (from, to) = (isTop ? "latent" : _hidden[layer], layer == 0 ? "input" : _hidden[layer - 1]);
            var back = isTop ? "\nback_pre = w*miss_post : 1 (summed)" : "";
            yield return Learning(
                from, to, $"imagined_post = w*dreamt_pre : 1 (summed){back}", "-2*mean(miss_post*dreamt_pre)", "0.05*rand()", $"generator_of_{to}");
        }
    }

    // Units of a group inhibit each other and excite themselves.
    private Projection Rivals(string layer)
    {
        var rivals = Learning(
            layer, layer, """
            rival : 1   # 1 between the units of a group, -1 from a unit to itself, 0 otherwise
            across_post = -rival*relu(w)*old_pre : 1 (summed)
            across_wrong_post = -rival*relu(w)*old_wrong_pre : 1 (summed)
            """, "rival*where(w > 0, 1, 0)*(mean(push_post*old_pre) + mean(push_wrong_post*old_wrong_pre))", "0.05*rand()");
        return rivals with
        {
            Initial = new Dictionary<string, string>(rivals.Initial) { ["rival"] = Text($"where(i == j, -1, where(i//{options.Group} == j//{options.Group}, 1, 0))") },
        };
    }

    private const string Different = "-mean(push_post*sent_pre) - mean(push_wrong_post*sent_wrong_pre)";

    private Projection Learning(string pre, string post, string deliveries, string gradient, string? weights = null, string? name = null) =>
        Synapse.Learning(pre, post, deliveries, $"clip({gradient}, -1, 1)", options.Optimizer, weights ?? options.Weights, name);

    // A row of length 1.
    private static string Unit(string row) => $"{row}/(sqrt(sum({row}**2)) + 1e-8)";

    private static Dictionary<string, string> Actions(params (string Name, string Statements)[] actions) => actions.ToDictionary(a => a.Name, a => a.Statements);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
