using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// Whether groups of lives die alike: N. Mantel's log-rank test (Cancer Chemotherapy Reports 50, 1966). At each death, those at risk are
/// equally likely to be the one, if the groups are the same; how many deaths each group should have had is added up and compared.
/// </summary>
/// <param name="ChiSquare">How far deaths are from what was expected, in the metric of their covariance; 0 for not at all.</param>
/// <param name="DegreesOfFreedom">Groups that had somebody at risk when others died, less one; 0 where there is nothing to compare.</param>
/// <param name="Observed">[group] deaths.</param>
/// <param name="Expected">[group] deaths expected if the groups die alike. Who has more than that lives shorter.</param>
public sealed record LogRankTest(double ChiSquare, int DegreesOfFreedom, IReadOnlyList<int> Observed, IReadOnlyList<double> Expected)
{
    /// <summary>The chance of a statistic at least as large if the groups die alike; the smaller, the less they do.</summary>
    public double P => DegreesOfFreedom == 0 || ChiSquare == 0 ? 1
        : DegreesOfFreedom == 1 ? SpecialFunctions.Erfc(Math.Sqrt(ChiSquare / 2))
        : SpecialFunctions.GammaUpperRegularized(DegreesOfFreedom / 2.0, ChiSquare / 2);

    /// <summary>Compares groups.</summary>
    /// <param name="groups">Two groups or more, not necessarily as many lives each. Ages may be tied.</param>
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

        // The differences add up to 0: one of the groups that were at risk follows from the others. Those were all at risk at the first
        // death that told anything, so their covariance has an inverse.
        int[] compared = [.. Enumerable.Range(0, all.Length).Where(g => covariance[g, g] > 0).Skip(1)];
        if (compared.Length == 0)
        {
            return new LogRankTest(0, 0, observed, expected);
        }

        var difference = Vector<double>.Build.Dense(compared.Length, i => observed[compared[i]] - expected[compared[i]]);
        var matrix = Matrix<double>.Build.Dense(compared.Length, compared.Length, (i, j) => covariance[compared[i], compared[j]]);
        return new LogRankTest(difference * matrix.Cholesky().Solve(difference), compared.Length, observed, expected);
    }

    // The deaths of an age are a draw without replacement from those at risk: mean and covariance of the hypergeometric distribution.
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
