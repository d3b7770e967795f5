namespace Homeostat.Tests.Evaluation.Spikes;

/// <summary>Spikes whose statistics are known.</summary>
internal static class Trains
{
    /// <summary>Units that fire at random, each at the same rate, whatever went before.</summary>
    public static SpikeTrains Poisson(int units, double rate, double duration, ulong seed)
    {
        var random = new RandomStream(seed);
        var spikes = new List<(double Time, int Unit)>();
        for (var unit = 0; unit < units; unit++)
        {
            for (var time = Wait(); time < duration; time += Wait())
            {
                spikes.Add((time, unit));
            }
        }

        return Of(units, duration, spikes);

        double Wait() => -Math.Log(1 - random.NextDouble()) / rate;
    }

    /// <summary>Spikes in any order.</summary>
    public static SpikeTrains Of(int units, double duration, IEnumerable<(double Time, int Unit)> spikes)
    {
        var sorted = spikes.Order().ToArray();
        return new SpikeTrains(units, 0, duration, [.. sorted.Select(s => s.Unit)], [.. sorted.Select(s => s.Time)]);
    }

    /// <summary>One unit, in steps of 0.1 ms.</summary>
    public static SpikeTrains OfSteps(double duration, params int[] steps) => Of(1, duration, steps.Select(step => (step * 1e-4, 0)));

    /// <summary>The same spikes with each time changed; the window too.</summary>
    public static SpikeTrains Map(this SpikeTrains trains, Func<double, double> time) => new(
        trains.Units, time(trains.Start), time(trains.End), trains.Unit.ToArray(), Array.ConvertAll(trains.Times.ToArray(), t => time(t)));
}
