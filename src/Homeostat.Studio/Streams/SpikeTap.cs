namespace Homeostat.Studio.Streams;

/// <summary>A sink that keeps the latest spikes of a population until they are taken. It belongs to the thread of the simulation.</summary>
/// <param name="population">The name of the population.</param>
/// <param name="size">The number of its units.</param>
/// <param name="offset">The row of its first unit in a raster of all populations.</param>
internal sealed class SpikeTap(string population, int size, int offset) : ISpikeSink
{
    // Where no page takes spikes, they are forgotten from time to time.
    private const int Most = 1 << 20;

    private List<(long Step, int Unit)> _spikes = [];

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
            _spikes.Clear();
        }

        for (var n = 0; n < steps.Length; n++)
        {
            _spikes.Add((steps[n], units[n]));
        }
    }

    /// <summary>Takes the spikes from a step on, in their order; earlier ones are forgotten.</summary>
    public IReadOnlyList<(long Step, int Unit)> Take(long from)
    {
        var taken = _spikes;
        _spikes = [];
        taken.RemoveRange(0, taken.FindIndex(s => s.Step >= from) is >= 0 and var first ? first : taken.Count);
        return taken;
    }

    /// <summary>The spikes of several populations as steps and rows of a raster, in the order of their steps, in pieces that a frame can hold.</summary>
    public static IEnumerable<(long[] Steps, int[] Rows)> Pieces(IReadOnlyDictionary<SpikeTap, IReadOnlyList<(long Step, int Unit)>> spikes)
    {
        var all = spikes.SelectMany(taken => taken.Value.Select(s => (s.Step, Row: taken.Key.Offset + s.Unit))).OrderBy(s => s.Step).ToArray();
        for (var next = 0; next < all.Length;)
        {
            var to = next;
            while (to < all.Length && all[to].Step - all[next].Step <= ushort.MaxValue)
            {
                to++;
            }

            yield return (Array.ConvertAll(all[next..to], s => s.Step), Array.ConvertAll(all[next..to], s => s.Row));
            next = to;
        }
    }
}
