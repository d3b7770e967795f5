using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>
/// The cost of a neuron's step and of a synapse's event as the network grows: CUBA with more cells and more synapses per cell, each with
/// its own weight, which is smaller where there are more synapses, and a delay of 1.5 ms. The step of neurons is timed without synapses;
/// the additional time with synapses, divided by the number of events, is the cost of an event. The fastest of three parts of a run counts.
/// </summary>
internal sealed class ScalingBenchmark : IBenchmark
{
    private const string Picture = "docs/images/scaling.png";
    private const double SecondsOfRamp = 0.05;
    private const double EventsToTime = 1e8;
    private const int Repeats = 3;

    // A share of the time below this cannot be told from the differences between two runs.
    private const double LeastShare = 0.1;

    // Numbers of cells and of synapses per cell, up to 600 MB and 6 GB; while rows are built they take twice as much.
    private static readonly (int Cells, int Synapses)[] Sizes =
        [(1_000, 100), (1_000, 1_000), (3_000, 100), (3_000, 1_000), (10_000, 100), (10_000, 1_000), (30_000, 100), (30_000, 1_000), (100_000, 100), (100_000, 1_000)];

    private static readonly (int Cells, int Synapses)[] LargestSizes = [.. Sizes, (300_000, 1_000), (1_000_000, 100), (1_000_000, 1_000)];

    public string Name => "scaling";

    public string Summary => "CUBA from 1000 to 100,000 neurons and 100 million synapses (--largest: a million and a billion): cost of a step and of an event";

    public void Run(Settings settings, Report report)
    {
        List<(int Threads, string What, double Size, double Nanoseconds)> costs = [];
        foreach (var threads in settings.ThreadCounts)
        {
            using var workers = new Workers(threads);
            Measure(1_000, 100, workers);
            foreach (var sizes in (settings.Largest ? LargestSizes : Sizes).GroupBy(size => size.Cells))
            {
                var alone = Measure(sizes.Key, 0, workers);
                var step = alone.Loop / (alone.Steps * (double)sizes.Key);
                var @case = string.Create(CultureInfo.InvariantCulture, $"{sizes.Key:N0} neurons, {Report.Threads(threads)}");
                report.Add(@case, "a neuron's step", "ns", Samples.Of(1e9 * step));
                costs.Add((threads, "step of a neuron", sizes.Key, 1e9 * step));
                foreach (var (cells, synapses) in sizes)
                {
                    var found = Measure(cells, synapses, workers);
                    var delivering = found.Loop - (step * found.Steps * cells);
                    if (delivering < LeastShare * found.Loop)
                    {
                        report.AddMissing($"{@case}, an event of {synapses} synapses a neuron", "events take too little of the time to be told apart");
                        continue;
                    }

                    var each = delivering / found.Events;
                    report.Add(@case, string.Create(CultureInfo.InvariantCulture, $"a synapse's event, {(double)found.Synapses:G3} synapses"), "ns", Samples.Of(1e9 * each), Remark(found));
                    costs.Add((threads, $"event of a synapse, {synapses} a neuron", cells, 1e9 * each));
                }
            }
        }

        Plot.LogLogLines(
            Picture, "What a step costs as the network grows", "neurons", "nanoseconds",
            [.. costs.GroupBy(cost => (cost.What, cost.Threads)).OrderBy(curve => curve.Key.What, StringComparer.Ordinal).Select(curve => (
                $"{curve.Key.What}, {Report.Threads(curve.Key.Threads)}",
                curve.Select(cost => cost.Size).ToArray(),
                curve.Select(cost => cost.Nanoseconds).ToArray()))]);
        foreach (var (what, threads) in costs.Select(cost => (cost.What, cost.Threads)).Distinct())
        {
            var curve = costs.Where(cost => cost.What == what && cost.Threads == threads).ToArray();
            report.AddRatio($"{what}, {Report.Threads(threads)}: at most neurons to at fewest", curve[^1].Nanoseconds / curve[0].Nanoseconds);
        }
    }

    private static string Remark(Cost found) => string.Create(
        CultureInfo.InvariantCulture,
        $"{found.Rate:F1} Hz, {found.Loop / found.Seconds:G3} of real time, {found.Bytes / 1e6:F0} MB, built in {found.Build:F2} s");

    private static Cost Measure(int cells, int synapses, Workers workers)
    {
        using var simulation = new Simulation(Circuit(cells, synapses), 1, new SimulationOptions { Workers = workers });
        var probe = simulation.RecordSpikes("cells", new RecordOptions { Last = 1 });
        simulation.Run(SecondsOfRamp * Units.Second);

        // The run lasts until there are enough events, at a rate of some ten hertz.
        var seconds = Math.Clamp(EventsToTime / (cells * 10.0 * Math.Max(100, synapses)), 0.02, 2);
        var fastest = (Loop: double.PositiveInfinity, Steps: 0L, Events: 0L, Spikes: 0L);
        for (var k = 0; k < Repeats; k++)
        {
            var (events, spikes, first) = (simulation.SynapticEvents, probe.Count, simulation.Step);
            var start = Stopwatch.GetTimestamp();
            simulation.Run(seconds * Units.Second);
            var loop = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (loop < fastest.Loop)
            {
                fastest = (loop, simulation.Step - first, simulation.SynapticEvents - events, probe.Count - spikes);
            }
        }

        string[] projections = synapses == 0 ? [] : ["excitatory", "inhibitory"];
        return new Cost(
            fastest.Loop, fastest.Steps, seconds, fastest.Events, fastest.Spikes / (cells * seconds),
            projections.Sum(name => (long)simulation.Synapses(name).Count), projections.Sum(simulation.SynapseBytes), simulation.Times.InitialState.TotalSeconds);
    }

    private static Circuit Circuit(int cells, int synapses)
    {
        var cuba = Cuba.Create(cells).Circuit;
        var circuit = new Circuit(cuba.Name, cuba.TimeStep * Units.Second) { cuba.Populations[0] };
        foreach (var projection in cuba.Projections.Where(_ => synapses > 0))
        {
            var sign = projection.Name == "excitatory" ? "ge += w" : "gi += w";
            circuit.Add(projection with
            {
                Equations = "w : volt",
                OnPre = sign,
                Delay = "1.5*ms",
                Connectivity = Connectivity.Probability((double)synapses / cells),
                Initial = new Dictionary<string, string>
                {
                    ["w"] = string.Create(CultureInfo.InvariantCulture, $"{(projection.Name == "excitatory" ? 1.62 : -9) * 80 / synapses:R}*mV*(0.5 + rand())"),
                },
            });
        }

        return circuit;
    }

    private sealed record Cost(
        double Loop, long Steps, double Seconds, long Events, double Rate, long Synapses, long Bytes, double Build);
}
