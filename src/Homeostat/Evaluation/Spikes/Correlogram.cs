namespace Homeostat;

/// <summary>A correlogram: the number of pairs of spikes of two units at each time lag.</summary>
/// <param name="Lags">The middle of each bin in seconds, [bins]; at a lag below 0 the second unit fired first.</param>
/// <param name="Counts">The number of pairs of spikes in each bin, [bins].</param>
/// <param name="Expected">The expected number of pairs in each bin, [bins], for two independent units with the same constant rates.</param>
public sealed record Correlogram(double[] Lags, long[] Counts, double[] Expected);

/// <summary>The correlation of the spikes of two units.</summary>
public static class SpikeCorrelation
{
    /// <summary>
    /// The cross-correlogram of two units (D. Perkel, G. Gerstein, G. Moore, Biophysical Journal 7, 1967, part II): a histogram of
    /// the lags from each spike of the first to each spike of the second. Of a unit and itself it is the auto-correlogram, in
    /// which a spike is not paired with itself.
    /// </summary>
    /// <remarks>
    /// Bins lie around whole multiples of their width. Where spikes fall on whole time steps, make a bin an odd number of steps
    /// wide; lags that fall on an edge count for the bin farther from 0.
    /// </remarks>
    /// <param name="trains">The spikes.</param>
    /// <param name="first">The unit from whose spikes lags are measured.</param>
    /// <param name="second">The unit to whose spikes lags are measured.</param>
    /// <param name="bin">The width of a bin in seconds.</param>
    /// <param name="reach">The longest lag in seconds. The result has as many whole bins as fit into it on both sides of the bin around 0.</param>
    /// <exception cref="HomeostatException">There is no such unit, or the width or the longest lag is out of range.</exception>
    public static Correlogram CrossCorrelogram(this SpikeTrains trains, int first, int second, double bin, double reach)
    {
        ArgumentNullException.ThrowIfNull(trains);
        if (!(bin > 0) || !(reach >= bin) || !(reach < trains.Duration))
        {
            throw new HomeostatException(
                $"A correlogram of bins of {bin} s up to lags of {reach} s was asked for; a bin above 0 and lags from one bin to less "
                + $"than the {trains.Duration} s recorded were expected.");
        }

        // As for other bins, a millionth of one makes up for rounding errors of times that are whole steps.
        const double Slack = 1e-6;
        var side = (int)((reach / bin) + Slack);
        var counts = new long[(2 * side) + 1];
        var from = trains.Of(first);
        var to = trains.Of(second);
        var begin = 0;
        for (var i = 0; i < from.Length; i++)
        {
            while (begin < to.Length && Place(to[begin] - from[i]) < -side)
            {
                begin++;
            }

            for (var j = begin; j < to.Length && Place(to[j] - from[i]) is var place && place <= side; j++)
            {
                counts[side + (int)place] += first == second && i == j ? 0 : 1;
            }
        }

        // The longer the lag, the shorter the time in which both ends of it were recorded.
        var lags = Enumerable.Range(-side, counts.Length).Select(k => k * bin).ToArray();
        var pairs = (double)from.Length * (first == second ? from.Length - 1 : to.Length);
        var expected = lags.Select(lag => pairs * bin * (trains.Duration - Math.Abs(lag)) / (trains.Duration * trains.Duration));
        return new Correlogram(lags, counts, [.. expected]);

        double Place(double lag) => Math.CopySign(Math.Floor((Math.Abs(lag) / bin) + .5 + Slack), lag);
    }
}
