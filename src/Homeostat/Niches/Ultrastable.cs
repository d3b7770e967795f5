using System.Globalization;

namespace Homeostat;

/// <summary>
/// Ashby's homeostat (Ashby 1952, Design for a Brain, chapter 8), as a machine on its own and as a body that is coupled to an
/// <see cref="UnstableWorld"/>. The machine has no knowledge of the effect of its synapses. When an essential variable leaves its limits, the
/// synapses are drawn at random again, until the variable stays within its limits.
/// </summary>
public static class Ultrastable
{
    /// <summary>
    /// Creates a circuit of units with random coupling, d<i>x</i>ᵢ/d<i>t</i> = Σ <i>w</i>ᵢⱼ <i>x</i>ⱼ, with friction on the diagonal, some noise, and stops
    /// at ±1.5 that no needle passes. The variable <c>units.x</c> holds the positions of the needles, and <c>coupling.w</c> the weights that the
    /// uniselectors draw.
    /// </summary>
    /// <param name="units">The number of units.</param>
    /// <exception cref="HomeostatException">The number of units is below 1.</exception>
    public static Circuit Machine(int units = 4)
    {
        RequireOption.That(units >= 1, "A homeostat", "units", units, "one or more");
        return new Circuit("homeostat", 0.05 * Units.Second)
        {
            new Population("units", units, """
                dx/dt = where(abs(x) < stop or x*drive < 0, drive, 0)/second + noise*xi/sqrt(second) : 1
                outside = where(abs(x) > 1, 1, 0) : 1
                drive : 1 (input)
                """)
            {
                Constants = new Dictionary<string, Quantity> { ["stop"] = 1.5, ["noise"] = 0.1 },
                Initial = new Dictionary<string, string> { ["x"] = "rand() - 0.5" },
            },
            new Projection("units", "units", """
                w : 1 (weight)
                drive_post = w*x_pre : 1 (summed)
                """)
            {
                Name = "coupling",
                Initial = new Dictionary<string, string> { ["w"] = "where(i == j, -rand(), 2*rand() - 1)" },
            },
        };
    }

    /// <summary>The uniselectors of <see cref="Machine"/>. Every second, the uniselector of each needle that is outside ±1 draws new weights.</summary>
    public static Selection Steps { get; } = new(20, [new Uniselector("coupling", "units.outside") { IsDamped = true }]);

    /// <summary>Creates a body that finds a wiring that keeps the needles at rest by trial and error.</summary>
    /// <param name="world">The world that the body will live in.</param>
    public static Body Create(UnstableWorld world) => Living("ultrastable", world, "2*rand() - 1") with
    {
        Selection = new Selection(5, [new Uniselector("wiring", "needles.alarm")]),
    };

    /// <summary>Creates a control: a body whose wiring is right for the world at birth and does not change.</summary>
    /// <param name="world">The world that the body will live in.</param>
    public static Body Fixed(UnstableWorld world) => Living("fixed", world, "where(i == j, -1, 0)");

    // A needle raises an alarm if it is outside its limit and moves away from 0. A needle that moves back raises no alarm.
    private static Body Living(string name, UnstableWorld world, string wiring)
    {
        ArgumentNullException.ThrowIfNull(world);
        var units = world.Needles.Count;
        var circuit = new Circuit(name, 0.1 * Units.Second)
        {
            new Population("eyes", units, """
                seen : 1
                gain : 1 (gain)    # gain of this individual's eyes
                felt = gain*seen : 1
                """),
            new Population("needles", units, """
                dlately/dt = (abs(felt) - lately)/(0.5*second) : 1
                alarm = where(abs(felt) > limit and abs(felt) > lately, 1, 0) : 1
                F = (felt/limit)**2/2 : 1 (energy)     # it expects needles at 0, with the limit as standard deviation
                felt : 1 (input)
                """)
            {
                Constants = new Dictionary<string, Quantity> { ["limit"] = world.Limit },
            },
            new Population("units", units, """
                du/dt = (drive - u)/(0.2*second) : 1
                drive : 1 (input)
                """),
            new Population("coils", units, "current : 1 (input)"),
            new Projection("eyes", "needles", "felt_post = felt_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            new Projection("eyes", "units", """
                w : 1 (weight)
                drive_post = w*felt_pre : 1 (summed)
                """)
            {
                Name = "wiring",
                Initial = new Dictionary<string, string> { ["w"] = wiring },
            },
            new Projection("units", "coils", "current_post = u_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        };
        return new Body(name, circuit)
        {
            Senses = [new Port("eyes.seen", world.Needles)],
            Acts = [new Port("coils.current", world.Effectors)],
            Essential = [.. world.Needles.Select(needle => new EssentialVariable(needle, -10 * world.Limit, 10 * world.Limit))],
            Energy = 100,
            Capacity = 150,
            Costs = new EnergyCosts { Basal = 0.5, Effort = 0.1, Synapse = 0.01, NewSynapse = 0.5, MultiplyAccumulate = 1e-5, Operation = 1e-5 },
            Device = new DeviceVariation { Mismatch = 0.05 },
            Watch = ["needles.alarm", "wiring.w"],
            PrecariousMargin = 0.5,
            Account = Account,
        };
    }

    private static string Account(Mortal mortal)
    {
        var alarm = mortal.Simulation["needles.alarm"];
        var world = (UnstableWorld)mortal.Niche;
        var worst = Enumerable.Range(0, alarm.Columns).MaxBy(n => Math.Abs(world.Values[n]));
        var away = Math.Abs(world.Values[worst]);
        var where = string.Create(CultureInfo.InvariantCulture, $"{world.Needles[worst]} is {away:F1} from rest");
        var canTry = mortal.Body.Selection is not null && (mortal.Ablation & Ablation.Selection) == 0;
        return Enumerable.Range(0, alarm.Columns).Any(n => alarm[0, n] != 0)
            ? $"{(canTry ? "tries other wirings" : "has no other wiring to try")}, as {where} and moves away"
            : away > world.Limit ? $"waits, as {where} and comes back"
            : $"keeps its wiring: {where}, which is within the limits";
    }
}
