using System.Runtime.InteropServices;

namespace Homeostat.Studio.Streams;

/// <summary>Spikes of a population, in the order in which they came.</summary>
/// <param name="capacity">The number of spikes for which there is room from the beginning.</param>
internal sealed class SpikeBatch(int capacity)
{
    private readonly List<long> _steps = new(capacity);
    private readonly List<int> _units = new(capacity);
    private int _first;

    /// <summary>The number of spikes.</summary>
    public int Count => _steps.Count - _first;

    /// <summary>The time step of each spike, in ascending order.</summary>
    public ReadOnlySpan<long> Steps => CollectionsMarshal.AsSpan(_steps)[_first..];

    /// <summary>The unit of each spike.</summary>
    public ReadOnlySpan<int> Units => CollectionsMarshal.AsSpan(_units)[_first..];

    /// <summary>Adds spikes that are later than all spikes before.</summary>
    public void Add(ReadOnlySpan<long> steps, ReadOnlySpan<int> units)
    {
        _steps.AddRange(steps);
        _units.AddRange(units);
    }

    /// <summary>Leaves out the spikes before a step.</summary>
    public void From(long step)
    {
        var at = _steps.BinarySearch(step);
        _first = at < 0 ? ~at : at;
        while (_first > 0 && _steps[_first - 1] >= step)
        {
            _first--;
        }
    }

    /// <summary>The number of spikes of some units that are next to each other.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public int CountOf(int first, int count)
    {
        var spikes = 0;
        foreach (var unit in Units)
        {
            spikes += (uint)(unit - first) < (uint)count ? 1 : 0;
        }

        return spikes;
    }

    /// <summary>The spikes of several populations as steps and rows of a raster, in the order of their steps, in pieces that a frame can hold.</summary>
    /// <param name="batches">The spikes of each population, and the row of its first unit.</param>
    public static IEnumerable<(long[] Steps, int[] Rows)> Pieces(IReadOnlyList<(SpikeBatch Spikes, int Offset)> batches)
    {
        var (steps, rows) = Merge(batches);
        for (var next = 0; next < steps.Length;)
        {
            var to = next;
            while (to < steps.Length && steps[to] - steps[next] <= ushort.MaxValue)
            {
                to++;
            }

            yield return (steps[next..to], rows[next..to]);
            next = to;
        }
    }

    private static (long[] Steps, int[] Rows) Merge(IReadOnlyList<(SpikeBatch Spikes, int Offset)> batches)
    {
        var (steps, rows) = (new long[batches.Sum(b => b.Spikes.Count)], new int[batches.Sum(b => b.Spikes.Count)]);
        var next = new int[batches.Count];
        for (var n = 0; n < steps.Length; n++)
        {
            var (earliest, step) = (-1, long.MaxValue);
            for (var b = 0; b < next.Length; b++)
            {
                var spikes = batches[b].Spikes;
                if (next[b] < spikes.Count && spikes.Steps[next[b]] is var candidate && candidate < step)
                {
                    (earliest, step) = (b, candidate);
                }
            }

            steps[n] = step;
            rows[n] = batches[earliest].Offset + batches[earliest].Spikes.Units[next[earliest]++];
        }

        return (steps, rows);
    }
}
