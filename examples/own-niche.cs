#:project ../src/Homeostat/Homeostat.csproj
// A niche of your own, in 20 lines: a pond with food at the bottom and air at the top. And a body for it: a diver that turns back when its
// oxygen falls below a level. A diver that turns too late drowns; one that turns too early starves.
using Homeostat;

foreach (var turn in new[] { 0.05, 0.15, 0.3, 0.5, 0.7, 0.85 })
{
    var lives = Cohort.Live(count: 40, steps: 5000, seed => new Mortal(Diver(turn), new Pond(), new MortalOptions { Seed = seed, KeepSteps = false }));
    var causes = lives.Where(l => l.Died).GroupBy(l => l.CauseOfDeath!.StartsWith("oxygen", StringComparison.Ordinal) ? "drowned" : "starved");
    Console.WriteLine(
        $"turns back at {turn,4} oxygen: {lives.Count(l => !l.Died),2} of 40 alive after 5000 steps{string.Concat(causes.Select(c => $", {c.Count()} {c.Key}"))}");
}

static Body Diver(double turn) => new("diver", new Circuit("diver", 1 * Units.Second)
{
    new Population("blood", 1, "oxygen : 1"),
    new Population("wish", 1, """
        dw/dt = (where(oxygen < turn, -1, where(oxygen > 0.99, 1, sign(w))) - w)/second : 1
        F = (1 - oxygen)**2/2 : 1 (energy)
        oxygen : 1 (input)
        """)
    {
        Constants = new Dictionary<string, Quantity> { ["turn"] = turn },
    },
    new Population("fins", 1, "w : 1 (input)"),
    new Projection("blood", "wish", "oxygen_post = oxygen_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
    new Projection("wish", "fins", "w_post = w_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
})
{
    Senses = [new Port("blood.oxygen", "oxygen")],
    Acts = [new Port("fins.w", "diving")],
    Essential = [new EssentialVariable("oxygen", 0, 1) { SetPoint = 1 }],
    Capacity = 300,
    Costs = new EnergyCosts { Basal = 0.4, Effort = 0.1 },
};

internal sealed class Pond(double bottom = 10) : Niche
{
    public override IReadOnlyList<string> States { get; } = ["oxygen", "depth"];

    public override IReadOnlyList<string> Effectors { get; } = ["diving"];

    public override double[] Values { get; } = [1, 0];

    public override double Act(Moment now, ReadOnlySpan<double> effectors)
    {
        ref var oxygen = ref Values[0];
        ref var depth = ref Values[1];
        depth = Math.Clamp(depth + Math.Clamp(effectors[0], -1, 1) + (0.5 * now.Normal()), 0, bottom);
        oxygen = depth == 0 ? Math.Min(1, oxygen + 0.1) : oxygen - 0.01;
        return depth == bottom ? 1 : 0;
    }
}
