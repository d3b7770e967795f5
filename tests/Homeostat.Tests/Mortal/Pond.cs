namespace Homeostat.Tests.Mortals;

/// <summary>A world of one depth that wanders and can be pushed; what it gives and shows is up to the test.</summary>
internal sealed class Pond(double depth = 0, double income = 1) : Niche
{
    public override IReadOnlyList<string> Sensors { get; } = ["depth"];

    public override IReadOnlyList<string> Effectors { get; } = ["push"];

    public override IReadOnlyList<string> States { get; } = ["depth"];

    public override double[] Values { get; } = [depth];

    /// <summary>What it gives at a step.</summary>
    public Func<long, double> Income { get; init; } = _ => income;

    /// <summary>By how much it is pushed away at a step.</summary>
    public Func<long, double> Current { get; init; } = _ => 0;

    /// <summary>What the sensor shows instead of the truth.</summary>
    public Func<double, double> Lens { get; init; } = shown => shown;

    /// <summary>How much it fluctuates.</summary>
    public double Waves { get; init; }

    public override void Sense(Moment now, Span<double> sensors) => sensors[0] = Lens(Values[0]);

    public override double Act(Moment now, ReadOnlySpan<double> effectors)
    {
        Values[0] += effectors[0] + Current(now.Step) + (Waves * now.Normal());
        return Income(now.Step);
    }
}

/// <summary>What lives in a <see cref="Pond"/>: it keeps its depth near zero by a muscle, and is made of parts that make each other.</summary>
internal static class Fish
{
    public static readonly Part[] Parts =
    [
        new Part("enzyme") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"], Cost = 2, Vital = 0.1 },
        new Part("membrane") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"], Cost = 2, Vital = 0.5 },
        new Part("muscle") { Wear = 0.002, Repair = 0.05, Catalysts = ["enzyme"], Cost = 2 },
    ];

    public static Body Body { get; } = new("fish", Circuit())
    {
        Senses = [new Port("eye.seen", "depth")],
        Acts = [new Port("fin.push", "push") { Part = "muscle" }],
        Essential = [new EssentialVariable("depth", -5, 5)],
        Energy = 50,
        Capacity = 80,
        Costs = new EnergyCosts { Basal = 0.2, Effort = 0.5, Unit = 0.01, Synapse = 0.01, MultiplyAccumulate = 1e-3, Operation = 1e-3 },
        Parts = Parts,
        Watch = ["mind.mu"],
    };

    /// <summary>The fish with a will that is an expression of the depth it believes in.</summary>
    public static Circuit Circuit(string push = "-0.5*mu") => new("fish", 1 * Units.Second)
    {
        new Population("eye", 1, "seen : 1"),
        new Population("mind", 1, """
            dmu/dt = 0.8*error/second : 1
            error = seen - mu : 1
            F = error**2/2 : 1 (energy)
            seen : 1 (input)
            """),
        new Population("fin", 1, $"push = {push} : 1\nmu : 1 (input)"),
        new Projection("eye", "mind", "seen_post = seen_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        new Projection("mind", "fin", "mu_post = mu_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
    };

    /// <summary>Asserts that something is refused with words in its message.</summary>
    public static void Refused(string words, Action action) =>
        Assert.Contains(words, Assert.ThrowsAny<HomeostatException>(action).Message, StringComparison.Ordinal);
}
