using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>
/// Compares the lifetimes in the thermostat's room of the mortal, the mortal without one of its loops, and a proportional-integral
/// controller. The controller has the same skin, heater, parts and needs and pays the same for upkeep and action. Its set point and gains
/// are the best of a grid, by mean lifetime, on other seeds than those of the comparison.
/// </summary>
internal sealed class SurvivalBenchmark : IBenchmark
{
    private const string Picture = "docs/images/survival.png";
    private const int Lives = 100;
    private const long Steps = 10_000;
    private const ulong TuningSeed = 1001;

    // The mortal's settings were chosen with seeds from 1 on; none of the seeds from here on was used for that.
    private const ulong FreshSeed = 20_001;
    private const double Level = 0.01;

    public string Name => "survival";

    public string Summary => "100 lives of up to 10,000 steps of a mortal thermostat, its ablations and a tuned controller: Kaplan-Meier, log-rank, time";

    public void Run(Settings settings, Report report)
    {
        var (setPoint, proportional, integral, mean) = Tune(settings.Threads);
        report.AddRatio($"controller tuned: set point {setPoint}, P {proportional}, I {integral}: mean life on tuning seeds", mean);
        Body Controller(Room room) => Thermostat.Controller(room, proportional, integral, setPoint);
        Time(settings, report, Compare(1, Controller, settings.Threads, report)[0].Outcomes);
        var fresh = Compare(FreshSeed, Controller, settings.Threads, report);
        Plot.Survival(Picture, "Who lives on in the room", "age in steps", [.. fresh.Select(c => (c.Name, KaplanMeier.Of(Lifetimes.Of(c.Outcomes))))]);
    }

    private static List<(string Name, IReadOnlyList<LifeOutcome> Outcomes)> Compare(ulong firstSeed, Func<Room, Body> controller, int threads, Report report)
    {
        var ablations = new[] { Ablation.Anticipation, Ablation.Selection, Ablation.Learning, Ablation.Inference };
        List<(string Name, IReadOnlyList<LifeOutcome> Outcomes)> cohorts =
        [
            ("mortal", Live(room => Thermostat.Create(room), Ablation.None, threads, firstSeed)),
            ("controller", Live(controller, Ablation.None, threads, firstSeed)),
            .. ablations.Select(ablation => (
                $"without {ablation.ToString().ToLowerInvariant()}", Live(room => Thermostat.Create(room), ablation, threads, firstSeed))),
        ];
        var full = Lifetimes.Of(cohorts[0].Outcomes);
        foreach (var (name, outcomes) in cohorts)
        {
            var lives = Lifetimes.Of(outcomes);
            var curve = KaplanMeier.Of(lives);
            var (restricted, error) = curve.RestrictedMean(Steps);
            var causes = string.Join(", ", outcomes.GroupBy(o => o.CauseOfDeath is null ? "alive" : string.Join(' ', o.CauseOfDeath.Split(' ')[..1]))
                .OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}"));
            report.Add($"{name}, seeds from {firstSeed}", "restricted mean life", "steps", Samples.Of(restricted), string.Create(
                CultureInfo.InvariantCulture, $"± {error:F0}, median {curve.Median.Age ?? double.NaN:F0}, alive at the end {lives.Alive.Count}; {causes}"));
            if (name != "mortal")
            {
                var test = LogRankTest.Of(full, lives);
                var isLonger = restricted < KaplanMeier.Of(full).RestrictedMean(Steps).Mean;
                report.AddCheck($"the mortal outlives: {name}, seeds from {firstSeed}", isLonger && test.P < Level, string.Create(
                    CultureInfo.InvariantCulture, $"log-rank chi-square {test.ChiSquare:F1}, P = {test.P:G2}"));
            }
        }

        return cohorts;
    }

    private static (double SetPoint, double Proportional, double Integral, double Mean) Tune(int threads)
    {
        List<(double SetPoint, double Proportional, double Integral, double Mean)> found = [];
        foreach (var setPoint in new[] { 21.5, 22, 22.5, 23, 23.5, 24 })
        {
            foreach (var proportional in new[] { 0.6, 1, 1.5, 2.5, 4, 6 })
            {
                foreach (var integral in new[] { 0.02, 0.05, 0.1, 0.2 })
                {
                    var outcomes = Live(room => Thermostat.Controller(room, proportional, integral, setPoint), Ablation.None, threads, TuningSeed);
                    found.Add((setPoint, proportional, integral, outcomes.Average(o => (double)o.Age)));
                }
            }
        }

        return found.MaxBy(f => f.Mean);
    }

    private static IReadOnlyList<LifeOutcome> Live(Func<Room, Body> body, Ablation ablation, int threads, ulong firstSeed = 1) => Cohort.Live(
        Lives,
        Steps,
        seed =>
        {
            var room = new Room();
            return new Mortal(body(room), room, new MortalOptions { Seed = seed, Ablate = ablation, KeepSteps = false });
        },
        threads,
        firstSeed);

    // Checks that a life is the same when others are lived in parallel.
    private static void Time(Settings settings, Report report, IReadOnlyList<LifeOutcome> expected)
    {
        foreach (var threads in settings.ThreadCounts)
        {
            var start = Stopwatch.GetTimestamp();
            var outcomes = Live(room => Thermostat.Create(room), Ablation.None, threads);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var steps = outcomes.Sum(o => (double)o.Age);
            report.Add($"{Lives} lives, {Report.Threads(threads)}", "all of it", "s", Samples.Of(seconds), string.Create(
                CultureInfo.InvariantCulture, $"{1e6 * seconds / steps:F2} us a step of life; {seconds / steps * Lives * Steps:F1} s had all lived {Steps} steps"));
            report.AddCheck($"the same lives on {threads} threads", outcomes.SequenceEqual(expected), $"{outcomes.Sum(o => o.Age)} steps in all");
        }
    }
}
