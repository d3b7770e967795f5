using CsCheck;

namespace Homeostat.Tests.Evaluation;

public class SampleTests
{
    // The sleep data of Student 1908, as R's t.test(extra ~ group, data = sleep) compares them: t = -1.8608, df = 17.776, p = 0.07939.
    private static readonly double[] First = [.7, -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8, 0, 2];
    private static readonly double[] Second = [1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void Welch_gives_students_sleep_the_published_p()
    {
        var test = WelchTest.Of(First, Second);
        Assert.Equal(-1.58, test.Difference, 1e-9);
        Assert.Equal(-1.8608, test.Z, 1e-4);
        Assert.Equal(17.776, test.DegreesOfFreedom, 1e-3);
        Assert.Equal(.07939, test.P, 1e-5);
    }

    [Theory]
    [InlineData(1, 12.7062047)]
    [InlineData(2, 4.30265273)]
    [InlineData(10, 2.22813885)]
    [InlineData(30, 2.04227246)]
    public void Five_percent_lie_beyond_the_tables_of_students_distribution(double freedom, double z) =>
        Assert.Equal(.05, new WelchTest(z, 1, freedom).P, 1e-8);

    // Whole hundredths: among numbers some 1e-90 apart a shift by one would leave nothing of the difference.
    private static readonly Gen<double[]> Numbers = Gen.Int[-300, 300].Select(n => n / 100.0).Array[2, 8];

    [Fact]
    public void Welch_is_even_handed_and_knows_no_scale() => Gen.Select(Numbers, Numbers, Gen.Double[.1, 9]).Sample((a, b, scale) =>
    {
        var (forth, back) = (WelchTest.Of(a, b), WelchTest.Of(b, a));
        Assert.Equal(forth.P, back.P, 1e-9);
        Assert.Equal(forth.Z, -back.Z, 1e-9);
        Assert.Equal(forth.P, WelchTest.Of(Array.ConvertAll(a, x => scale * (x + 1)), Array.ConvertAll(b, x => scale * (x + 1))).P, 1e-6);
        Assert.InRange(forth.P, 0, 1);
    });

    [Fact]
    public void Numbers_that_are_all_the_same_have_no_deviation() => Gen.Select(Gen.Double[-1e9, 1e9], Gen.Int[2, 1000]).Sample((x, count) =>
        Assert.Equal(new SampleSummary(x, 0, count), SampleSummary.Of([.. Enumerable.Repeat(x, count)])));

    [Fact]
    public void Samples_that_do_not_vary_agree_only_if_equal()
    {
        Assert.Equal((1, 0), (WelchTest.Of([2, 2], [2, 2, 2]).P, WelchTest.Of([2, 2], [2, 2, 2]).Z));
        Assert.Equal((0, double.PositiveInfinity), (WelchTest.Of([3, 3], [2, 2, 2]).P, WelchTest.Of([3, 3], [2, 2, 2]).Z));
        Assert.Throws<HomeostatException>(() => WelchTest.Of([3], [2, 2, 2]));
        Assert.Contains("second", Assert.Throws<HomeostatException>(() => WelchTest.Of([1, 2], [2, double.NaN])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_distributions_are_told_apart_as_often_as_the_p_says()
    {
        // Of 2000 comparisons of samples of one distribution, the chance that p falls below .1 is .1: 200 give or take 13.
        var random = new RandomStream(6);
        var (welch, kolmogorov) = (0, 0);
        for (var i = 0; i < 2000; i++)
        {
            var (a, b) = (Normal(20), Normal(30));
            welch += WelchTest.Of(a, b).P < .1 ? 1 : 0;
            kolmogorov += KolmogorovSmirnovTest.Of(a, b).P < .1 ? 1 : 0;
        }

        Assert.InRange(welch, 150, 250);
        Assert.InRange(kolmogorov, 120, 230);

        double[] Normal(int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];
    }

    [Fact]
    public void The_exact_chance_is_that_of_all_orders_counted_one_by_one()
    {
        foreach (var (m, n) in new[] { (1, 1), (1, 4), (2, 2), (3, 3), (3, 5), (5, 3), (4, 6), (6, 6) })
        {
            var orders = Enumerable.Range(0, 1 << (m + n)).Where(order => int.PopCount(order) == m).Select(order => Greatest(order, m, n)).ToArray();
            foreach (var greatest in orders.Distinct())
            {
                Assert.Equal(orders.Count(g => g >= greatest) / (double)orders.Length, KolmogorovSmirnovTest.Exact(greatest, m, n), 1e-12);
            }
        }

        static long Greatest(int order, int m, int n)
        {
            var (i, j, greatest) = (0, 0, 0);
            for (var k = 0; k < m + n; k++)
            {
                (i, j) = (order >> k & 1) == 1 ? (i + 1, j) : (i, j + 1);
                greatest = Math.Max(greatest, Math.Abs((i * n) - (j * m)));
            }

            return greatest;
        }
    }

    [Theory]
    [InlineData(1.2238479, .10)]
    [InlineData(1.3580986, .05)]
    [InlineData(1.6276236, .01)]
    [InlineData(.8275736, .50)]
    [InlineData(.1, 1)]
    public void The_limit_has_the_quantiles_of_kolmogorovs_tables(double lambda, double p) =>
        Assert.Equal(p, KolmogorovSmirnovTest.Limit(lambda), 1e-6);

    [Fact]
    public void The_exact_chance_comes_near_the_limit_for_large_samples()
    {
        foreach (var lambda in new[] { .8, 1.2, 1.6 })
        {
            const int M = 3001, N = 2000;
            var greatest = (long)Math.Round(lambda * Math.Sqrt((double)M * N * (M + N)));
            Assert.Equal(1, KolmogorovSmirnovTest.Exact(greatest, M, N) / KolmogorovSmirnovTest.Limit(lambda), .06);
        }
    }

    [Fact]
    public void The_distance_is_the_greatest_between_the_cumulative_distributions() => Gen.Select(Gen.Int[0, 6].Array[1, 12], Gen.Int[0, 6].Array[1, 12]).Sample((a, b) =>
    {
        var expected = Enumerable.Range(0, 7).Max(x => Math.Abs((a.Count(v => v <= x) / (double)a.Length) - (b.Count(v => v <= x) / (double)b.Length)));
        var test = KolmogorovSmirnovTest.Of(Array.ConvertAll(a, x => (double)x), Array.ConvertAll(b, x => (double)x));
        Assert.Equal(expected, test.Distance, 1e-12);
        Assert.Equal(test, KolmogorovSmirnovTest.Of(Array.ConvertAll(b, x => 3.0 + (2 * x)), Array.ConvertAll(a, x => 3.0 + (2 * x))) with { P = test.P });
    });

    [Fact]
    public void Distributions_that_differ_are_told_apart()
    {
        var random = new RandomStream(7);
        double[] a = [.. Enumerable.Range(0, 200).Select(_ => random.NextNormal())];
        Assert.True(KolmogorovSmirnovTest.Of(a, Array.ConvertAll(a, x => x + 1)).P < 1e-6);
        Assert.True(KolmogorovSmirnovTest.Of(a, Array.ConvertAll(a, x => 3 * x)).P < 1e-4);
        Assert.Equal(new KolmogorovSmirnovTest(0, 1), KolmogorovSmirnovTest.Of(a, a));
        Assert.Equal(.1, KolmogorovSmirnovTest.Of([1, 2, 3], [4, 5, 6]).P, 1e-12);

        // All of one before all of the other: two of the C(60, 30) orders.
        Assert.Equal(1, KolmogorovSmirnovTest.Exact(900, 30, 30) * 118264581564861424 / 2, 1e-9);
        Assert.Throws<HomeostatException>(() => KolmogorovSmirnovTest.Of([], [1]));
        Assert.Throws<HomeostatException>(() => KolmogorovSmirnovTest.Of([1], [1, double.NaN]));
    }
}
