using System.Diagnostics;

namespace Homeostat.Tests.Nir;

/// <summary>Files written here are read by h5py, the library of the reference, where it is installed (Debian: python3-h5py).</summary>
public class NirPythonTests
{
    private const string Script = """
        import sys, h5py
        with h5py.File(sys.argv[1]) as f:
            assert f["version"].asstr()[()] == "1.0.7", f["version"][()]
            n = f["node"]
            assert n["type"].asstr()[()] == "NIRGraph" and n["edges"].shape == (3, 2) and n["edges"].asstr()[0, 0] == "input"
            w = n["nodes/fc/weight"]
            assert w.shape == (40, 50) and str(w.dtype) == "float32" and w.compression == "gzip" and w[3, 7] == 157, (w, w[3, 7])
            lif = n["nodes/lif"]
            assert lif["tau"].shape == (40,) and str(lif["tau"].dtype) == "float64" and lif["tau"][5] == 0.01
            assert str(n["nodes/input/shape"].dtype) == "int64" and n["metadata/dt"][()] == 0.0005 and n["metadata/reset"].asstr()[()] == "subtract"
        with h5py.File(sys.argv[2]) as f:
            s = f["nodes/lif/observables/spikes"]
            assert f.attrs["__type__"] == "NIRGraphData" and s.attrs["__type__"] == "EventData" and s.attrs["n_neurons"] == 2 and s.attrs["t_max"] == 0.01
            assert s["idx"][0, 1] == 1 and s["time"][0, 0] == 0.002
        print("read")
        """;

    [Fact]
    public void Files_are_read_by_h5py_where_it_is_installed()
    {
        if (Python("import h5py") is not (0, _, _))
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var weight = NirValue.Of([.. Enumerable.Range(0, 2000).Select(k => (float)k)], 40, 50);
        var graph = NirGraphs.Chain(("input", NirGraphs.Input(50)), ("fc", new NirNode("Linear", ("weight", weight))), ("lif", NirGraphs.Lif(40)), ("output", NirGraphs.Output(40)));
        NirFile.Write(folder["x.nir"], new NirOptions { TimeStep = .5 * Units.Millisecond, Reset = NirReset.Subtract }.Describe(graph));
        var observables = new Dictionary<string, NirObservable> { ["spikes"] = NirEvents.Of(new SpikeTrains(2, 0, .01, [0, 1], [.002, .004])) };
        new NirData(new Dictionary<string, IReadOnlyDictionary<string, NirObservable>> { ["lif"] = observables }).Write(folder["x.nirdata"]);
        Assert.Equal((0, "read\n", ""), Python(Script, folder["x.nir"], folder["x.nirdata"]));
    }

    private static (int Code, string Output, string Error) Python(string script, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
            process.WaitForExit();
            return (process.ExitCode, output, error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "", "");
        }
    }
}
