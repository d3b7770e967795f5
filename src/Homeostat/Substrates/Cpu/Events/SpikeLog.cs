using System.Numerics;
using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>
/// The units that had an event in each of the last steps, for one sample: a ring of lists, long enough for the longest delay. Every slice
/// of the population has its own lists, so that threads write without waiting; read slice after slice, units are in ascending order.
/// </summary>
internal sealed class SpikeLog
{
    private readonly int[][][] _units;
    private readonly int[][] _counts;
    private readonly long[] _taken;
    private long _before;

    // The number of lists is a power of two, so that a list is found without a division.
    private readonly int _mask;

    /// <param name="units">The number of units of the population.</param>
    /// <param name="slices">The number of slices of the population.</param>
    /// <param name="maxDelay">The number of steps for which events are kept.</param>
    public SpikeLog(int units, int slices, int maxDelay)
    {
        (Units, Slices, Length) = (units, slices, maxDelay + 2);
        _mask = (int)BitOperations.RoundUpToPowerOf2((uint)Length) - 1;
        _units = [.. Enumerable.Range(0, slices).Select(_ => Enumerable.Range(0, _mask + 1).Select(_ => new int[16]).ToArray())];
        _counts = [.. Enumerable.Range(0, slices).Select(_ => new int[_mask + 33])];
        _taken = new long[8 * slices];
    }

    /// <summary>The number of events so far, without those of a restored state.</summary>
    public long Total => _before + _taken.Sum();

    public int Units { get; }

    public int Slices { get; }

    /// <summary>The number of steps for which events are kept, including this one and one more.</summary>
    public int Length { get; }

    /// <summary>The units of a slice with an event in a step, ascending; none before the first step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> At(long step, int slice)
    {
        if (step < 0)
        {
            return [];
        }

        var slot = (int)step & _mask;
        return _units[slice][slot].AsSpan(0, _counts[slice][slot]);
    }

    /// <summary>Begins a step: the events of the step that used the same list are removed.</summary>
    public void Begin(long step, int slice) => _counts[slice][(int)step & _mask] = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long step, int slice, int unit)
    {
        var slot = (int)step & _mask;
        ref var count = ref _counts[slice][slot];
        if (count == _units[slice][slot].Length)
        {
            Lengthen(slice, slot);
        }

        _units[slice][slot][count++] = unit;
        _taken[8 * slice]++;
    }

    // Readers use other lists of the ring, so this one can be replaced while they read.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lengthen(int slice, int slot) => Array.Resize(ref _units[slice][slot], 2 * _units[slice][slot].Length);

    /// <summary>The number of events since the last call.</summary>
    public long TakeCount()
    {
        var count = _taken.Sum();
        _before += count;
        Array.Clear(_taken);
        return count;
    }

    /// <summary>All events in the ring before a step, as (step, unit), for a saved state.</summary>
    public IEnumerable<(long Step, int Unit)> Before(long step)
    {
        for (var past = Math.Max(0, step - Length + 1); past < step; past++)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                foreach (var unit in At(past, slice).ToArray())
                {
                    yield return (past, unit);
                }
            }
        }
    }

    /// <summary>Restores the events that <see cref="Before"/> returned.</summary>
    public void Restore(IEnumerable<(long Step, int Unit)> events)
    {
        foreach (var counts in _counts)
        {
            Array.Clear(counts);
        }

        foreach (var (step, unit) in events)
        {
            var slice = 0;
            while (unit >= Substrates.Slices.Range(Units, slice, Slices).End)
            {
                slice++;
            }

            Add(step, slice, unit);
            _before--;
        }
    }
}
