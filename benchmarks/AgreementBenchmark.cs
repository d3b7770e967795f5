using System.Globalization;
using System.Text.Json;

namespace Homeostat.Benchmarks;

/// <summary>
/// Tests whether published networks behave the same here and in Brian 2, within sampling error. Our runs use ten seeds (five for the
/// plastic network, whose runs are long); the five runs of Brian 2 are summarized in <c>brian-networks.json</c>. For every population,
/// the means over seeds of its rate and of the CV of its intervals are compared by Welch's t-test. Where a network learns, its weights
/// are compared too, in ten bins: by Welch's t-test of their mean, and by the Kolmogorov-Smirnov test of all weights of all seeds.
/// Since there are many tests, each is held to 0.01 divided by their number (Bonferroni).
/// </summary>
internal sealed class AgreementBenchmark : IBenchmark
{
    private const double Level = 0.01;

    public string Name => "agreement";

    public string Summary => "published networks against the statistics of Brian 2: rates, CV and weights, by Welch's and Kolmogorov's tests over seeds";

    public void Run(Settings settings, Report report)
    {
        using var workers = new Workers(settings.Threads);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "brian-networks.json")));
        var seeds = document.RootElement.GetProperty("seeds").GetArrayLength();
        List<(string What, double P, string Found)> tests = [];
        foreach (var network in NetworkCatalog.All)
        {
            var reference = document.RootElement.GetProperty("networks").GetProperty(network.Name);
            var (seconds, transient) = (reference.GetProperty("seconds").GetDouble(), reference.GetProperty("transient").GetDouble());
            var runs = Enumerable.Range(1, network.Plastic is null ? 10 : 5)
                .Select(seed => NetworkRun.Of(network, seconds, transient, (ulong)seed, workers, ElementType.Float32)).ToArray();
            foreach (var group in network.Groups)
            {
                Compare("rate, Hz", group, run => run.Firing[group.Name].Rate, reference.GetProperty("rates"));
                if (network.Circuit[group.Population].Size > 1)
                {
                    Compare("CV", group, run => run.Firing[group.Name].Variation, reference.GetProperty("cv"));
                }
            }

            if (network.Plastic is { } plastic)
            {
                CompareWeights(network, plastic, runs, reference.GetProperty("weights"), seeds, tests);
            }

            void Compare(string what, UnitGroup group, Func<NetworkRun, double> value, JsonElement theirs)
            {
                var ours = SampleSummary.Of([.. runs.Select(value)]);
                var brian = Summary(theirs.GetProperty(group.Name), seeds);
                tests.Add(($"{network.Name}, {group.Name}: {what}", ours.Against(brian).P, $"ours {Number(ours)}, Brian 2 {Number(brian)}"));
            }
        }

        foreach (var (what, p, found) in tests)
        {
            report.AddCheck(what, p >= Level / tests.Count, string.Create(CultureInfo.InvariantCulture, $"{found}, P = {p:F4}"));
        }

        report.AddRatio($"least P of {tests.Count}, to {Level}/{tests.Count}", tests.Min(test => test.P) / (Level / tests.Count));
        report.AddRatio("share of tests below 0.05", tests.Count(test => test.P < 0.05) / (double)tests.Count);

        static SampleSummary Summary(JsonElement summary, int count) =>
            new(summary.GetProperty("mean").GetDouble(), summary.GetProperty("deviation").GetDouble(), count);
    }

    private static void CompareWeights(
        Network network, PlasticWeights plastic, NetworkRun[] runs, JsonElement reference, int seeds, List<(string What, double P, string Found)> tests)
    {
        var theirs = reference.GetProperty("histogram").GetProperty("mean").EnumerateArray().Select(count => count.GetDouble()).ToArray();
        var ours = new double[theirs.Length];
        foreach (var weight in runs.SelectMany(run => run.Weights!))
        {
            ours[Math.Clamp((int)(weight / plastic.Largest * ours.Length), 0, ours.Length - 1)] += 1.0 / runs.Length;
        }

        var means = SampleSummary.Of([.. runs.Select(run => run.Weights!.Average() / plastic.Largest)]);
        var mean = reference.GetProperty("mean");
        var brian = new SampleSummary(mean.GetProperty("mean").GetDouble(), mean.GetProperty("deviation").GetDouble(), seeds);
        tests.Add(($"{network.Name}: mean weight", means.Against(brian).P, $"ours {Number(means)}, Brian 2 {Number(brian)}"));

        var test = KolmogorovSmirnovTest.Of(Bins(ours, runs.Length), Bins(theirs, seeds));
        tests.Add((
            $"{network.Name}: weights in ten bins",
            test.P,
            string.Create(CultureInfo.InvariantCulture, $"D = {test.Distance:F4}, ours {Counts(ours)}, Brian 2 {Counts(theirs)}")));

        static double[] Bins(double[] counts, int runs) =>
            [.. counts.SelectMany((count, bin) => Enumerable.Repeat((double)bin, (int)Math.Round(count * runs)))];
        static string Counts(double[] counts) => string.Join(" ", counts.Select(count => count.ToString("F0", CultureInfo.InvariantCulture)));
    }

    private static string Number(SampleSummary summary) =>
        string.Create(CultureInfo.InvariantCulture, $"{summary.Mean:F3} ± {summary.Deviation:F3} ({summary.Count})");
}
