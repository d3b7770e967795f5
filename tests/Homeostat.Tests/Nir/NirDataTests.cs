namespace Homeostat.Tests.Nir;

/// <summary>NIR data files: spikes and signals of nodes.</summary>
public sealed class NirDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_the_reference_is_read_written_and_read_again()
    {
        var data = NirData.Read(NirFileTests.Stored("observed.nirdata"));
        data.Write(_folder["again.nirdata"]);
        foreach (var read in new[] { data, NirData.Read(_folder["again.nirdata"]) })
        {
            Assert.Equal(["input", "lif"], read.Nodes.Keys.Order(StringComparer.Ordinal));
            var spikes = Assert.IsType<NirEvents>(read.Nodes["input"]["spikes"]);
            Assert.Equal((2, 3, .005), (spikes.Samples, spikes.Units, spikes.End));
            var signal = spikes.Signal(0, 1e-3);
            Assert.Equal((5, 3, 1.0, 1.0, 2.0), (signal.GetLength(0), signal.GetLength(1), signal[1, 0], signal[3, 2], signal.Cast<double>().Sum()));
            Assert.Equal(7.0, read.Nodes["lif"]["v"].Signal(0, 1e-3)[2, 1]);
            Assert.Equal(("bool", 1.0), (Assert.IsType<NirGrid>(read.Nodes["lif"]["s"]).Values.Type, read.Nodes["lif"]["s"].Signal(0, 1e-3)[0, 1]));
            Assert.Equal(.5, read.Nodes["lif"]["x"].Signal(0, 1e-3)[2, 1]);
        }
    }

    [Fact]
    public void Nodes_of_subgraphs_are_named_by_their_paths()
    {
        var observables = new Dictionary<string, NirObservable> { ["spikes"] = NirEvents.Of(new SpikeTrains(2, 0, .01, [1, 0], [.002, .004])) };
        new NirData(new Dictionary<string, IReadOnlyDictionary<string, NirObservable>> { ["sub/deep/lif"] = observables, ["lif"] = observables }).Write(_folder["x.nirdata"]);
        var read = NirData.Read(_folder["x.nirdata"]);
        Assert.Equal(["lif", "sub/deep/lif"], read.Nodes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, read.Nodes["sub/deep/lif"]["spikes"].Signal(0, 1e-3)[4, 0]);
    }

    [Fact]
    public void Wrong_data_say_what_is_wrong()
    {
        var events = new NirEvents(NirValue.Of([5L], 1, 1), NirValue.Of([.001], 1, 1), 3, .01);
        Assert.Equal("Event 0 of sample 0 is of unit 5 at 0.001 s, but there are 3 units and 0.01 s.", Assert.Throws<HomeostatException>(() => events.Signal(0, 1e-3)).Message);
        Assert.Equal("Sample 1 was asked for, but the data have 1, counted from 0.", Assert.Throws<HomeostatException>(() => events.Signal(1, 1e-3)).Message);
        var grid = new NirGrid(NirValue.Of([1.0], 1, 1, 1), 1e-3);
        Assert.Contains("The data have a time step of 0.001 s, the simulation one of 0.0001 s.", Assert.Throws<HomeostatException>(() => grid.Signal(0, 1e-4)).Message, StringComparison.Ordinal);
        Assert.Contains("steps of 3 units", Assert.Throws<HomeostatException>(() => (events with { End = 1e12 }).Signal(0, 1e-3)).Message, StringComparison.Ordinal);
        Assert.Contains("holds no NIR data", Assert.Throws<HomeostatException>(() => NirData.Read(NirFileTests.Stored("modern.nir"))).Message, StringComparison.Ordinal);
    }
}
