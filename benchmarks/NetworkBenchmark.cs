using System.Globalization;
using System.Text.Json;

namespace Homeostat.Benchmarks;

/// <summary>
/// A published network, run by this engine and by every peer in turn: the time of the simulation loop alone, with spikes recorded, and
/// separate lines for the stages before the loop. The firing rates show whether both simulate the same network: the rate of the peer
/// must be one that a run of ours with another seed could have (t-test of a prediction).
/// </summary>
/// <param name="name">The name of the network.</param>
/// <param name="seconds">The biological time of a run, in seconds.</param>
/// <param name="aim">The required speed relative to Brian 2 on one thread; 0 if there is no requirement.</param>
internal abstract class NetworkBenchmark(string name, double seconds, double aim = 0) : IBenchmark
{
    private const int Rounds = 3;
    private const int RunsARound = 3;
    private const double LeastP = 0.001;

    private readonly Network _network = NetworkCatalog.Find(name);
    private readonly Dictionary<ulong, NetworkRun> _outcomes = [];

    public string Name => name;

    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{_network.Description}; {seconds} s, against Brian 2");

    public void Run(Settings settings, Report report)
    {
        MeasureFirst(report);
        foreach (var threads in settings.ThreadCounts)
        {
            Compare(threads, report);
        }

        DescribeActivity(report);
    }

    /// <summary>Adds further results of a run that a network reports.</summary>
    protected virtual void Describe(NetworkRun run, Samples build, string @case, Report report)
    {
    }

    // The runtime must still compile our code here, as in a user's first run. This also warms up.
    private void MeasureFirst(Report report)
    {
        using var workers = new Workers(1);
        var run = NetworkRun.Of(_network, Math.Min(seconds, 0.5), 0, seed: 1, workers, ElementType.Float32);
        report.Add("before the loop, first in this process", "ours, equations to code", "s", Samples.Of(run.Compile));
        report.Add("before the loop, first in this process", "ours, synapses and initial values", "s", Samples.Of(run.Build));
        report.AddRatio("equations to code, first in this process: to 0.1 s", run.Compile / 0.1);
        NetworkRun.Of(_network, Math.Min(seconds, 0.5), 0, seed: 1, workers, ElementType.Float64);
    }

    private void Compare(int threads, Report report)
    {
        using var workers = new Workers(threads);
        using var peer = Peer.StartPlain(
            "brian2", "python3-brian", "brian.py", threads, report,
            name, "--serve", "--seconds", Text(seconds), "--transient", Text(_network.Transient));
        var (single, full, compile, build) = (new Samples(), new Samples(), new Samples(), new Samples());
        var theirs = new Samples();
        var (singleProcessor, fullProcessor, theirProcessor) = (new Samples(), new Samples(), new Samples());
        JsonElement answer = default;
        for (var round = 0; round < Rounds; round++)
        {
            for (var k = 0; k < RunsARound; k++)
            {
                var seed = (ulong)((round * RunsARound) + k + 1);
                var run = NetworkRun.Of(_network, seconds, _network.Transient, seed, workers, ElementType.Float32);
                single.Add(run.Loop);
                singleProcessor.Add(run.Processor);
                compile.Add(run.Compile);
                build.Add(run.Build);
                _outcomes[seed] = run;
            }

            var wide = NetworkRun.Of(_network, seconds, _network.Transient, 1, workers, ElementType.Float64);
            full.Add(wide.Loop);
            fullProcessor.Add(wide.Processor);
            if (peer is not null)
            {
                answer = peer.Ask(new { });
                theirs.Add(answer.GetProperty("loop_seconds").GetDouble());
                theirProcessor.Add(answer.GetProperty("brian_seconds").GetDouble());
            }
        }

        var @case = $"{Report.Threads(threads)}";
        report.Add(@case, "ours, 32-bit: loop", "s", single, Share(single.Median));
        report.Add(@case, "ours, 64-bit: loop", "s", full, Share(full.Median));
        report.Add(@case, "ours: equations to code", "s", compile);
        report.Add(@case, "ours: synapses and initial values", "s", build);
        Describe(_outcomes[1], build, @case, report);
        if (peer is null)
        {
            return;
        }

        var who = $"{peer.Library} {peer.Version}";
        report.Add(@case, $"{who}, 64-bit: loop", "s", theirs, string.Create(CultureInfo.InvariantCulture, $"{theirs.Median / single.Median:F1} times ours"));
        report.Add(@case, $"{who}: code and its compiler", "s", Samples.Of(answer.GetProperty("build_seconds").GetDouble()));
        report.Add(@case, $"{who}: synapses, initial values, results", "s", Samples.Of(answer.GetProperty("setup_seconds").GetDouble()));
        report.AddRatio($"{@case}: {peer.Library} to ours, median", theirs.Median / single.Median);
        report.AddRatio($"{@case}: {peer.Library} to ours, best", theirs.Min / single.Min);
        report.AddRatio($"{@case}: {peer.Library} to ours with 64 bits, median", theirs.Median / full.Median);
        if (threads == 1)
        {
            // On a machine that others use too, the processor's time is what can be compared. Brian 2 counts it on one thread only.
            report.Add(@case, "ours, 32-bit: processor time of the loop", "s", singleProcessor);
            report.Add(@case, "ours, 64-bit: processor time of the loop", "s", fullProcessor);
            report.Add(@case, $"{who}, 64-bit: processor time of the loop", "s", theirProcessor);
            report.AddRatio($"{@case}: processor time, {peer.Library} to ours, median", theirProcessor.Median / singleProcessor.Median);
            report.AddRatio($"{@case}: processor time, {peer.Library} to ours with 64 bits, median", theirProcessor.Median / fullProcessor.Median);
        }

        if (threads == 1 && aim > 0)
        {
            report.AddRatio($"{@case}: {peer.Library} to ours, to reach", aim);
        }

        Check(@case, who, answer, report);
    }

    private void Check(string @case, string who, JsonElement answer, Report report)
    {
        foreach (var group in _network.Groups)
        {
            var ours = SampleSummary.Of([.. _outcomes.Values.Select(run => run.Firing[group.Name].Rate)]);
            var theirs = answer.GetProperty("rates").GetProperty(group.Name).GetDouble();
            var p = ours.Against(theirs).P;
            report.AddCheck($"{@case}, rate of {group.Name}", p >= LeastP, string.Create(
                CultureInfo.InvariantCulture,
                $"{who} {theirs:F2} Hz, ours {ours.Mean:F2} ± {ours.Deviation:F2} Hz over {ours.Count} seeds, P = {p:F3} (least {LeastP})"));
        }
    }

    private void DescribeActivity(Report report)
    {
        foreach (var group in _network.Groups)
        {
            var (rates, variation) = (new Samples(), new Samples());
            foreach (var run in _outcomes.Values)
            {
                rates.Add(run.Firing[group.Name].Rate);
                variation.Add(run.Firing[group.Name].Variation);
            }

            report.Add("activity", $"ours, {group.Name}: rate", "Hz", rates);
            report.Add("activity", $"ours, {group.Name}: CV of intervals", "", variation);
        }
    }

    private string Share(double loop) => string.Create(CultureInfo.InvariantCulture, $"{loop / seconds:G3} of real time");

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
