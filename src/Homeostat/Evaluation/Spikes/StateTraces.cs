namespace Homeostat;

/// <summary>A variable of some units of a population, as it went over time.</summary>
public sealed class StateTraces
{
    private readonly int[] _units;
    private readonly double[] _times;
    private readonly double[] _values;

    /// <summary>Values as they were recorded.</summary>
    /// <param name="units">[trace] which units were recorded.</param>
    /// <param name="times">[time] when, in seconds, rising. Kept, not copied.</param>
    /// <param name="values">[time × trace] the variable, in SI units, all traces of a time one after the other. Kept, not copied.</param>
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

    /// <summary>Reads what <see cref="WriteNpz"/> or NumPy has written.</summary>
    /// <param name="path">The file: arrays <c>units</c> [trace] of int32; <c>times</c> [time] and <c>values</c> [time × trace] of float32 or float64.</param>
    /// <exception cref="HomeostatException">The file is not there or damaged, or an array is missing or does not fit.</exception>
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
    /// <param name="path">The file.</param>
    /// <exception cref="HomeostatException">The file could not be written; one that was there is as it was.</exception>
    public void WriteNpz(string path) => Npz.Write(path, [
        KeyValuePair.Create("units", NpyArray.Of<int>(_units)),
        KeyValuePair.Create("times", NpyArray.Of<double>(_times)),
        KeyValuePair.Create("values", NpyArray.Of<double>(_values, _times.Length, _units.Length)),
    ]);

    /// <summary>[trace] which unit each trace is of.</summary>
    public ReadOnlySpan<int> Units => _units;

    /// <summary>[time] when values were recorded, in seconds.</summary>
    public ReadOnlySpan<double> Times => _times;

    /// <summary>[time × trace] the values in SI units, all traces of a time one after the other.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>A value.</summary>
    /// <param name="time">The index of the time.</param>
    /// <param name="trace">The index of the trace.</param>
    public double this[int time, int trace] => _values[(time * _units.Length) + trace];

    /// <summary>[time] the values of one unit.</summary>
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

    /// <summary>[time] the mean over the units recorded.</summary>
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
