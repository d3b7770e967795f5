namespace Homeostat;

/// <summary>
/// A network whose units settle to the activity <c>phi(drive + back)</c>, first with the image alone (the minus phase) and then with the output held at the
/// label (the plus phase): contrastive Hebbian learning and generalized recirculation.
/// </summary>
internal static class TwoPhaseNetwork
{
    /// <summary>The layers, without synapses.</summary>
    public static Circuit Circuit(Model model, IReadOnlyList<int> layers, SymmetricOptions options)
    {
        Layered.Check(layers, options, hidden: 1, "synapses learn from how holding the output moves the layers before it");
        var circuit = new Circuit(model.Name) { new Population("input", layers[0], "rate : 1   # pixels") };
        for (var layer = 1; layer < layers.Count; layer++)
        {
            var isOutput = layer == layers.Count - 1;
            circuit.Add(new Population(Layered.Name(layer, layers.Count), layers[layer], $"""
                drate/dt = (phi - rate)/tau : 1
                phi = {options.Activation} : 1
                z = {(isOutput ? "drive" : "drive + back")} : 1
                minus : 1   # the rate at the end of the minus phase
                change = rate - minus : 1
                midpoint = (rate + minus)/2 : 1
                {(isOutput ? "y : 1   # the label\nF = (y - rate)**2/2 : 1 (energy)\ndrive : 1 (input)" : "drive, back : 1 (input)")}
                {(isOutput ? "" : options.Selection?.UnitEquations ?? "")}
                """)
            {
                Actions = new Dictionary<string, string> { ["keep"] = "minus = rate" },
                Method = "euler",
                Constants = new Dictionary<string, Quantity> { ["tau"] = 1 / options.Rate * Units.Millisecond },
            });
        }

        return circuit;
    }

    /// <summary>The learner: both phases, then learning. It answers by the minus phase.</summary>
    public static Learner Learner(Model model, Circuit circuit, IReadOnlyList<int> layers, SymmetricOptions options)
    {
        Phase[] minus =
        [
            new Clamp("input.rate", Homeostat.Learner.Image),
            .. SymmetricNetwork.Names(layers).Select(layer => new Set($"{layer}.rate")),
            new Settle(options.Steps) { Order = options.Order },
        ];
        return SymmetricNetwork.Learner(model, circuit, layers, options, minus,
        [
            new Clamp("output.y", Homeostat.Learner.Label),
            .. minus,
            new Measure(),
            new Act("keep"),
            new Clamp("output.rate", Homeostat.Learner.Label),
            new Settle(options.Steps) { Order = options.Order },
            new Learn(),
        ]);
    }
}
