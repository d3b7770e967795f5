using CsCheck;

namespace Homeostat.Tests.Evaluation.Survival;

public class LogRankTests
{
    private static readonly Gen<double[]> Ages = Gen.Int[0, 12].Select(n => (double)n).Array[0, 15];
    private static readonly Gen<Lifetimes> Lives = Gen.Select(Ages, Ages).Where((died, alive) => died.Length + alive.Length > 0).Select((died, alive) => new Lifetimes(died, alive));

    [Fact]
    public void Remissions_of_leukemia_differ_as_published()
    {
        // Collett, Modelling Survival Data, and R's survdiff: 9 against 19.25 expected, 21 against 10.75; 16.79 on a degree of freedom.
        var test = LogRankTest.Of(Leukemia.Treated, Leukemia.Placebo);
        Assert.Equal(16.79, test.ChiSquare, .005);
        Assert.Equal(1, test.DegreesOfFreedom);
        Assert.Equal([9, 21], test.Observed);
        Assert.Equal(19.25, test.Expected[0], .005);
        Assert.Equal(10.75, test.Expected[1], .005);
        Assert.Equal(4.17e-5, test.P, 1e-7);
    }

    [Theory]
    [InlineData(3.841458821, 1, .05)]
    [InlineData(6.634896601, 1, .01)]
    [InlineData(5.991464547, 2, .05)]
    [InlineData(11.34486673, 3, .01)]
    [InlineData(37.3248931, 1, 1e-9)]
    [InlineData(1, 0, 1)]
    public void P_is_that_of_the_tables_of_the_chi_square_distribution(double chiSquare, int freedom, double p) =>
        Assert.Equal(1, new LogRankTest(chiSquare, freedom, [], []).P / p, 1e-6);

    [Fact]
    public void Two_groups_are_compared_by_mantels_formula() => Gen.Select(Lives, Lives).Sample((a, b) =>
    {
        var (excess, variance) = (0.0, 0.0);
        foreach (var age in Enumerable.Range(0, 13))
        {
            var (inA, inB) = (Count(a.Died, t => t >= age) + Count(a.Alive, t => t >= age), Count(b.Died, t => t >= age) + Count(b.Alive, t => t >= age));
            var (dead, n) = (Count(a.Died, t => t == age) + Count(b.Died, t => t == age), (double)(inA + inB));
            if (dead > 0)
            {
                excess += Count(a.Died, t => t == age) - (dead * inA / n);
                variance += n > 1 ? dead * inA * inB * (n - dead) / (n * n * (n - 1)) : 0;
            }
        }

        var test = LogRankTest.Of(a, b);
        Assert.Equal(variance > 0 ? excess * excess / variance : 0, test.ChiSquare, 1e-9);
        Assert.Equal(test.Observed.Sum(), test.Expected.Sum(), 1e-9);
        Assert.Equal(test.ChiSquare, LogRankTest.Of(b, a).ChiSquare, 1e-9);

        static int Count(IReadOnlyList<double> ages, Func<double, bool> which) => ages.Count(which);
    });

    [Fact]
    public void The_order_of_groups_does_not_matter_nor_the_unit_of_time() => Gen.Select(Lives, Lives, Lives).Sample((a, b, c) =>
    {
        var test = LogRankTest.Of(a, b, c);
        foreach (var other in new[] { LogRankTest.Of(b, c, a), LogRankTest.Of(c, b, a), LogRankTest.Of(Scaled(a), Scaled(b), Scaled(c)) })
        {
            Assert.Equal(test.ChiSquare, other.ChiSquare, 1e-6 * (1 + test.ChiSquare));
            Assert.Equal(test.DegreesOfFreedom, other.DegreesOfFreedom);
        }

        static Lifetimes Scaled(Lifetimes lives) => new(lives.Died.Select(age => age * 7), lives.Alive.Select(age => age * 7));
    });

    [Fact]
    public void Equal_groups_do_not_differ() => Lives.Sample(lives =>
    {
        Assert.Equal(0, LogRankTest.Of(lives, lives).ChiSquare, 1e-12);
        Assert.Equal(1, LogRankTest.Of(lives, lives, lives).P, 1e-5);
    });

    [Fact]
    public void Groups_that_cannot_be_compared_are_not_told_apart()
    {
        // Nobody dies; and one group is gone before anybody dies.
        Assert.Equal((1.0, 0), (LogRankTest.Of(new([], [5]), new([], [9])).P, LogRankTest.Of(new([], [5]), new([], [9])).DegreesOfFreedom));
        var (a, b) = (new Lifetimes([3, 4, 9], [5]), new Lifetimes([6, 7], [7]));
        Assert.Equal(LogRankTest.Of(a, b).ChiSquare, LogRankTest.Of(a, new Lifetimes([], [1, 2]), b).ChiSquare, 1e-12);
        Assert.Equal(1, LogRankTest.Of(a, new Lifetimes([], [1, 2]), b).DegreesOfFreedom);
        Assert.Contains("1 groups", Assert.Throws<HomeostatException>(() => LogRankTest.Of(a)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_die_alike_are_told_apart_as_often_as_the_p_says()
    {
        // 1000 comparisons of two groups and of three, many ties, many still alive: p falls below .1 in 100 give or take 9.5.
        var random = new RandomStream(8);
        var (two, three, different) = (0, 0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var (a, b, c) = (Draw(40, 10), Draw(60, 10), Draw(30, 10));
            two += LogRankTest.Of(a, b).P < .1 ? 1 : 0;
            three += LogRankTest.Of(a, b, c).P < .1 ? 1 : 0;
            different += LogRankTest.Of(a, Draw(60, 25)).P < .1 ? 1 : 0;
        }

        Assert.InRange(two, 65, 135);
        Assert.InRange(three, 65, 135);
        Assert.InRange(different, 700, 1000);

        Lifetimes Draw(int n, double mean)
        {
            var ages = Enumerable.Range(0, n).Select(_ => Math.Round(-mean * Math.Log(1 - random.NextDouble()))).ToArray();
            return new Lifetimes(ages.Where(age => age <= 15), ages.Where(age => age > 15).Select(_ => 15.0));
        }
    }
}
