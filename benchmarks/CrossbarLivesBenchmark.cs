using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>
/// Compares the lives of thermostats that begin with the weights of an adult, on a device with the adult's cells and on another of the same make. Each pair
/// has an adult of its own, and lives in equal rooms with equal chances.
/// </summary>
internal sealed class CrossbarLivesBenchmark : IBenchmark
{
    private const int Lives = 100;

    // No setting was chosen with these seeds.
    private const ulong FreshSeed = 20_001;
    private const long Childhood = 1500;
    private const long Steps = 6000;
    private const double Endowment = 60;

    public string Name => "crossbar-lives";

    public string Summary => "100 lives of a thermostat on a crossbar that begin with learned weights, on their own device and on another: Kaplan-Meier, log-rank";

    public void Run(Settings settings, Report report)
    {
        foreach (var (how, ablate) in new[] { ("as they are", Ablation.Learning | Ablation.Selection), ("that learn on", Ablation.None) })
        {
            Compare($"weights {how}", ablate, settings.Threads, report);
        }
    }

    private static void Compare(string which, Ablation ablate, int threads, Report report)
    {
        (string Name, Func<ulong, ulong> Device)[] groups = [("on their own device", seed => seed), ("on another device", seed => seed + 50_000)];
        var lives = Array.ConvertAll(groups, group => Lifetimes.Of(Cohort.Live(Lives, Steps, seed => Heir(seed, group.Device(seed), ablate), threads, FreshSeed)));
        for (var k = 0; k < groups.Length; k++)
        {
            var curve = KaplanMeier.Of(lives[k]);
            var (mean, error) = curve.RestrictedMean(Steps);
            report.Add($"{which}, {groups[k].Name}", "restricted mean life", "steps", Samples.Of(mean), string.Create(
                CultureInfo.InvariantCulture, $"± {error:F0}, median {curve.Median.Age ?? double.NaN:F0}, alive at the end {lives[k].Alive.Count}"));
        }

        var test = LogRankTest.Of(lives[0], lives[1]);
        var (own, other) = (KaplanMeier.Of(lives[0]).RestrictedMean(Steps).Mean, KaplanMeier.Of(lives[1]).RestrictedMean(Steps).Mean);
        var found = string.Create(CultureInfo.InvariantCulture, $"log-rank chi-square {test.ChiSquare:F1}, P = {test.P:G2}");
        if (ablate == Ablation.None)
        {
            report.AddRatio($"{which}: {found}, times the mean life on their own device", other / own);
        }
        else
        {
            report.AddCheck($"{which} live shorter on another device", other < own && test.P < 0.01, found);
        }
    }

    // An adult learns in a room with weak shocks, so that it lives to pass its weights on; one that dies nevertheless is replaced by another.
    private static Mortal Heir(ulong seed, ulong device, Ablation ablate)
    {
        for (var other = 0ul; ; other += 1000)
        {
            var calm = new Room(new RoomOptions { Shock = 0.25, ShockSpread = 0.05, Roughening = 0, MeaningInterval = double.PositiveInfinity });
            using var adult = new Mortal(Thermostat.OnCrossbar(calm), calm, new MortalOptions { Seed = seed + other, KeepSteps = false, Endowment = 300 });
            adult.Live(Childhood);
            if (adult.IsAlive && adult.Energy.Level > Endowment)
            {
                var room = new Room(new RoomOptions { Shock = 0.6, ShockSpread = 0.05, Roughening = 0, Unannounced = 0, MeaningInterval = double.PositiveInfinity });
                return adult.Copy(room, new MortalOptions
                {
                    Seed = seed + 10_000, Device = device + other, Endowment = Endowment, Ablate = ablate, KeepSteps = false,
                });
            }
        }
    }
}
