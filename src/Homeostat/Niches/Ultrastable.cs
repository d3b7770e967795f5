using System.Globalization;

namespace Homeostat;

/// <summary>
/// Ashby's homeostat (Ashby 1952, Design for a Brain, chapter 8): the machine alone, and as a body whose other half is an
/// <see cref="UnstableWorld"/>. It does not know what its synapses do. Where an essential variable leaves its limits, they are drawn anew, until
/// it stays.
/// </summary>
public static class Ultrastable
{
    /// <summary>
    /// Units coupled at random, d<i>x</i>ᵢ/d<i>t</i> = Σ <i>w</i>ᵢⱼ <i>x</i>ⱼ with friction on the diagonal, a little noise, and stops that no needle
    /// passes. <c>units.x</c> are the needles, <c>coupling.w</c> what their uniselectors draw.
    /// </summary>
    /// <param name="units">How many.</param>
    /// <exception cref="HomeostatException">None.</exception>
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

    /// <summary>The uniselectors of <see cref="Machine"/>: every second, those of needles that are outside ±1 take a step.</summary>
    public static Selection Steps { get; } = new(20, [new Uniselector("coupling", "units.outside") { IsDamped = true }]);

    /// <summary>A body that finds out what to do by trial.</summary>
    /// <param name="world">Where it is to live.</param>
    public static Body Create(UnstableWorld world) => Living("ultrastable", world, "2*rand() - 1") with
    {
        Selection = new Selection(5, [new Uniselector("wiring", "needles.alarm")]),
    };

    /// <summary>A body that was wired right for the world it is born in, and stays as it is.</summary>
    /// <param name="world">Where it is to live.</param>
    public static Body Fixed(UnstableWorld world) => Living("fixed", world, "where(i == j, -1, 0)");

    // An alarm is a needle that is outside and on its way out: one that comes back is waited for.
    private static Body Living(string name, UnstableWorld world, string wiring)
    {
        ArgumentNullException.ThrowIfNull(world);
        var units = world.Needles.Count;
        var circuit = new Circuit(name, 0.1 * Units.Second)
        {
            new Population("eyes", units, """
                seen : 1
                gain : 1 (gain)    # of this individual's eyes
                felt = gain*seen : 1
                """),
            new Population("needles", units, """
                dlately/dt = (abs(felt) - lately)/(0.5*second) : 1
                alarm = where(abs(felt) > limit and abs(felt) > lately, 1, 0) : 1
                F = (felt/limit)**2/2 : 1 (energy)     # it expects them at 0, give or take the limit
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
