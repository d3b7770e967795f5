namespace Homeostat;

/// <summary>The recorded values of a variable of some units of a population over time.</summary>
public sealed class StateTraces
{
    private readonly int[] _units;
    private readonly double[] _times;
    private readonly double[] _values;

    /// <summary>Creates traces from recorded values. The arrays of times and values are not copied.</summary>
    /// <param name="units">The unit of each trace, [traces].</param>
    /// <param name="times">The times in seconds, [times], increasing.</param>
    /// <param name="values">The values in SI units, [times × traces], row after row.</param>
    /// <exception cref="HomeostatException">The numbers of values, units and times do not fit, or the times are out of order.</exception>
    public StateTraces(int[] units, double[] times, double[] values)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != (long)units.Length * times.Length)
        {
            throw new HomeostatException(
                $"{values.Length} values were given for {units.Length} units at {times.Length} times; one of each unit at each time, "
                + $"{(long)units.Length * times.Length}, was expected.");
        }

        for (var i = 0; i < times.Length; i++)
        {
            if (!double.IsFinite(times[i]) || (i > 0 && times[i] <= times[i - 1]))
            {
                throw new HomeostatException(
                    $"Values {i} are of the time {times[i]} s{(i > 0 ? $", after {times[i - 1]} s" : "")}; finite, rising times were "
                    + $"expected.");
            }
        }

        (_units, _times, _values) = (units, times, values);
    }

    /// <summary>Reads a file of traces that <see cref="WriteNpz"/> or NumPy has written.</summary>
    /// <param name="path">The file: arrays <c>units</c> [trace] of int32; <c>times</c> [time] and <c>values</c> [time × trace] of float32 or float64.</param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged, or an array is missing or does not fit.</exception>
    public static StateTraces ReadNpz(string path)
    {
        var archive = new NumericArchive(path);
        return archive.Named(() =>
        {
            var (units, times) = (archive.Integers("units"), archive.Doubles("times"));
            return new StateTraces(units, times, archive.Doubles("values", times.Length, units.Length));
        });
    }

    /// <summary>Writes the arrays <c>units</c>, <c>times</c> and <c>values</c> for <c>numpy.load</c>, atomically.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file could not be written; an earlier file of that name is unchanged.</exception>
    public void WriteNpz(string path) => Npz.Write(path, [
        KeyValuePair.Create("units", NpyArray.Of<int>(_units)),
        KeyValuePair.Create("times", NpyArray.Of<double>(_times)),
        KeyValuePair.Create("values", NpyArray.Of<double>(_values, _times.Length, _units.Length)),
    ]);

    /// <summary>The unit of each trace, [traces].</summary>
    public ReadOnlySpan<int> Units => _units;

    /// <summary>The times of the values in seconds, [times].</summary>
    public ReadOnlySpan<double> Times => _times;

    /// <summary>The values in SI units, [times × traces], row after row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The value of one trace at one time.</summary>
    /// <param name="time">The index of the time.</param>
    /// <param name="trace">The index of the trace.</param>
    public double this[int time, int trace] => _values[(time * _units.Length) + trace];

    /// <summary>The values of one unit, [times].</summary>
    /// <param name="unit">The unit; one of <see cref="Units"/>.</param>
    /// <exception cref="HomeostatException">The unit was not recorded.</exception>
    public double[] Of(int unit)
    {
        var trace = Array.IndexOf(_units, unit);
        if (trace < 0)
        {
            throw new HomeostatException(
                $"The values of unit {unit} were asked for; recorded were {_units.Length} units"
                + (_units.Length == 0 ? "." : $", {string.Join(", ", _units.Take(10))}{(_units.Length > 10 ? ", ..." : "")}."));
        }

        var values = new double[_times.Length];
        for (var time = 0; time < values.Length; time++)
        {
            values[time] = this[time, trace];
        }

        return values;
    }

    /// <summary>The mean over the recorded units, [times].</summary>
    public double[] Mean()
    {
        var means = new double[_times.Length];
        for (var time = 0; time < means.Length; time++)
        {
            foreach (var value in _values.AsSpan(time * _units.Length, _units.Length))
            {
                means[time] += value / _units.Length;
            }
        }

        return means;
    }
}
