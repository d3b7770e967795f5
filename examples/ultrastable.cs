#:project ../src/Homeostat/Homeostat.csproj
// Ashby's homeostat: the probability that random couplings are stable, the time until a machine that redraws one row at a time is stable, and
// whether a body that redraws its couplings outlives one that was built for the world as it was.
//     dotnet run examples/ultrastable.cs -- [seeds] [steps]
using Homeostat;

var seeds = args.Length > 0 ? int.Parse(args[0]) : 40;
var steps = args.Length > 1 ? int.Parse(args[1]) : 6_000;

foreach (var (units, self) in new (int, double?)[] { (2, null), (3, null), (4, null), (5, null), (6, null), (4, -1), (6, -1), (10, -1) })
{
    var (chance, error) = RandomStability.Estimate(units, draws: 30_000, seed: 1, self);
    Console.WriteLine($"{units,2} units{(self is null ? "" : ", self-feedback −1")}: stable with a chance of {chance:F4} ± {error:F4}");
}

var random = new RandomStream(1);
Console.WriteLine($"4 units, all drawn anew: {Enumerable.Range(0, 1000).Average(_ => RandomStability.Trials(4, random)):F1} draws, mean of 1000");

var (resets, stable) = (new List<int>(), 0);
for (var seed = 1ul; seed <= 60; seed++)
{
    using var machine = new Simulation(Ultrastable.Machine(4), 1, new SimulationOptions { Seed = seed, Type = ElementType.Float64 });
    var second = machine.Compile(new Settle(Ultrastable.Steps.Every), new Probe("units.outside"));
    resets.Add(0);
    for (var time = 1; time <= 250; time++)
    {
        machine.Run(second);
        resets[^1] += Ultrastable.Steps.Apply(machine, machine.Step).Grown / 4;
    }

    var w = machine["coupling.w"];
    stable += RandomStability.IsStable(new[,]
    {
        { w[0, 0], w[0, 1], w[0, 2], w[0, 3] }, { w[1, 0], w[1, 1], w[1, 2], w[1, 3] },
        { w[2, 0], w[2, 1], w[2, 2], w[2, 3] }, { w[3, 0], w[3, 1], w[3, 2], w[3, 3] },
    }) ? 1 : 0;
}

Console.WriteLine($"4 units, a row at a time: median {resets.Order().ElementAt(30)} steps of uniselectors; {stable} of 60 machines end stable");

var lives = new[] { ("ultrastable", Ablation.None), ("fixed", Ablation.None), ("ultrastable", Ablation.Selection) }.Select(kind => (
    Name: kind.Item2 == Ablation.None ? kind.Item1 : "without selection",
    Ages: Lifetimes.Of(Cohort.Live(seeds, steps, seed => HabitatCatalog.Find("homeostat").Birth(
        kind.Item1, options: new MortalOptions { Seed = seed, Ablate = kind.Item2, KeepSteps = false }))))).ToArray();
foreach (var (name, ages) in lives)
{
    var curve = KaplanMeier.Of(ages);
    Console.WriteLine($"{name,-18} {ages.Alive.Count,3} of {seeds} alive after {steps} steps; mean life up to then {curve.RestrictedMean(steps).Mean:F0}"
        + (ages == lives[0].Ages ? "" : $"; against ultrastable P = {LogRankTest.Of(lives[0].Ages, ages).P:G2}"));
}
