using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Benchmarks;

/// <summary>
/// The network CUBA in the integers of Loihi 2: the time of the simulation loop against the same network in floating point, and against the same
/// arithmetic in NumPy, which reads what was compiled from its files. Spikes must be the same, one by one.
/// </summary>
internal sealed class IntegerCoreBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const double Seconds = 0.5;

    // NumPy with a whole matrix takes some 10 ms a step.
    private const double PeerSeconds = 0.05;

    public string Name => "integer-core";

    public string Summary => "CUBA, 0.5 s, in the integers of a chip, against floating point and NumPy";

    public void Run(Settings settings, Report report)
    {
        var circuit = NetworkCatalog.Find("cuba").Circuit;
        var integer = IntegerCircuit.Of(circuit, ChipCatalog.Find("loihi2"));
        var medians = new Dictionary<string, double>();
        foreach (var threads in settings.ThreadCounts)
        {
            using var workers = new Workers(threads);
            (string Name, Func<Simulation> Make)[] ours =
            [
                ("ours, integers", () => integer.Simulate(new SimulationOptions { Workers = workers })),
                ("ours, float32", () => new Simulation(circuit, 1, new SimulationOptions { Workers = workers })),
                ("ours, float64", () => new Simulation(circuit, 1, new SimulationOptions { Workers = workers, Type = ElementType.Float64 })),
            ];
            var (times, processor) = (ours.ToDictionary(o => o.Name, _ => new Samples()), ours.ToDictionary(o => o.Name, _ => new Samples()));
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (name, make) in ours)
                {
                    using var simulation = make();
                    simulation.Run(circuit.TimeStep * Units.Second);
                    var (used, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
                    simulation.Run(Seconds * Units.Second);
                    times[name].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                    processor[name].Add((Environment.CpuUsage.TotalTime - used).TotalSeconds);
                }
            }

            var @case = Report.Threads(threads);
            foreach (var (name, _) in ours)
            {
                report.Add(@case, $"{name}: loop", "s", times[name]);
                report.Add(@case, $"{name}: processor time of the loop", "s", processor[name]);
            }

            foreach (var other in new[] { "float32", "float64" })
            {
                report.AddRatio($"{@case}: integers to {other}, median", times["ours, integers"].Median / times[$"ours, {other}"].Median);
                report.AddRatio($"{@case}: integers to {other}, best", times["ours, integers"].Min / times[$"ours, {other}"].Min);
                report.AddRatio($"{@case}: integers to {other}, processor time, best", processor["ours, integers"].Min / processor[$"ours, {other}"].Min);
            }

            medians[@case] = times["ours, integers"].Median / Seconds;
        }

        Against(integer, medians, report);
    }

    private static void Against(IntegerCircuit integer, Dictionary<string, double> medians, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("homeostat-core");
        try
        {
            IntegerFile.Save(folder.FullName, integer);
            using var peer = Peer.StartPlain("numpy", "python3-numpy", "integer_core.py", 1, report, folder.FullName);
            if (peer is null)
            {
                return;
            }

            using var simulation = integer.Simulate();
            var probe = simulation.RecordSpikes("cells");
            var steps = (int)Math.Round(PeerSeconds / integer.Circuit.TimeStep);
            simulation.Run(PeerSeconds * Units.Second);
            foreach (var variant in new[] { "matrix", "rows" })
            {
                var (theirs, sum) = (new Samples(), 0L);
                for (var round = 0; round < 2; round++)
                {
                    var answer = peer.Ask(new { variant, steps });
                    theirs.Add(answer.GetProperty("loop_seconds").GetDouble());
                    sum = answer.GetProperty("checksum").GetInt64();
                }

                report.Add($"NumPy, weights as {variant}", $"numpy {peer.Version}: loop of {PeerSeconds.ToString(CultureInfo.InvariantCulture)} s", "s", theirs);
                foreach (var (@case, ours) in medians)
                {
                    report.AddRatio($"NumPy with {variant} to ours on {@case}", theirs.Min / PeerSeconds / ours);
                }

                // The number of each spike in the order of steps and units, times its unit and step, as a whole number.
                var expected = Enumerable.Range(0, probe.Steps.Count).Aggregate(0L, (all, k) => ((all * 31) + (probe.Steps[k] * 4001) + probe.Units[k]) % 1_000_000_007);
                report.AddCheck($"spikes, weights as {variant}", sum == expected, $"{probe.Count} spikes; checksum {expected} here, {sum} in NumPy");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
