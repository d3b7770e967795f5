using System.Diagnostics;

namespace Homeostat.Benchmarks;

/// <summary>Repeated measurements of one quantity, collected over the rounds of a run.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Min => _values.Min();

    public double Median
    {
        get
        {
            var sorted = _values.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public double Max => _values.Max();

    /// <summary>A single measurement.</summary>
    public static Samples Of(double value)
    {
        var samples = new Samples();
        samples.Add(value);
        return samples;
    }

    /// <summary>The same measurements in another unit.</summary>
    public static Samples operator *(Samples samples, double factor)
    {
        var scaled = new Samples();
        scaled.AddRange(samples._values.Select(value => value * factor));
        return scaled;
    }

    public void Add(double value) => _values.Add(value);

    public void AddRange(IEnumerable<double> values) => _values.AddRange(values);

    /// <summary>The times of a repeated call, in seconds; calls too short for the clock are timed several at once.</summary>
    /// <param name="call">The call to time; it is called once before, to warm up.</param>
    /// <param name="seconds">The duration of the measurement, in seconds.</param>
    public static List<double> Time(Action call, double seconds)
    {
        const double Shortest = 0.5e-3;
        call();
        var together = 1;
        while (Once(call, together) * together < Shortest)
        {
            together *= 2;
        }

        var times = new List<double>();
        var start = Stopwatch.GetTimestamp();
        while (times.Count == 0 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            times.Add(Once(call, together));
        }

        return times;
    }

    private static double Once(Action call, int together)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < together; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / together;
    }
}
