namespace Homeostat.Chips;

/// <summary>The spikes and potentials of a run, by population.</summary>
/// <param name="Spikes">The times of the spikes of each unit in seconds, in ascending order.</param>
/// <param name="Potentials">The potentials of some units in distances from reset to threshold, [times, units].</param>
/// <param name="TimeStep">The time between two potentials in seconds.</param>
internal sealed record Activity(IReadOnlyDictionary<string, double[][]> Spikes, IReadOnlyDictionary<string, double[,]> Potentials, double TimeStep)
{
    /// <summary>The weights of the projections that learn at the end of the run, in the units of the original circuit.</summary>
    public IReadOnlyDictionary<string, double[]> Weights { get; init; } = new Dictionary<string, double[]>();

    /// <summary>The number of spikes that both have: each is paired with the nearest free one of the same unit within the window.</summary>
    public static long Pairs(double[][] a, double[][] b, double window)
    {
        var pairs = 0L;
        for (var unit = 0; unit < a.Length; unit++)
        {
            var (i, j) = (0, 0);
            while (i < a[unit].Length && j < b[unit].Length)
            {
                var apart = a[unit][i] - b[unit][j];
                if (Math.Abs(apart) <= window)
                {
                    (pairs, i, j) = (pairs + 1, i + 1, j + 1);
                }
                else if (apart < 0)
                {
                    i++;
                }
                else
                {
                    j++;
                }
            }
        }

        return pairs;
    }

    /// <summary>Twice the number of pairs divided by the number of all spikes; 1 where there are none.</summary>
    public double Common(Activity other, double window, IEnumerable<string> populations)
    {
        var (pairs, all) = (0L, 0L);
        foreach (var population in populations)
        {
            pairs += Pairs(Spikes[population], other.Spikes[population], window);
            all += Spikes[population].Sum(s => (long)s.Length) + other.Spikes[population].Sum(s => (long)s.Length);
        }

        return all == 0 ? 1 : 2.0 * pairs / all;
    }

    /// <summary>The sum of the squared differences of the potentials at times that both have, and their number.</summary>
    public (double Sum, long Count) Squares(Activity other, string population)
    {
        var (mine, theirs) = (Potentials[population], other.Potentials[population]);
        var (every, sum, count) = (Math.Max(1, (int)Math.Round(other.TimeStep / TimeStep)), 0.0, 0L);
        for (var k = 0; k < theirs.GetLength(0) && k * every < mine.GetLength(0); k++)
        {
            for (var unit = 0; unit < theirs.GetLength(1); unit++)
            {
                var apart = mine[k * every, unit] - theirs[k, unit];
                (sum, count) = (sum + (apart * apart), count + 1);
            }
        }

        return (sum, count);
    }

    /// <summary>The root mean square difference of the potentials.</summary>
    public double Apart(Activity other, IEnumerable<string> populations)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var (s, n) in populations.Select(p => Squares(other, p)))
        {
            (sum, count) = (sum + s, count + n);
        }

        return count == 0 ? 0 : Math.Sqrt(sum / count);
    }
}
