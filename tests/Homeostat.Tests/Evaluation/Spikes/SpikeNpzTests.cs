
namespace Homeostat.Tests.Evaluation.Spikes;

public sealed class SpikeNpzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Archive => _folder["a.npz"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Spikes_go_to_numpy_and_back()
    {
        var trains = Trains.Poisson(20, 10, 2, seed: 9);
        trains.WriteNpz(Archive);
        var back = SpikeTrains.ReadNpz(Archive);
        Assert.Equal((trains.Units, trains.Start, trains.End), (back.Units, back.Start, back.End));
        Assert.Equal(trains.Unit.ToArray(), back.Unit.ToArray());
        Assert.Equal(trains.Times.ToArray(), back.Times.ToArray());
        Assert.Equal(["end", "size", "start", "times", "units"], Npz.Read(Archive).Keys.Order());
        Assert.Empty(Npz.Read(Archive)["size"].Shape);
    }

    [Fact]
    public void Traces_go_to_numpy_and_back()
    {
        var traces = new StateTraces([7, 3], [0, .5, 1], [1, 2, 3, 4, 5, 6]);
        traces.WriteNpz(Archive);
        var back = StateTraces.ReadNpz(Archive);
        Assert.Equal(traces.Units.ToArray(), back.Units.ToArray());
        Assert.Equal(traces.Times.ToArray(), back.Times.ToArray());
        Assert.Equal(traces.Values.ToArray(), back.Values.ToArray());
        Assert.Equal([3, 2], Npz.Read(Archive)["values"].Shape);
    }

    [Fact]
    public void Single_precision_is_taken_too()
    {
        Write(("units", NpyArray.Of<int>([0])), ("times", NpyArray.Of<float>([.5f])), ("size", NpyArray.Of<int>([2])),
            ("start", NpyArray.Of<double>([0])), ("end", NpyArray.Of<float>([1])));
        Assert.Equal([.5], SpikeTrains.ReadNpz(Archive).Of(0).ToArray());
    }

    [Fact]
    public void What_is_missing_or_does_not_fit_is_named_with_the_file()
    {
        Write(("units", NpyArray.Of<int>([0])));
        Refused(SpikeTrains.ReadNpz, "no array 'size' was found, but units");
        Refused(StateTraces.ReadNpz, "no array 'times'");
        Write(Scalars(2, ("units", NpyArray.Of<float>([0])), ("times", NpyArray.Of<double>([.5]))));
        Refused(SpikeTrains.ReadNpz, "'units' is Float32 (1,); Int32 was expected");
        Write(Scalars(0, ("units", NpyArray.Of<int>([0])), ("times", NpyArray.Of<double>([.5]))));
        Refused(SpikeTrains.ReadNpz, "'size' is 0; at least 1");
        Write(Scalars(2, ("units", NpyArray.Of<int>([5])), ("times", NpyArray.Of<double>([.5]))));
        Refused(SpikeTrains.ReadNpz, "Spike 0 is of unit 5");

        // As Brian 2's monitors have it: a row for each unit.
        Write(("units", NpyArray.Of<int>([7, 3])), ("times", NpyArray.Of<double>([0, .5, 1])), ("values", NpyArray.Of<double>(new double[6], 2, 3)));
        Refused(StateTraces.ReadNpz, "'values' is Float64 (2, 3); the shape (3, 2) was expected");
    }

    private static (string, NpyArray)[] Scalars(int size, params (string, NpyArray)[] arrays) =>
        [.. arrays, ("size", NpyArray.Of<int>([size])), ("start", NpyArray.Of<double>([0])), ("end", NpyArray.Of<double>([1]))];

    private void Write(params (string Name, NpyArray Array)[] arrays) => Npz.Write(Archive, arrays.Select(a => KeyValuePair.Create(a.Name, a.Array)));

    private void Refused(Func<string, object> read, string expected)
    {
        var message = Assert.Throws<HomeostatException>(() => read(Archive)).Message;
        Assert.StartsWith(Archive, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
