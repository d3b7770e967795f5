namespace Homeostat.Studio.Streams;

/// <summary>A sink that keeps the latest spikes of a population until a frame takes them. It belongs to the thread of the simulation.</summary>
/// <param name="population">The name of the population.</param>
/// <param name="size">The number of its units.</param>
/// <param name="offset">The row of its first unit in a raster of all populations.</param>
internal sealed class SpikeTap(string population, int size, int offset) : ISpikeSink
{
    // Where no page takes spikes, the oldest are forgotten.
    private const int Most = 1 << 20;

    private readonly List<(long Step, int Unit)> _spikes = [];

    /// <summary>The name of the population.</summary>
    public string Population => population;

    /// <summary>The number of units.</summary>
    public int Size => size;

    /// <summary>The row of the first unit in a raster of all populations.</summary>
    public int Offset => offset;

    private List<(long Step, int Unit)> Counted { get; set; } = [];

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

    /// <summary>Takes the spikes of several populations, in the order of their steps, in pieces that a frame can hold.</summary>
    /// <param name="taps">The taps of the populations.</param>
    /// <param name="from">The first step of interest: spikes before it, from a time in which nobody watched, are left out.</param>
    public static IEnumerable<(long[] Steps, int[] Rows)> Take(IReadOnlyList<SpikeTap> taps, long from)
    {
        var all = taps.SelectMany(tap => tap._spikes.Where(s => s.Step >= from).Select(s => (s.Step, Row: tap.Offset + s.Unit))).ToArray();
        if (taps.Count > 1)
        {
            all = [.. all.OrderBy(s => s.Step)];
        }

        foreach (var tap in taps)
        {
            tap.Counted = [.. tap._spikes];
            tap._spikes.Clear();
        }

        for (var next = 0; next < all.Length;)
        {
            var first = all[next].Step;
            var to = next;
            while (to < all.Length && all[to].Step - first <= ushort.MaxValue)
            {
                to++;
            }

            yield return ([.. all[next..to].Select(s => s.Step)], [.. all[next..to].Select(s => s.Row)]);
            next = to;
        }
    }

    /// <summary>The number of spikes of a range of units in what was taken last.</summary>
    public int TakeCount(int first, int count) => Counted.Count(s => s.Unit >= first && s.Unit < first + count);
}
