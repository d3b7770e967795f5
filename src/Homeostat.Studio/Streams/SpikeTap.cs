namespace Homeostat.Studio.Streams;

/// <summary>A sink that keeps the latest spikes of a population until they are taken. It belongs to the thread of the simulation.</summary>
/// <param name="population">The name of the population.</param>
/// <param name="size">The number of its units.</param>
/// <param name="offset">The row of its first unit in a raster of all populations.</param>
internal sealed class SpikeTap(string population, int size, int offset) : ISpikeSink
{
    // Where no page takes spikes, they are forgotten from time to time.
    private const int Most = 1 << 20;

    private SpikeBatch _spikes = new(0);

    /// <summary>The name of the population.</summary>
    public string Population => population;

    /// <summary>The number of units.</summary>
    public int Size => size;

    /// <summary>The row of the first unit in a raster of all populations.</summary>
    public int Offset => offset;

    public void Add(ReadOnlySpan<long> steps, ReadOnlySpan<int> units)
    {
        if (_spikes.Count > Most)
        {
            _spikes = new SpikeBatch(0);
        }

        _spikes.Add(steps, units);
    }

    /// <summary>Takes the spikes from a step on; earlier ones are forgotten.</summary>
    public SpikeBatch Take(long from)
    {
        var taken = _spikes;
        _spikes = new SpikeBatch(taken.Count);
        taken.From(from);
        return taken;
    }
}
