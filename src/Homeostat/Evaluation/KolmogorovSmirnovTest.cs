namespace Homeostat;

/// <summary>
/// The two-sample test of A. Kolmogorov and N. Smirnov: whether two samples, such as the firing rates of the units of two networks, can
/// come from the same distribution.
/// </summary>
/// <remarks>
/// If many numbers are equal, as spike counts often are, <see cref="P"/> is larger than it should be: a small value is still evidence of
/// a difference, but a large value is no proof that the distributions are the same.
/// </remarks>
/// <param name="Distance">The statistic D: the greatest distance between the two cumulative distributions, 0 to 1.</param>
/// <param name="P">The probability of a distance at least as large if both samples come from one distribution. A small value means that they differ.</param>
public sealed record KolmogorovSmirnovTest(double Distance, double P)
{
    // The exact probability needs one step for each pair of numbers. For more pairs than this, the limit is used; its relative error is a few percent.
    private const long MostPairs = 100_000_000;

    /// <summary>Compares two samples.</summary>
    /// <param name="a">The first sample: at least one number, in any order.</param>
    /// <param name="b">The second sample: at least one number, in any order; its size may differ from that of the first.</param>
    /// <exception cref="HomeostatException">A sample is empty or holds a value that is not a number.</exception>
    public static KolmogorovSmirnovTest Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var greatest = GreatestDifference(Sorted(a, "first"), Sorted(b, "second"));
        var pairs = (double)a.Length * b.Length;
        var distance = greatest / pairs;
        var p = pairs <= MostPairs ? Exact(greatest, a.Length, b.Length) : Limit(distance * Math.Sqrt(pairs / (a.Length + b.Length)));
        return new KolmogorovSmirnovTest(distance, p);
    }

    /// <summary>
    /// The probability that the cumulative distributions of two samples, mixed at random, differ by <paramref name="greatest"/>/(m·n) or
    /// more at some number. The numbers, taken in increasing order, make a walk on a grid from (0, 0) to (m, n), and all walks are equally
    /// likely; the result is the probability that the walk leaves a strip around the diagonal (J. Hodges, Arkiv för Matematik 3, 1958).
    /// </summary>
    internal static double Exact(long greatest, int m, int n)
    {
        // The probability to be at (i, j) without having left the strip is computed row by row. The probability of leaving is summed
        // directly, because 1 minus the probability of staying would lose the digits of a small result.
        var staying = new double[n + 1];
        var left = 0.0;
        for (var i = 0; i <= m; i++)
        {
            for (var j = 0; j <= n; j++)
            {
                // At (i, j), m - i and n - j numbers of the two samples remain, and each of these is equally likely to be the next.
                var above = i == 0 ? (j == 0 ? 1 : 0) : staying[j] * (m - i + 1) / (m - i + 1 + n - j);
                var before = j == 0 ? 0 : staying[j - 1] * (n - j + 1) / (m - i + n - j + 1);
                var here = above + before;
                var isOutside = Math.Abs(((long)i * n) - ((long)j * m)) >= greatest;
                left += isOutside ? here : 0;
                staying[j] = isOutside ? 0 : here;
            }
        }

        return Math.Min(left, 1);
    }

    /// <summary>The probability of Kolmogorov's distribution, the limit for large samples (N. Smirnov, Annals of Mathematical Statistics 19, 1948).</summary>
    internal static double Limit(double lambda)
    {
        // Below 0.2 the probability is 1 in double precision, and the sum would need many terms.
        if (lambda < .2)
        {
            return 1;
        }

        var sum = 0.0;
        for (var (k, term) = (1, 1.0); term > 1e-17; k++)
        {
            term = Math.Exp(-2 * k * k * lambda * lambda);
            sum += k % 2 == 1 ? term : -term;
        }

        return Math.Clamp(2 * sum, 0, 1);
    }

    // The distance times m·n, which is a whole number, so that no rounding influences the comparison.
    private static long GreatestDifference(double[] a, double[] b)
    {
        var (i, j, greatest) = (0, 0, 0L);
        while (i < a.Length && j < b.Length)
        {
            var at = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == at)
            {
                i++;
            }

            while (j < b.Length && b[j] == at)
            {
                j++;
            }

            greatest = Math.Max(greatest, Math.Abs(((long)i * b.Length) - ((long)j * a.Length)));
        }

        return greatest;
    }

    private static double[] Sorted(ReadOnlySpan<double> sample, string which)
    {
        var sorted = sample.ToArray();
        Array.Sort(sorted);

        // Values that are not a number are sorted before all numbers.
        return sorted.Length > 0 && !double.IsNaN(sorted[0])
            ? sorted
            : throw new HomeostatException(
                $"The {which} sample {(sorted.Length == 0 ? "is empty" : "holds a value that is not a number")}; at least one number was expected.");
    }
}
