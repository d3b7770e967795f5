namespace Homeostat;

/// <summary>
/// A network with the energy Σ z²/2 − Σ w·rate·rate, whose states settle freely and again after a nudge of the output: equilibrium propagation and
/// coupled learning.
/// </summary>
internal static class NudgedNetwork
{
    private const string Coin = "coin";

    /// <summary>Creates a learner.</summary>
    /// <param name="model">The entry of the catalog.</param>
    /// <param name="layers">The number of units in each layer, the input first.</param>
    /// <param name="options">The settings.</param>
    /// <param name="strength">The strength of the nudge.</param>
    /// <param name="isHeld">Whether the output is moved and then held; otherwise it is pulled while it settles.</param>
    public static Learner Learner(Model model, IReadOnlyList<int> layers, NudgedOptions options, double strength, bool isHeld)
    {
        Layered.Check(layers, options, hidden: 1, "synapses learn from how a nudge of the output moves the layers before it");

        // What a synapse learns from is the energy's slope at the last state minus that at the state kept before it, over the distance of the two nudges.
        var distance = options.Nudging == Nudging.Centered ? -2 * strength : strength;
        var circuit = new Circuit(model.Name)
        {
            new Population("input", layers[0], $"z : 1   # pixels\nrate = {options.Activation} : 1"),
        };
        for (var layer = 1; layer < layers.Count; layer++)
        {
            circuit.Add(Layer(layer, layers, options, distance, isHeld));
        }

        SymmetricNetwork.Connect(
            circuit, layers, options, gradient: "-(mean(later_post*rate_pre) - mean(earlier_post*kept_pre))", fromGiven: "-mean(change_post*rate_pre)");
        if (options.Nudging == Nudging.RandomSign)
        {
            circuit.Add(new Population(Coin, 1, "side : 1") { Actions = Action("toss", "side = where(rand() < 0.5, -1, 1)") });
            circuit.Add(SymmetricNetwork.Names(layers).Select(layer => new Projection(Coin, layer, "side_post = side_pre : 1 (summed)")));
        }

        Phase[] free =
        [
            new Clamp("input.z", Homeostat.Learner.Image),
            .. SymmetricNetwork.Names(layers).Select(layer => new Set($"{layer}.z")),
            .. isHeld ? (Phase[])[] : [new Set("output.nudge")],
            new Settle(options.Steps) { Order = options.Order },
        ];
        return SymmetricNetwork.Learner(model, circuit, layers, options, free, [new Clamp("output.y", Homeostat.Learner.Label), .. free, new Measure(), .. Compare()]) with
        {
            // Bounded states can be equal, all at 0; what drives them still tells which class is the likeliest.
            Readout = options.Bounded ? "output.drive" : "output.z",
            Divergence = "Its energy may have no lowest point: keep the states between 0 and 1 (Bounded, --bounded true), take an activation with a largest value, "
                + "or lower the settling rate or the learning rate, by which weights grow.",
        };

        IEnumerable<Phase> Compare() => options.Nudging switch
        {
            Nudging.OneSided => [new Act("keep"), .. Nudged(strength), new Learn()],
            Nudging.RandomSign => [new Act("keep"), new Act("toss"), .. Nudged(strength), new Learn()],
            _ => [new Act("remember"), .. Nudged(strength), new Act("turn"), .. Nudged(-strength), new Learn()],
        };

        Phase[] Nudged(double by) => isHeld
            ? [new Set("output.nudge", by), new Act("move"), Settle([.. SymmetricNetwork.Names(layers).SkipLast(1)])]
            : [new Set("output.nudge", by), Settle([])];

        Settle Settle(string[] populations) => new(options.NudgedSteps) { Order = options.Order, Populations = populations };
    }

    private static Population Layer(int layer, IReadOnlyList<int> layers, NudgedOptions options, double distance, bool isHeld)
    {
        var isOutput = layer == layers.Count - 1;
        var isCentered = options.Nudging == Nudging.Centered;
        var sign = options.Nudging == Nudging.RandomSign ? "side*" : "";
        var input = $"{(isOutput ? "drive" : "drive + back")}{(options.Noise > 0 ? " + noise*randn()" : "")}";
        var slope = options.Activation.Trim() == "z" ? input : $"diff(rate, z)*({input})";
        var pull = isOutput && !isHeld ? $" + {sign}nudge*(y - z)" : "";
        string?[] lines =
        [
            options.Bounded ? "dz/dt = (clip(z + pace*force, 0, 1) - z)/tau : 1" : "dz/dt = pace*force/tau : 1",
            $"force = {slope} - z{pull} : 1",
            $"rate = {options.Activation} : 1",
            "kept : 1   # the rate in the state that the last one is compared with",
            isCentered ? "free : 1" : null,
            $"later = {sign}rate/distance : 1",
            $"earlier = {sign}kept/distance : 1",
            "change = later - earlier : 1",
            sign.Length > 0 ? "side : 1 (input)" : null,
            isOutput ? "y : 1   # the label\nnudge : 1 (shared)\nF = (y - z)**2/2 : 1 (energy)" : options.Selection?.UnitEquations,
            isOutput ? "drive : 1 (input)" : "drive, back : 1 (input)",
        ];
        var actions = isCentered
            ? new Dictionary<string, string> { ["remember"] = "free = z", ["turn"] = "kept = rate; z = free" }
            : Action("keep", "kept = rate");
        if (isOutput && isHeld)
        {
            actions["move"] = $"z += {sign}nudge*(y - z)";
        }

        return new Population(Layered.Name(layer, layers.Count), layers[layer], string.Join('\n', lines.Where(line => line is { Length: > 0 })))
        {
            Actions = actions,
            Method = "euler",
            Constants = new Dictionary<string, Quantity>
            {
                ["tau"] = Units.Millisecond, ["pace"] = options.Rate, ["distance"] = distance, ["noise"] = options.Noise,
            },
        };
    }

    private static Dictionary<string, string> Action(string name, string statements) => new() { [name] = statements };
}
