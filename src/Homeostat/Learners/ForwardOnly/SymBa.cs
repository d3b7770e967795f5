using System.Globalization;

namespace Homeostat;

/// <summary>
/// SymBa (Lee &amp; Song 2023): forward-forward without a threshold. Each layer learns from the difference between its goodness for the right and for a
/// wrong label of the same image, so that both are held at once; there is no wake and sleep apart.
/// </summary>
public static class SymBa
{
    /// <summary>The entry of SymBa in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "symba",
        CreditAssignment.ForwardOnly,
        "SymBa: forward-forward in which a layer compares its goodness for the right and a wrong label, without a threshold",
        "Lee & Song 2023, arXiv 2303.08418",
        new SymBaOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, SymBaOptions? options = null)
    {
        options ??= new SymBaOptions();
        Layered.Check(layers, options, hidden: 1, "the goodness is that of hidden layers");
        var hidden = GoodnessLayers.Hidden(layers);
        return new Learner(Model.Name, Circuit(layers, options, hidden))
        {
            Train = [new Clamp("input.rate", Learner.Image), new Clamp("label.z", Learner.Label), new Act("draw"), new Measure(), new Learn()],
            Test = [new Clamp("input.rate", Learner.Image), GoodnessLayers.Best("label.z"), new Set("label.z")],
            Readout = "output.score",
            Features = $"{hidden[^1]}.sent",
            Source = Model.Source,
        };
    }

    private static Circuit Circuit(IReadOnlyList<int> layers, SymBaOptions options, string[] hidden)
    {
        var (rows, length) = (options.Rows, GoodnessLayers.Length("power", layers, options.Rows, options.LabelScale));
        var circuit = new Circuit(Model.Name)
        {
            GoodnessLayers.Image(layers, rows, options.LabelScale),
            new Population("label", layers[^1], string.Create(CultureInfo.InvariantCulture, $"""
                z : 1               # the right label
                chance, wrong : 1   # a wrong one
                sent = {options.LabelScale}*z/{length} : 1
                sent_wrong = {options.LabelScale}*wrong/{length} : 1
                power : 1 (input)   # of the image
                """))
            { Actions = new Dictionary<string, string> { ["draw"] = "chance = rand()*(1 - z)\nwrong = where(chance >= max(chance), 1, 0)" } },
            Layer(hidden[0], layers[1], rows, options.Alpha, """
                drive = image + context : 1
                drive_wrong = image + context_wrong : 1
                image, context, context_wrong : 1 (input)
                """),
        };
        for (var layer = 2; layer < layers.Count - 1; layer++)
        {
            circuit.Add(Layer(hidden[layer - 1], layers[layer], rows, options.Alpha, "drive, drive_wrong : 1 (input)"));
        }

        circuit.Add(new Population("output", layers[^1], "score : 1   # how good each label is"));
        circuit.Add(new Population("bias", 1, "sent = 1 : 1   # always on"));
        circuit.Add(GoodnessLayers.Judge);
        circuit.Add(GoodnessLayers.Power("label"));

        // The image and the bias are the same for both labels.
        var fanIn = layers[0] + layers[^1];
        const string Difference = "-mean(push_post*sent_pre) + mean(push_wrong_post*sent_wrong_pre)";
        const string Common = "-mean((push_post - push_wrong_post)*sent_pre)";
        var weights = GoodnessLayers.Weights(options.Weights, fanIn);
        circuit.Add(Synapse.Learning("input", hidden[0], "image_post = w*sent_pre : 1 (summed)", Common, options.Optimizer, weights));
        circuit.Add(Synapse.Learning("label", hidden[0], Both("context"), Difference, options.Optimizer, weights));
        circuit.Add(Synapse.Learning("bias", hidden[0], "image_post = w*sent_pre : 1 (summed)", Common, options.Optimizer, "0"));
        for (var layer = 1; layer < hidden.Length; layer++)
        {
            circuit.Add(Synapse.Learning(hidden[layer - 1], hidden[layer], Both("drive"), Difference, options.Optimizer, options.Weights));
            circuit.Add(Synapse.Learning(
                "bias", hidden[layer], "drive_post = w*sent_pre : 1 (summed)\ndrive_wrong_post = w*sent_pre : 1 (summed)", Common, options.Optimizer, "0"));
        }

        circuit.Add(GoodnessLayers.ToJudge(layers));
        return circuit;

        static string Both(string input) => $"{input}_post = w*sent_pre : 1 (summed)\n{input}_wrong_post = w*sent_wrong_pre : 1 (summed)";
    }

    // Right and wrong label pull alike: the slope depends on the difference of the two alone.
    private static Population Layer(string name, int size, RowScale rows, double alpha, string drive) => new(name, size, string.Create(CultureInfo.InvariantCulture, $"""
        rate = relu(drive) : 1
        rate_wrong = relu(drive_wrong) : 1
        sent = {GoodnessLayers.Sent(rows, "rate")} : 1
        sent_wrong = {GoodnessLayers.Sent(rows, "rate_wrong")} : 1
        square = {GoodnessLayers.Square(GoodnessForm.Mean, "rate")} : 1
        square_wrong = {GoodnessLayers.Square(GoodnessForm.Mean, "rate_wrong")} : 1
        gain = sum(square) - sum(square_wrong) : 1   # goodness for the right label less that for the wrong one
        slope = {2 * alpha}*sigmoid(-{alpha}*gain)/N : 1
        push = slope*rate : 1
        push_wrong = slope*rate_wrong : 1
        F = softplus(-{alpha}*gain) : 1 (energy)
        {drive}
        """));
}
