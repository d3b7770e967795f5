#:package Homeostat@HOMEOSTAT_VERSION
#:property PublishAot=false
// A niche of your own, and a body that lives in it. Run it by: dotnet run MY_NAME.cs
// The niche is a pot, whose water evaporates. The body is a plant that waters itself, or not enough, or too much.
using Homeostat;

foreach (var goal in new[] { 0.1, 0.3, 0.5, 0.9 })
{
    var lives = Cohort.Live(count: 20, steps: 2000, seed => new Mortal(Plant(goal), new Pot(), new MortalOptions { Seed = seed, KeepSteps = false }));
    var starved = lives.Count(life => life.Died && life.CauseOfDeath!.Contains("energy", StringComparison.Ordinal));
    var alive = lives.Count(life => !life.Died);
    Console.WriteLine($"a plant that wants {goal} of water: {alive} of 20 alive after 2000 steps, {starved} starved, {20 - alive - starved} dried up or drowned");
}

// A body: the circuit from the senses to the acts, what has to stay within limits, and what it costs to live.
static Body Plant(double goal) => new("plant", new Circuit("plant", timeStep: 1 * Units.Second)
{
    new Population("root", 1, "wet : 1"),
    new Population("belief", 1, """
        dmu/dt = error/(2*second) : 1        # how wet it is
        error = wet - mu : 1
        F = error**2/2 : 1 (energy)
        wet : 1 (input)
        """) { Initial = new Dictionary<string, string> { ["mu"] = "0.5" } },
    new Population("tap", 1, """
        opening = clip(5*(goal - mu), 0, 1) : 1
        mu : 1 (input)
        """) { Constants = new Dictionary<string, Quantity> { ["goal"] = goal } },
    new Projection("root", "belief", "wet_post = wet_pre : 1 (summed)"),
    new Projection("belief", "tap", "mu_post = mu_pre : 1 (summed)"),
})
{
    Senses = [new Port("root.wet", "water")],
    Acts = [new Port("tap.opening", "watering")],
    Essential = [new EssentialVariable("water", Low: 0.05, High: 0.95)],
    Capacity = 100,
    Costs = new EnergyCosts { Basal = 0.5, Effort = 0.1 },
};

// The world: its states, and what becomes of them in a step. It returns the energy that the body takes in.
internal sealed class Pot : Niche
{
    public override IReadOnlyList<string> States { get; } = ["water"];

    public override IReadOnlyList<string> Effectors { get; } = ["watering"];

    public override double[] Values { get; } = [0.5];

    public override double Act(Moment now, ReadOnlySpan<double> effectors)
    {
        ref var water = ref Values[0];
        water = Math.Clamp(water + (0.1 * effectors[0]) - 0.02 + (0.01 * now.Normal()), 0, 1);
        return water is > 0.3 and < 0.7 ? 1 : 0.2;
    }
}
