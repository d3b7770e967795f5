using System.Globalization;

namespace Homeostat.Benchmarks;

internal sealed class CubaBenchmark() : NetworkBenchmark("cuba", seconds: 10, aim: 4);

internal sealed class CobaBenchmark() : NetworkBenchmark("coba", seconds: 4, aim: 8);

internal sealed class CobaHodgkinHuxleyBenchmark() : NetworkBenchmark("cobahh", seconds: 1, aim: 14);

internal sealed class IzhikevichBenchmark() : NetworkBenchmark("izhikevich", seconds: 5);

internal sealed class StdpBenchmark() : NetworkBenchmark("stdp", seconds: 10);

internal sealed class BrunelBenchmark() : NetworkBenchmark("brunel", seconds: 1, aim: 6)
{
    private const double SecondsToBuild = 2;
    private const double BytesASynapse = 8;

    protected override void Describe(NetworkRun run, Samples build, string @case, Report report)
    {
        var bytes = (double)run.SynapseBytes / run.Synapses;
        report.Add(@case, string.Create(CultureInfo.InvariantCulture, $"ours: bytes a synapse, of {run.Synapses:N0}"), "B", Samples.Of(bytes));
        report.AddRatio($"{@case}: time to build {run.Synapses / 1e6:F1} million synapses, to {SecondsToBuild} s", build.Median / SecondsToBuild);
        report.AddRatio($"bytes a synapse, to {BytesASynapse}", bytes / BytesASynapse);
        DescribeOwn(@case, report);
    }

    // As many synapses, each with a weight and a delay of its own.
    private static void DescribeOwn(string @case, Report report)
    {
        var circuit = new Circuit("own", 0.1 * Units.Millisecond)
        {
            new Population("cells", 10_000, "dv/dt = -v/(20*ms) : volt") { Threshold = "v > 20*mV", Reset = "v = 10*mV" },
            new Projection("cells", "cells", "w : volt")
            {
                OnPre = "v += w",
                Delay = "(1 + rand())*ms",
                Connectivity = Connectivity.Probability(0.1),
                Initial = new Dictionary<string, string> { ["w"] = "0.1*mV*rand()" },
            },
        };
        using var simulation = new Simulation(circuit);
        var bytes = (double)simulation.SynapseBytes("cells_to_cells") / simulation.SynapseCount;
        report.Add(@case, "ours: bytes a synapse, each with a weight and a delay", "B", Samples.Of(bytes));
        report.Add(@case, "ours: building these, all threads", "s", Samples.Of(simulation.Times.InitialState.TotalSeconds));
    }
}
