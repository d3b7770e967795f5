namespace Homeostat;

/// <summary>
/// The Hopfield network (Hopfield 1982). Units that are −1 or 1 store patterns in symmetric Hebbian synapses. Each recalls by taking, one after the
/// other, the sign of what it receives, so that an energy never rises, until the state is at rest.
/// </summary>
public static class HopfieldNetwork
{
    /// <summary>The entry of the Hopfield network in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "hopfield",
        CreditAssignment.Energy,
        "Hopfield network: stores patterns in Hebbian synapses in one pass and recalls them by descending an energy",
        "Hopfield 1982, PNAS 79:2554-2558",
        new HopfieldOptions(),
        Create,
        classifies: false,
        causes: 0);

    /// <summary>Creates a learner from a number of units.</summary>
    /// <param name="layers">One number: the number of units, which is that of pixels.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is more than one layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, HopfieldOptions? options = null)
    {
        options ??= new HopfieldOptions();
        Check(layers, options);
        return Of(Model, layers[0], options.Steps, new Projection("input", "input", $"""
            w : 1 (weight)
            g : 1 (gradient)            # of the last update
            {Synapses}
            """)
        {
            OnLearn = "g = -other*sum(s_post*s_pre)/units",
            OnUpdate = "w -= g",
            Initial = Initial,
        });
    }

    /// <summary>The equations that the synapses of all Hopfield networks have, beside their weight.</summary>
    internal const string Synapses = """
        other : 1                   # 1; 0 for the synapse of a unit with itself
        units : 1 (shared)
        field_post = w*s_pre : 1 (summed)
        """;

    /// <summary>The initial values of the variables of <see cref="Synapses"/>.</summary>
    internal static IReadOnlyDictionary<string, string> Initial { get; } = new Dictionary<string, string> { ["other"] = "int(i != j)", ["units"] = "N_pre" };

    /// <summary>Checks the layers and settings of a Hopfield network.</summary>
    internal static void Check(IReadOnlyList<int> layers, object options) =>
        Layered.CheckUnsupervised(layers, options, fewest: 1, most: 1, "a Hopfield network has units for the pixels alone, each connected to all others");

    /// <summary>A learner whose units recall as those of a Hopfield network do, whatever its synapses learn.</summary>
    internal static Learner Of(Model model, int units, int steps, Projection synapses)
    {
        var circuit = new Circuit(model.Name)
        {
            new Population("input", units, """
                x : 1                   # pixels, 0 to 1
                s : 1                   # -1 or 1; between them only in a cue
                turn : 1 (shared)       # the unit that is updated next
                image = (s + 1)/2 : 1
                error = s - field : 1
                F = -s*field/2 : 1 (energy)
                field : 1 (input)
                """)
            {
                Actions = new Dictionary<string, string>
                {
                    ["store"] = "s = where(x >= 0.5, 1, -1)",
                    ["cue"] = "s = 2*x - 1",
                    ["update"] = """
                        s = where(i == turn, where(field >= 0, 1, -1), s)
                        turn = turn + 1
                        """,
                },
            },
            synapses,
        };
        return new Learner(model.Name, circuit)
        {
            Train = [new Clamp("input.x", Learner.Image), new Act("store"), new Measure(), new Learn()],
            Test =
            [
                new Clamp("input.x", Learner.Image), new Act("cue"),
                new Repeat(steps, new Set("input.turn"), new Repeat(units, new Act("update"))),
            ],
            Reconstruction = "input.image",
            Features = "input.s",
            Source = model.Source,
        };
    }
}

/// <summary>The settings of <see cref="HopfieldNetwork"/>.</summary>
public sealed record HopfieldOptions
{
    /// <summary>The number of sweeps of a recall, in each of which every unit is updated once, in the order of the units.</summary>
    [Setting("Sweeps of a recall, in each of which every unit is updated once", Least = 1)]
    public int Steps { get; init; } = 5;
}
