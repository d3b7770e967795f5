#:project ../src/Homeostat/Homeostat.csproj
#:project ../src/Homeostat.Plots/Homeostat.Plots.csproj
// A bacterium that finds food by run and tumble: the drift of its niche beside the theory, how fast cells climb, and how long they live.
//     dotnet run examples/chemotaxis.cs -- [seeds] [steps]
using Homeostat;

var seeds = args.Length > 0 ? int.Parse(args[0]) : 20;
var steps = args.Length > 1 ? int.Parse(args[1]) : 6_000;

// Tumbling with the probability λ(1 − α cos θ)dt in a step gives a drift along θ = 0: the physics of the niche, without a cell.
const double Alpha = 0.5;
foreach (var (dimensions, theory) in new[] { (2, (1 - Math.Sqrt(1 - (Alpha * Alpha))) / Alpha), (3, (1 / Alpha) - (2 / Math.Log((1 + Alpha) / (1 - Alpha)))) })
{
    var field = new AttractantField(new AttractantFieldOptions { Dimensions = dimensions, RotationalDiffusion = 0 });
    var (dt, drifts) = (field.Options.TimeStep, new double[100]);
    for (var batch = 0; batch < drifts.Length; batch++)
    {
        var from = field.Values[0];
        for (var step = 0; step < 10_000; step++)
        {
            var chance = dt * (1 - (Alpha * field.Values[dimensions]));
            field.Act(new Moment(Seed: 1, (batch * 10_000) + step, Stream: 1), [-Math.Log(1 - chance) / dt]);
        }

        drifts[batch] = (field.Values[0] - from) / (10_000 * dt * field.Options.Speed);
    }

    var drift = SampleSummary.Of(drifts);
    Console.WriteLine($"drift in {dimensions} dimensions: {drift.Mean:F4} ± {drift.Deviation / 10:F4} of the speed; theory: {theory:F5}");
}

foreach (var (name, dimensions) in new[] { ("cell", 2), ("cell", 3), ("blind", 2), ("unadapting", 2) })
{
    double[] climbed = [.. Enumerable.Range(1, seeds).Select(seed =>
    {
        var field = new AttractantField(new AttractantFieldOptions { Dimensions = dimensions, Distance = 1000, Food = double.PositiveInfinity });
        using var cell = new Mortal(Body(name, field), field, new MortalOptions { Seed = (ulong)seed, KeepSteps = false });
        cell.Live(1200);
        return (1000 - field.Values[^1]) / (cell.Age * field.Options.TimeStep);
    })];
    var climb = SampleSummary.Of(climbed);
    Console.WriteLine($"{name} in {dimensions} dimensions climbs {climb.Mean:F2} ± {climb.Deviation / Math.Sqrt(seeds):F2} μm/s");
}

var habitat = HabitatCatalog.Find("chemotaxis");
var lives = habitat.Bodies.Keys.ToDictionary(body => body, body =>
    Lifetimes.Of(Cohort.Live(seeds, steps, seed => habitat.Birth(body, options: new MortalOptions { Seed = seed, KeepSteps = false }))));
foreach (var (body, ages) in lives)
{
    Console.WriteLine($"{body,-11} {ages.Alive.Count,3} of {seeds} alive after {steps} steps; mean life up to then {KaplanMeier.Of(ages).RestrictedMean(steps).Mean:F0}"
        + (body == "cell" ? "" : $"; against the cell P = {LogRankTest.Of(lives["cell"], ages).P:G2}"));
}

Plot.Survival("runs/chemotaxis.png", "Lives of bacteria", "steps of 0.1 s", [.. lives.Select(l => (l.Key, KaplanMeier.Of(l.Value)))]);

static Body Body(string name, AttractantField field) => HabitatCatalog.Find("chemotaxis").Bodies[name](field);
