using CsCheck;

namespace Homeostat.Tests.Learners;

/// <summary>Walks from cause to cause.</summary>
public sealed class CauseWalkTests
{
    private static readonly Gen<(double[] From, double[] To)> Ends =
        Gen.Int[1, 6].SelectMany(units => Gen.Select(Gen.Double[-3, 3].Array[units], Gen.Double[-3, 3].Array[units]));

    [Fact]
    public void Every_walk_leads_from_end_to_end() => Ends.Sample(ends =>
    {
        var memory = GaussianMixture.Fit(Rows([ends.From, ends.To, [.. ends.From.Select(x => x + 1)], [.. ends.To.Select(x => x - 2)]]), new() { Components = 2, Ridge = 0.1 });
        foreach (var walk in (double[][,])[CauseWalk.Linear(ends.From, ends.To, 7), CauseWalk.Spherical(ends.From, ends.To, 7), CauseWalk.Through(memory, ends.From, ends.To, 7)])
        {
            Assert.Equal(7, walk.GetLength(0));
            for (var unit = 0; unit < ends.From.Length; unit++)
            {
                Assert.Equal(ends.From[unit], walk[0, unit], 1e-12);
                Assert.Equal(ends.To[unit], walk[6, unit], 1e-12);
            }
        }
    });

    [Fact]
    public void A_linear_walk_mixes_causes_in_proportion() => Ends.Sample(ends =>
    {
        var walk = CauseWalk.Linear(ends.From, ends.To, 5);
        Assert.All(Enumerable.Range(0, 5), step => Assert.Equal(((4 - step) * ends.From[0] / 4) + (step * ends.To[0] / 4), walk[step, 0], 1e-12));
    });

    [Fact]
    public void A_spherical_walk_turns_evenly_and_its_length_changes_in_proportion() => Ends.Where(ends => ends.From.Length > 1 && Cosine(ends.From, ends.To) is > -0.99 and < 0.99).Sample(ends =>
    {
        var walk = CauseWalk.Spherical(ends.From, ends.To, 5);
        var angle = Math.Acos(Cosine(ends.From, ends.To));
        for (var step = 0; step < 5; step++)
        {
            var cause = Row(walk, step);
            Assert.Equal(step * angle / 4, Math.Acos(Math.Clamp(Cosine(ends.From, cause), -1, 1)), 1e-6);
            Assert.Equal(double.Lerp(Norm(ends.From), Norm(ends.To), step / 4.0), Norm(cause), 1e-9);
        }
    });

    [Fact]
    public void A_spherical_walk_from_zero_or_to_the_opposite_is_straight()
    {
        Assert.Equal(CauseWalk.Linear([0, 0], [1, 2], 4), CauseWalk.Spherical([0, 0], [1, 2], 4));
        Assert.Equal(CauseWalk.Linear([1, 2], [-1, -2], 4), CauseWalk.Spherical([1, 2], [-1, -2], 4));
    }

    [Fact]
    public void A_walk_through_the_memory_goes_around_what_was_never_seen()
    {
        // Causes on the upper half of a circle: between its ends nothing was seen.
        var random = new RandomStream(3, 0);
        var memory = GaussianMixture.Fit(
            Rows([.. Enumerable.Range(0, 600).Select(n => (double[])[Math.Cos(Math.PI * n / 599) + (0.05 * random.NextNormal()), Math.Sin(Math.PI * n / 599) + (0.05 * random.NextNormal())])]),
            new() { Components = 8, Ridge = 1e-4 });
        var walk = CauseWalk.Through(memory, [1, 0], [-1, 0], 41);
        Assert.All(Enumerable.Range(0, 41), step => Assert.InRange(Norm(Row(walk, step)), 0.8, 1.15));
        Assert.True(memory.LogDensity(walk).Min() > memory.LogDensity(CauseWalk.Linear([1, 0], [-1, 0], 41)).Min() + 3);
        var strides = Enumerable.Range(0, 40).Select(step => Norm([.. Row(walk, step).Zip(Row(walk, step + 1), (a, b) => a - b)])).ToArray();
        Assert.InRange(strides.Min() / strides.Max(), 0.9, 1);

        // With one component around both ends the straight way is the shortest.
        var whole = GaussianMixture.Fit(Rows([[-2, 0], [2, 0.1], [0, -2], [0, 2]]), new() { Ridge = 0.1 });
        Assert.Equal(0, CauseWalk.Through(whole, [1, 1], [-1, 1], 3)[1, 0], 1e-9);
        Assert.Equal(1, CauseWalk.Through(whole, [1, 1], [-1, 1], 3)[1, 1], 1e-9);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var memory = GaussianMixture.Fit(Rows([[0, 0], [1, 1], [0, 1]]), new() { Ridge = 0.1 });
        Assert.StartsWith("A walk leads from one cause to another of as many units; causes of 2 and 3", Assert.Throws<HomeostatException>(() => CauseWalk.Linear([0, 0], [1, 1, 1], 5)).Message, StringComparison.Ordinal);
        Assert.Contains("the memory is of causes of 2", Assert.Throws<HomeostatException>(() => CauseWalk.Through(memory, [0, 0, 0], [1, 1, 1], 5)).Message, StringComparison.Ordinal);
        var episodes = GaussianMixture.Kernels(Rows([.. Enumerable.Range(0, 501).Select(n => (double[])[n, n % 7])]), 0.1);
        Assert.Contains("501 are too many", Assert.Throws<HomeostatException>(() => CauseWalk.Through(episodes, [0, 0], [1, 1], 5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => CauseWalk.Spherical([0, 0], [1, 1], 1));
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    private static double Cosine(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum() / (Norm(a) * Norm(b));

    private static double[] Row(double[,] rows, int row) => [.. Enumerable.Range(0, rows.GetLength(1)).Select(column => rows[row, column])];

    private static double[,] Rows(double[][] rows)
    {
        var matrix = new double[rows.Length, rows[0].Length];
        for (var n = 0; n < matrix.Length; n++)
        {
            matrix[n / rows[0].Length, n % rows[0].Length] = rows[n / rows[0].Length][n % rows[0].Length];
        }

        return matrix;
    }
}
