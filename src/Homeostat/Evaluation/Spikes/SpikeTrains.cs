using System.Globalization;

namespace Homeostat;

/// <summary>The recorded spikes of a population, in the order of time.</summary>
/// <remarks>
/// Times are in seconds. A recording covers <see cref="Start"/> (included) to <see cref="End"/> (excluded). Units that never fired are
/// included: rates are computed over all <see cref="Units"/> and the whole time.
/// </remarks>
public sealed partial class SpikeTrains
{
    private readonly int[] _unit;
    private readonly double[] _times;
    private readonly Lazy<ByUnit> _byUnit;

    /// <summary>Creates a recording from spikes. The arrays are not copied.</summary>
    /// <param name="units">The number of recorded units.</param>
    /// <param name="start">The time at which the recording began, in seconds.</param>
    /// <param name="end">The time at which the recording ended, in seconds, which must be after the last spike.</param>
    /// <param name="unit">The unit of each spike, [spikes], 0 to <paramref name="units"/> − 1.</param>
    /// <param name="times">The time of each spike in seconds, [spikes], never decreasing.</param>
    /// <exception cref="HomeostatException">A unit or a time is out of range, or the times are out of order.</exception>
    public SpikeTrains(int units, double start, double end, int[] unit, double[] times)
        : this(unit, times, units, start, end)
    {
        Check();
    }

    // For spikes that have already been checked, or that are a part of checked spikes.
    private SpikeTrains(int[] unit, double[] times, int units, double start, double end)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        (Units, Start, End, _unit, _times) = (units, start, end, unit, times);
        _byUnit = new Lazy<ByUnit>(() => new ByUnit(this));
    }

    /// <summary>The number of recorded units, with those that never fired.</summary>
    public int Units { get; }

    /// <summary>The time at which the recording began, in seconds.</summary>
    public double Start { get; }

    /// <summary>The time at which the recording ended, in seconds; a spike at exactly this time is not part of it.</summary>
    public double End { get; }

    /// <summary>The length of the recorded time, in seconds.</summary>
    public double Duration => End - Start;

    /// <summary>The number of spikes.</summary>
    public int Count => _times.Length;

    /// <summary>The unit of each spike, [spikes], in order of time.</summary>
    public ReadOnlySpan<int> Unit => _unit;

    /// <summary>The time of each spike in seconds, [spikes], in order of time.</summary>
    public ReadOnlySpan<double> Times => _times;

    /// <summary>The spike train of one unit: the times of its spikes in seconds, in order.</summary>
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

    /// <summary>Creates a recording of a part of the time. The times of the spikes do not change.</summary>
    /// <param name="from">The beginning of the part, in seconds.</param>
    /// <param name="to">The end of the part, in seconds; a spike at exactly this time is left out.</param>
    /// <exception cref="HomeostatException">The part is empty or reaches beyond the recording.</exception>
    public SpikeTrains Between(double from, double to)
    {
        // A difference by a rounding error, as between 0.7 seconds and 7000 steps of 0.1 ms, is accepted.
        var slack = 1e-9 * Math.Max(1, Math.Max(Math.Abs(Start), Math.Abs(End)));
        if (!(from < to) || from < Start - slack || to > End + slack)
        {
            throw new HomeostatException(
                $"The spikes between {from} and {to} s were asked for; a part of what was recorded, {Start} to {End} s, was expected.");
        }

        // A spike that differs from an edge only by a rounding error counts as at the edge: a spike at 0.3 s is left out of a part that ends at 0.1*3.
        var (first, last) = (FirstFrom(from - slack), FirstFrom(to - slack));
        var start = first < last ? Math.Min(from, _times[first]) : from;
        return new SpikeTrains(_unit[first..last], _times[first..last], Units, Math.Max(start, Start), Math.Min(to, End));
    }

    /// <summary>Creates a recording of some of the units, which are numbered from 0 in the given order.</summary>
    /// <param name="units">The units, each named once.</param>
    /// <exception cref="HomeostatException">A unit is named twice or does not exist, or no unit is named.</exception>
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

    /// <summary>Creates a recording of a range of units, such as <c>..3200</c>, which are numbered from 0.</summary>
    /// <param name="units">The range of units; its end is exclusive.</param>
    /// <exception cref="HomeostatException">The range is empty or goes beyond the last unit.</exception>
    public SpikeTrains Select(Range units)
    {
        var (first, last) = (units.Start.GetOffset(Units), units.End.GetOffset(Units));
        return first >= 0 && first < last && last <= Units
            ? Select(Enumerable.Range(first, last - first))
            : throw new HomeostatException(
                $"The units {units} were selected; a range of at least one of the {Units} there are was expected.");
    }

    /// <summary>A description of the recording, such as <c>2450 spikes of 100 units from 0 to 1 s: 24.5 Hz</c>.</summary>
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

    /// <summary>The spikes ordered by unit, which most statistics need. This order is computed once, when it is first needed.</summary>
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

        // The index at which the spikes of each unit begin, and the number of all spikes at the end.
        public int[] First { get; }

        public double[] Times { get; }
    }
}
