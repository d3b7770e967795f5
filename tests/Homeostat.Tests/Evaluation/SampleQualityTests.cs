using CsCheck;

namespace Homeostat.Tests.Evaluation;

/// <summary>Comparisons of generated samples with real ones.</summary>
public class SampleQualityTests
{
    [Fact]
    public void The_Frechet_distance_of_a_shifted_set_is_the_squared_shift_and_that_of_a_scaled_one_follows_from_its_deviations()
    {
        var samples = Drawn(40, 3, 1);
        Assert.Equal(0, SampleQuality.FrechetDistance(samples, samples), 1e-9);
        double[] shift = [0.5, -2, 1];
        Assert.Equal(0.25 + 4 + 1, SampleQuality.FrechetDistance(samples, Changed(samples, (x, column) => x + shift[column])), 1e-9);

        // With one feature: the squared difference of the means plus that of the deviations.
        var single = Drawn(30, 1, 2);
        var summary = SampleSummary.Of([.. single.Cast<double>()]);
        var expected = Math.Pow(2 * summary.Mean, 2) + Math.Pow(2 * summary.Deviation, 2);
        Assert.Equal(expected, SampleQuality.FrechetDistance(single, Changed(single, (x, _) => 3 * x)), 1e-9);
    }

    [Fact]
    public void The_Frechet_distance_does_not_depend_on_rotation_or_order()
    {
        var (a, b) = (Drawn(50, 2, 3), Changed(Drawn(60, 2, 4), (x, column) => (x * (column + 1)) + 1));
        var distance = SampleQuality.FrechetDistance(a, b);
        Assert.Equal(distance, SampleQuality.FrechetDistance(b, a), 1e-9 * distance);
        Assert.Equal(distance, SampleQuality.FrechetDistance(Rotated(a), Rotated(b)), 1e-9 * distance);
        Assert.True(distance > 1);
    }

    [Fact]
    public void Samples_are_among_others_within_the_reach_of_their_neighbors()
    {
        // On a line: the second neighbors of 0, 1, 2 and 10 are at distances 2, 1, 2 and 9.
        double[,] others = { { 0 }, { 1 }, { 2 }, { 10 } };
        Assert.Equal(0.75, SampleQuality.FractionAmong(new double[,] { { -2 }, { 3.9 }, { 18 }, { -2.5 } }, others, k: 2));
        Assert.Equal(0, SampleQuality.FractionAmong(new double[,] { { 20 }, { -3 } }, others, k: 2));
        Assert.Equal(1, SampleQuality.FractionAmong(others, others, k: 1));
    }

    [Fact]
    public void Distances_are_those_by_hand()
    {
        double[,] points = { { 0, 0 }, { 3, 4 }, { 0, 8 } };
        Assert.Equal((5 + 8 + 5) / 3.0, SampleQuality.MeanDistance(points), 1e-12);
        Assert.Equal((1 + 2) / 2.0, SampleQuality.NearestDistance(new double[,] { { 0, 1 }, { 3, 6 } }, points), 1e-12);
    }

    [Fact]
    public void The_area_under_the_curve_is_the_share_of_pairs_in_the_right_order()
    {
        var values = Gen.Int[0, 6].Select(x => (double)x).Array[1, 12];
        Gen.Select(values, values).Sample((larger, smaller) =>
        {
            var pairs = larger.SelectMany(_ => smaller, (x, y) => x > y ? 1 : x == y ? 0.5 : 0).Average();
            Assert.Equal(pairs, Metrics.AreaUnderCurve(larger, smaller), 1e-12);
        });
        Assert.Throws<ArgumentException>(() => Metrics.AreaUnderCurve([], [1]));
    }

    [Fact]
    public void Sets_that_do_not_fit_are_refused()
    {
        Assert.Contains("3 and 2 features", Assert.Throws<HomeostatException>(() => SampleQuality.FrechetDistance(new double[4, 3], new double[4, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("1 samples in a set", Assert.Throws<HomeostatException>(() => SampleQuality.FrechetDistance(new double[1, 2], new double[4, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("more than 3 samples", Assert.Throws<HomeostatException>(() => SampleQuality.FractionAmong(new double[4, 2], new double[3, 2])).Message, StringComparison.Ordinal);
    }

    private static double[,] Drawn(int count, int width, int seed)
    {
        var (random, rows) = (new Random(seed), new double[count, width]);
        for (var n = 0; n < rows.Length; n++)
        {
            rows[n / width, n % width] = random.NextDouble() + random.NextDouble() - 1;
        }

        return rows;
    }

    private static double[,] Changed(double[,] rows, Func<double, int, double> change)
    {
        var changed = new double[rows.GetLength(0), rows.GetLength(1)];
        for (var n = 0; n < rows.Length; n++)
        {
            changed[n / rows.GetLength(1), n % rows.GetLength(1)] = change(rows[n / rows.GetLength(1), n % rows.GetLength(1)], n % rows.GetLength(1));
        }

        return changed;
    }

    private static double[,] Rotated(double[,] rows)
    {
        var (cos, sin, turned) = (Math.Cos(0.7), Math.Sin(0.7), new double[rows.GetLength(0), 2]);
        for (var row = 0; row < rows.GetLength(0); row++)
        {
            (turned[row, 0], turned[row, 1]) = ((cos * rows[row, 0]) - (sin * rows[row, 1]), (sin * rows[row, 0]) + (cos * rows[row, 1]));
        }

        return turned;
    }
}
