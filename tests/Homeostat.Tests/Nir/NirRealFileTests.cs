using System.Globalization;

namespace Homeostat.Tests.Nir;

/// <summary>Files that other tools wrote: they load, run, and are written and read again with nothing changed.</summary>
public class NirRealFileTests
{
    private static readonly string[] Names = ["lif_norse", "two_lif_neurons", "braille_noDelay_bias_zero", "spyx_braille_subgraph"];

    [NirRealFact]
    public void Every_file_is_read_run_written_and_read_again_with_nothing_changed()
    {
        using var folder = new TemporaryFolder();
        Assert.All(Names, name =>
        {
            var graph = NirFile.Read(NirRealFactAttribute.File($"{name}.nir"));
            NirFile.Write(folder["again.nir"], graph);
            NirGraphs.AssertSame(graph, NirFile.Read(folder["again.nir"]));
            using var simulation = NirCircuit.Of(graph).Simulate();
            simulation.Run(10 * Units.Millisecond);
            Assert.Equal(100, simulation.Step);
        });
    }

    [NirRealFact]
    public void The_malformed_file_names_the_place_and_the_remedy_and_runs_when_read_leniently()
    {
        using var folder = new TemporaryFolder();
        var path = NirRealFactAttribute.File("braille_noDelay_bias_zero_subgraph.nir");
        var e = Assert.Throws<HomeostatException>(() => NirFile.Read(path));
        Assert.Equal(
            $"'{path}', edge 'input -> lif' of the subgraph 'lif1': there is no node 'lif'; the nodes are 'input', 'lif1', 'lin', 'output'. Rename the node or the end of the "
            + "edge in the tool that wrote the file. Or read it leniently: 'lif1' is taken for it.", e.Message);
        var mended = NirFile.Read(path, out var repairs);
        Assert.Equal(4, repairs.Count);

        // The same network, well formed, is spyx_braille_subgraph.nir.
        var sound = NirFile.Read(NirRealFactAttribute.File("spyx_braille_subgraph.nir"));
        Assert.Equal(Spikes(sound), Spikes(mended));
        Assert.NotEmpty(Spikes(sound));
        NirFile.Write(folder["mended.nir"], mended);
        NirGraphs.AssertSame(mended, NirFile.Read(folder["mended.nir"]));
    }

    [NirRealFact]
    public void A_subgraph_does_what_the_flat_network_does() => Assert.Equal(
        Spikes(NirFile.Read(NirRealFactAttribute.File("braille_noDelay_bias_zero.nir"))), Spikes(NirFile.Read(NirRealFactAttribute.File("spyx_braille_subgraph.nir"))));

    [NirRealFact]
    public void The_neuron_follows_the_trace_of_norse_and_that_of_the_exact_solution()
    {
        var graph = NirFile.Read(NirRealFactAttribute.File("lif_norse.nir"));

        // 2.43e-8: Norse computes in float32.
        Assert.InRange(Distance(graph, "lif_norse.csv", NirMethod.Euler, NirReset.Value), 0, 2.45e-8);
        Assert.InRange(Distance(graph, "lif_exact.csv", NirMethod.Exact, NirReset.Subtract), 0, 6.3e-4);
    }

    private static double Distance(NirGraph graph, string trace, NirMethod method, NirReset reset)
    {
        double[][] rows = [.. File.ReadLines(NirRealFactAttribute.File(trace)).Select(line => line.Split(',').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray())];

        // lif_exact.csv has other columns of input in continuous time; the bits are those of lif_norse.csv.
        double[][] input = [.. File.ReadLines(NirRealFactAttribute.File("lif_norse.csv")).Select(line => line.Split(',').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray())];
        var signal = new double[rows.Length, 1];
        for (var k = 0; k < rows.Length; k++)
        {
            signal[k, 0] = input[k][0];
        }

        var step = .1 * Units.Millisecond;
        var circuit = NirCircuit.Of(graph, new NirOptions { TimeStep = step, Method = method, Reset = reset, Inputs = new Dictionary<string, TimedArray> { ["input"] = new(signal, step) } });
        using var simulation = circuit.Simulate(new SimulationOptions { Type = ElementType.Float64 });
        var v = simulation.Record("n1.v");
        simulation.Run((rows.Length + 1) * step);
        return rows.Select((row, k) => Math.Abs(row[1] - v.Of(0)[k + 1])).Max();
    }

    private static double[] Spikes(NirGraph graph)
    {
        var signal = new double[200, 12];
        for (var k = 0; k < signal.Length; k++)
        {
            signal[k / 12, k % 12] = k * 7 % 11 == 0 ? 1 : 0;
        }

        var circuit = NirCircuit.Of(graph, new NirOptions { Inputs = new Dictionary<string, TimedArray> { ["input"] = new(signal, .1 * Units.Millisecond) } });
        using var simulation = circuit.Simulate(new SimulationOptions { Type = ElementType.Float64 });
        var spikes = simulation.RecordSpikes("lif2");
        simulation.Run(20 * Units.Millisecond);
        return [.. spikes.Times, .. spikes.Units.Select(u => (double)u)];
    }
}
