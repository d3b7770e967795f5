using Homeostat.Cli;
using Homeostat.Tests.Nir;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

/// <summary>NIR files on the command line: convert and simulate.</summary>
public sealed class NirCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public NirCommandTests() => NirFile.Write(_folder["net.nir"], NirGraphs.Norse);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Convert_shows_nodes_edges_and_what_they_become()
    {
        var (code, output, error) = Run("convert", _folder["net.nir"], "--equations", "--reset", "subtract");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Matches(@"0 +Affine weight 1, bias 0 +projection n0", output);
        Assert.Matches(@"1 +LIF +tau 0.0025, r 1, v_leak 0, v_threshold 0.1 +population n1", output);
        Assert.Contains("Edges: input -> 0, 0 -> 1, 1 -> output", output, StringComparison.Ordinal);
        Assert.Contains("The circuit has 2 populations of 2 units and 1 projections; in: input; out: n1.spikes.", output, StringComparison.Ordinal);
        Assert.Contains("Time step 0.0001 second, reset subtract, method euler, current previous. The file is of NIR 1.0.7.", output, StringComparison.Ordinal);
        Assert.Contains("dv/dt = (v_leak - v + r*drive)/tau : 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_writes_options_into_the_metadata_and_repairs_a_file()
    {
        Assert.Equal(CommandLine.Success, Run("convert", _folder["net.nir"], "--dt", "1 ms", "--method", "exact", "--out", _folder["other.nir"]).Code);
        var metadata = NirFile.Read(_folder["other.nir"]).Metadata;
        Assert.Equal((.001, "exact", "value"), (metadata["dt"][0], metadata["method"].Text, metadata["reset"].Text));
    }

    [Fact]
    public void A_file_is_simulated_with_spikes_and_resumed_to_the_same_bits()
    {
        var spikes = _folder["in.npz"];
        new SpikeTrains(1, 0, .05, [.. new int[20]], [.. Enumerable.Range(0, 20).Select(k => .002 * k)]).WriteNpz(spikes);
        string[] options = ["simulate", _folder["net.nir"], "--input", spikes, "--threads", "1", "--record", "n1.v", "--dt", "1 ms"];
        var (code, output, error) = Run([.. options, "--out", _folder["whole"]]);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("net: 0.05 s of 0.05 s", output, StringComparison.Ordinal);
        Assert.Equal(20, SpikeTrains.ReadNpz(_folder["whole/n1.spikes.npz"]).Count);
        Assert.Equal(20, NirData.Read(_folder["whole/spikes.nirdata"]).Nodes["1"]["spikes"].Signal(0, 1e-3).Cast<double>().Sum());

        Assert.Equal(CommandLine.Success, Run([.. options, "--seconds", "0.02", "--out", _folder["part"]]).Code);
        Assert.Equal(CommandLine.Success, Run("resume", _folder["part"], "--seconds", "0.05").Code);
        foreach (var file in new[] { "state.npz", "n1.spikes.npz", "n1.v.npz" })
        {
            Assert.Equal(File.ReadAllBytes(_folder[$"whole/{file}"]), File.ReadAllBytes(_folder[$"part/{file}"]));
        }
    }

    [Fact]
    public void An_output_that_is_no_spike_is_recorded_and_NIR_data_and_arrays_are_inputs()
    {
        NirFile.Write(_folder["li.nir"], NirGraphs.Chain(
            ("in", NirGraphs.Input(2)), ("li", NirGraphs.Node("LI", [2], ("tau", .01), ("r", 1), ("v_leak", 0))), ("out", NirGraphs.Output(2))));
        Npz.Write(_folder["in.npz"], [new("in", NpyArray.Of<float>([1, 0, 1, 0, 0, 1], 3, 2))]);
        new NirData(new Dictionary<string, IReadOnlyDictionary<string, NirObservable>>
        {
            ["in"] = new Dictionary<string, NirObservable> { ["x"] = new NirGrid(NirValue.Of([1.0, 0, 1, 0, 0, 1], 1, 3, 2), 1e-3) },
        }).Write(_folder["in.nirdata"]);
        foreach (var input in new[] { "in.npz", "in.nirdata" })
        {
            var run = _folder[$"run-{input}"];
            Assert.Equal((CommandLine.Success, ""), Run("simulate", _folder["li.nir"], "--input", _folder[input], "--dt", "1 ms", "--out", run) is var (code, _, error) ? (code, error) : default);
            var v = StateTraces.ReadNpz(Path.Combine(run, "li.v.npz"));
            Assert.Equal([0, 0, .1, 0, .19, 0], v.Values.ToArray().Select(x => Math.Round(x, 6)));
        }
    }

    [Theory]
    [InlineData(CommandLine.UsageError, "--input does nothing without a NIR file; leave it out.", "simulate", "cuba", "--input", "x.npz")]
    [InlineData(CommandLine.UsageError, "A network is written to a NIR file: give --out FILE.nir.", "convert", "cuba")]
    [InlineData(CommandLine.UsageError, "--out takes the name of a NIR file, such as net.nir; 'x.json' was given.", "convert", "cuba", "--out", "x.json")]
    [InlineData(CommandLine.UserError, "Population 'cells' cannot be said in NIR: it has a refractory time.", "convert", "cuba", "--out", "x.nir")]
    [InlineData(CommandLine.UserError, "There is no file 'none.nir'.", "convert", "none.nir")]
    public void What_cannot_be_done_says_why(int code, string expected, params string[] arguments) => Assert.Contains(expected, Failed(code, arguments), StringComparison.Ordinal);
}
