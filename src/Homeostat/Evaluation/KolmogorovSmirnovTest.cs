namespace Homeostat;

/// <summary>
/// Whether two samples can be of the same distribution, such as the rates of the units of two networks: the two-sample test of
/// A. Kolmogorov and N. Smirnov.
/// </summary>
/// <remarks>
/// Numbers that are equal, as spike counts often are, make the test say "the same" more readily than it should: a small
/// <see cref="P"/> can be trusted, a large one is no proof.
/// </remarks>
/// <param name="Distance">D, the greatest distance between the two cumulative distributions, 0 to 1.</param>
/// <param name="P">The chance of a distance at least as large if both are of one distribution; the smaller, the less they agree.</param>
public sealed record KolmogorovSmirnovTest(double Distance, double P)
{
    // The exact chance takes as many steps as there are pairs of numbers. Beyond these the limit is right to a few percent of itself.
    private const long MostPairs = 100_000_000;

    /// <summary>Compares two samples.</summary>
    /// <param name="a">Numbers in any order, at least one.</param>
    /// <param name="b">Numbers in any order, at least one; not necessarily as many.</param>
    /// <exception cref="HomeostatException">A sample is empty or holds what is not a number.</exception>
    public static KolmogorovSmirnovTest Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var greatest = GreatestDifference(Sorted(a, "first"), Sorted(b, "second"));
        var pairs = (double)a.Length * b.Length;
        var distance = greatest / pairs;
        var p = pairs <= MostPairs ? Exact(greatest, a.Length, b.Length) : Limit(distance * Math.Sqrt(pairs / (a.Length + b.Length)));
        return new KolmogorovSmirnovTest(distance, p);
    }

    /// <summary>
    /// The chance that numbers mixed at random differ by <paramref name="greatest"/>/(m·n) or more somewhere. Taken one by one in
    /// order, they make a walk on a grid from (0, 0) to (m, n), every way equally likely; it is the chance to leave a strip around
    /// the diagonal (J. Hodges, Arkiv för Matematik 3, 1958).
    /// </summary>
    internal static double Exact(long greatest, int m, int n)
    {
        // The chance to be at (i, j) without having left, row by row. What leaves is added up where it does, so that a small
        // chance is not found as one less almost one.
        var staying = new double[n + 1];
        var left = 0.0;
        for (var i = 0; i <= m; i++)
        {
            for (var j = 0; j <= n; j++)
            {
                // At (i, j), m - i and n - j are still to come, and each of these is as likely to be next.
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

    /// <summary>Kolmogorov's distribution, which is the limit for large samples (N. Smirnov, Annals of Mathematical Statistics 19, 1948).</summary>
    internal static double Limit(double lambda)
    {
        // Below .2 it is 1 to the last digit, and the sum long.
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

    // m·n times the distance: a whole number, so that no rounding decides what is farther.
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

        // What is not a number sorts before all others.
        return sorted.Length > 0 && !double.IsNaN(sorted[0])
            ? sorted
            : throw new HomeostatException(
                $"The {which} sample {(sorted.Length == 0 ? "is empty" : "holds what is not a number")}; at least one number was expected.");
    }
}
