using System.Globalization;

namespace Homeostat;

/// <summary>The spikes of a population over a stretch of time, in the order in which they fell.</summary>
/// <remarks>
/// Times are in seconds. A recording covers <see cref="Start"/> (included) to <see cref="End"/> (excluded), and a unit that
/// never fired in it belongs to it as much as any other: rates are over all <see cref="Units"/> and the whole time.
/// </remarks>
public sealed partial class SpikeTrains
{
    private readonly int[] _unit;
    private readonly double[] _times;
    private readonly Lazy<ByUnit> _byUnit;

    /// <summary>Spikes as they were recorded.</summary>
    /// <param name="units">How many units were recorded.</param>
    /// <param name="start">When the recording began, in seconds.</param>
    /// <param name="end">When it ended, in seconds; after the last spike.</param>
    /// <param name="unit">[spike] which unit fired, 0 to <paramref name="units"/> − 1. Kept, not copied.</param>
    /// <param name="times">[spike] when, in seconds, never falling. Kept, not copied.</param>
    /// <exception cref="HomeostatException">A unit or a time is out of range, or the times are out of order.</exception>
    public SpikeTrains(int units, double start, double end, int[] unit, double[] times)
        : this(unit, times, units, start, end)
    {
        Check();
    }

    // What was checked already, or is made of what was.
    private SpikeTrains(int[] unit, double[] times, int units, double start, double end)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        (Units, Start, End, _unit, _times) = (units, start, end, unit, times);
        _byUnit = new Lazy<ByUnit>(() => new ByUnit(this));
    }

    /// <summary>How many units were recorded, silent ones included.</summary>
    public int Units { get; }

    /// <summary>When the recording began, in seconds.</summary>
    public double Start { get; }

    /// <summary>When the recording ended, in seconds; a spike at this very time is no part of it.</summary>
    public double End { get; }

    /// <summary>How long was recorded, in seconds.</summary>
    public double Duration => End - Start;

    /// <summary>How many spikes there are.</summary>
    public int Count => _times.Length;

    /// <summary>[spike] which unit fired, in order of time.</summary>
    public ReadOnlySpan<int> Unit => _unit;

    /// <summary>[spike] when, in seconds, in order.</summary>
    public ReadOnlySpan<double> Times => _times;

    /// <summary>The spike train of one unit: the times it fired at, in seconds, in order.</summary>
    /// <param name="unit">The unit, 0 to <see cref="Units"/> − 1.</param>
    /// <exception cref="HomeostatException">There is no such unit.</exception>
    public ReadOnlySpan<double> Of(int unit)
    {
        if ((uint)unit >= (uint)Units)
        {
            throw NoSuchUnit(unit);
        }

        var (first, times) = (_byUnit.Value.First, _byUnit.Value.Times);
        return times.AsSpan(first[unit]..first[unit + 1]);
    }

    /// <summary>The spikes of a part of the time, as a recording of that part. Times stay what they were.</summary>
    /// <param name="from">From here on, in seconds.</param>
    /// <param name="to">Up to here, in seconds; a spike at this very time is left out.</param>
    /// <exception cref="HomeostatException">The part is empty or reaches beyond the recording.</exception>
    public SpikeTrains Between(double from, double to)
    {
        // 0.7 seconds and 7000 steps of 0.1 ms differ by a rounding error, which is no reason to refuse.
        var slack = 1e-9 * Math.Max(1, Math.Max(Math.Abs(Start), Math.Abs(End)));
        if (!(from < to) || from < Start - slack || to > End + slack)
        {
            throw new HomeostatException(
                $"The spikes between {from} and {to} s were asked for; a part of what was recorded, {Start} to {End} s, was expected.");
        }

        // A spike at an edge, but for rounding, is at the edge: at 0.3 s it is left out of what ends at 0.1*3.
        var (first, last) = (FirstFrom(from - slack), FirstFrom(to - slack));
        var start = first < last ? Math.Min(from, _times[first]) : from;
        return new SpikeTrains(_unit[first..last], _times[first..last], Units, Math.Max(start, Start), Math.Min(to, End));
    }

    /// <summary>The spikes of some units, numbered anew from 0 in the order given.</summary>
    /// <param name="units">Which units, each once.</param>
    /// <exception cref="HomeostatException">A unit is named twice or is not there, or none is named.</exception>
    public SpikeTrains Select(IEnumerable<int> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        var place = new int[Units];
        place.AsSpan().Fill(-1);
        var count = 0;
        foreach (var unit in units)
        {
            if ((uint)unit >= (uint)Units)
            {
                throw NoSuchUnit(unit);
            }

            if (place[unit] >= 0)
            {
                throw new HomeostatException($"Unit {unit} was selected twice; each once was expected.");
            }

            place[unit] = count++;
        }

        if (count == 0)
        {
            throw new HomeostatException($"No units were selected; at least one of the {Units} was expected.");
        }

        var kept = new int[_unit.Count(unit => place[unit] >= 0)];
        var times = new double[kept.Length];
        for (int i = 0, next = 0; i < _unit.Length; i++)
        {
            if (place[_unit[i]] is >= 0 and var unit)
            {
                (kept[next], times[next++]) = (unit, _times[i]);
            }
        }

        return new SpikeTrains(kept, times, count, Start, End);
    }

    /// <summary>The spikes of a range of units, such as <c>..3200</c>, numbered anew from 0.</summary>
    /// <param name="units">Which units; the end is not among them.</param>
    /// <exception cref="HomeostatException">The range is empty or reaches beyond the units there are.</exception>
    public SpikeTrains Select(Range units)
    {
        var (first, last) = (units.Start.GetOffset(Units), units.End.GetOffset(Units));
        return first >= 0 && first < last && last <= Units
            ? Select(Enumerable.Range(first, last - first))
            : throw new HomeostatException(
                $"The units {units} were selected; a range of at least one of the {Units} there are was expected.");
    }

    /// <summary>What was recorded, such as <c>2450 spikes of 100 units from 0 to 1 s: 24.5 Hz</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count} spikes of {Units} units from {Start:G6} to {End:G6} s: {Count / (Units * Duration):G4} Hz");

    private HomeostatException NoSuchUnit(int unit) =>
        new($"Unit {unit} was asked for; the units recorded are 0 to {Units - 1}.");

    private int FirstFrom(double time)
    {
        var (low, high) = (0, _times.Length);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            (low, high) = _times[middle] < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Check()
    {
        if (!double.IsFinite(Start) || !double.IsFinite(End) || !(Start < End))
        {
            throw new HomeostatException(
                $"Spikes recorded from {Start} to {End} s were given; a finite time, ending after it begins, was expected.");
        }

        if (_unit.Length != _times.Length)
        {
            throw new HomeostatException(
                $"{_unit.Length} units and {_times.Length} times of spikes were given; one of each for every spike was expected.");
        }

        var last = Start;
        for (var i = 0; i < _times.Length; i++)
        {
            var (unit, time) = (_unit[i], _times[i]);
            if ((uint)unit >= (uint)Units)
            {
                throw new HomeostatException($"Spike {i} is of unit {unit}; units from 0 to {Units - 1} were expected.");
            }

            if (!(time >= last && time < End))
            {
                throw new HomeostatException(time >= Start && time < End
                    ? FormattableString.Invariant($"Spike {i} is at {time} s, after one at {last} s; times in order were expected. Sort spikes by time.")
                    : FormattableString.Invariant($"Spike {i} is at {time} s; times from {Start} s to before {End} s were expected."));
            }

            last = time;
        }
    }

    /// <summary>The same spikes unit by unit, which most statistics go by: made once, when first asked for.</summary>
    private sealed class ByUnit
    {
        public ByUnit(SpikeTrains trains)
        {
            First = new int[trains.Units + 1];
            Times = new double[trains.Count];
            foreach (var unit in trains._unit)
            {
                First[unit + 1]++;
            }

            for (var unit = 0; unit < trains.Units; unit++)
            {
                First[unit + 1] += First[unit];
            }

            var next = First[..^1];
            for (var i = 0; i < Times.Length; i++)
            {
                Times[next[trains._unit[i]]++] = trains._times[i];
            }
        }

        // Where each unit's spikes begin, and at the end the number of all.
        public int[] First { get; }

        public double[] Times { get; }
    }
}
