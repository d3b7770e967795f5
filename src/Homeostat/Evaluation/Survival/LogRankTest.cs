using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// The log-rank test of N. Mantel (Cancer Chemotherapy Reports 50, 1966): whether groups of lives have the same survival curve. If they do,
/// each life at risk is equally likely to be the one that ends at a death. The test sums the expected deaths of each group and compares them
/// with the observed deaths.
/// </summary>
/// <param name="ChiSquare">The statistic χ²: the squared distance of observed from expected deaths in the metric of their covariance, 0 or more.</param>
/// <param name="DegreesOfFreedom">The number of groups with lives at risk when lives of other groups ended, minus one; 0 if no groups can be compared.</param>
/// <param name="Observed">The number of deaths in each group, [groups].</param>
/// <param name="Expected">The expected number of deaths in each group if all groups have the same survival curve, [groups]. A group with more deaths than expected has shorter lives.</param>
public sealed record LogRankTest(double ChiSquare, int DegreesOfFreedom, IReadOnlyList<int> Observed, IReadOnlyList<double> Expected)
{
    /// <summary>The p-value: the probability of a statistic at least as large if all groups have the same survival curve.</summary>
    public double P => DegreesOfFreedom == 0 || ChiSquare == 0 ? 1
        : DegreesOfFreedom == 1 ? SpecialFunctions.Erfc(Math.Sqrt(ChiSquare / 2))
        : SpecialFunctions.GammaUpperRegularized(DegreesOfFreedom / 2.0, ChiSquare / 2);

    /// <summary>Compares groups.</summary>
    /// <param name="groups">The groups, at least two. They may have different numbers of lives, and ages may be equal.</param>
    /// <exception cref="HomeostatException">There are fewer than two groups.</exception>
    public static LogRankTest Of(params ReadOnlySpan<Lifetimes> groups)
    {
        if (groups.Length < 2)
        {
            throw new HomeostatException($"{groups.Length} groups of lives were given; at least 2 were expected, to be compared.");
        }

        var all = groups.ToArray();
        var expected = new double[all.Length];
        var covariance = new double[all.Length, all.Length];
        foreach (var age in all.SelectMany(lives => lives.Died).Distinct().Order())
        {
            Add(expected, covariance, Array.ConvertAll(all, lives => lives.AtRisk(age)), all.Sum(lives => lives.Died.Count(died => died == age)));
        }

        int[] observed = [.. all.Select(lives => lives.Died.Count)];

        // The differences sum to 0, so that of one group follows from the others. All remaining groups had lives at risk at the first death
        // that distinguishes groups, so their covariance has an inverse.
        int[] compared = [.. Enumerable.Range(0, all.Length).Where(g => covariance[g, g] > 0).Skip(1)];
        if (compared.Length == 0)
        {
            return new LogRankTest(0, 0, observed, expected);
        }

        var difference = Vector<double>.Build.Dense(compared.Length, i => observed[compared[i]] - expected[compared[i]]);
        var matrix = Matrix<double>.Build.Dense(compared.Length, compared.Length, (i, j) => covariance[compared[i], compared[j]]);
        return new LogRankTest(difference * matrix.Cholesky().Solve(difference), compared.Length, observed, expected);
    }

    // The deaths at an age are a draw without replacement from the lives at risk; mean and covariance are those of the hypergeometric distribution.
    private static void Add(double[] expected, double[,] covariance, int[] atRisk, int deaths)
    {
        var n = (double)atRisk.Sum();
        var spread = n > 1 ? deaths * (n - deaths) / (n - 1) : 0;
        for (var i = 0; i < atRisk.Length; i++)
        {
            expected[i] += deaths * atRisk[i] / n;
            for (var j = 0; j < atRisk.Length; j++)
            {
                covariance[i, j] += spread * atRisk[i] / n * ((i == j ? 1 : 0) - (atRisk[j] / n));
            }
        }
    }
}
