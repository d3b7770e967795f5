namespace Homeostat.Tests.Connecting;

public class ConnectivityTests
{
    [Fact]
    public void Dense_has_every_pair_once_and_one_to_one_the_equal_ones()
    {
        using var dense = Built.Of(Connectivity.Dense, 3, 4);
        Assert.Equal(from i in Enumerable.Range(0, 3) from j in Enumerable.Range(0, 4) select (i, j), dense.Pairs);
        using var single = Built.Of(Connectivity.OneToOne, 5, 5);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => (i, i)), single.Pairs);
    }

    [Fact]
    public void Given_pairs_are_kept_with_their_doubles()
    {
        using var built = Built.Of(Connectivity.Pairs([2, 0, 2, 2, 0], [1, 3, 0, 1, 2]), 3, 4);
        Assert.Equal([(0, 2), (0, 3), (2, 0), (2, 1), (2, 1)], built.Pairs);
        Assert.True(built.Rows.HasMultapses);
        using var single = Built.Of(Connectivity.Pairs([2, 0, 2], [1, 3, 0]), 3, 4);
        Assert.False(single.Rows.HasMultapses);
    }

    [Fact]
    public void A_condition_chooses_pairs()
    {
        using var built = Built.Of(Connectivity.Where("abs(i - j) == 1 and j < N_post - 1"), 50, 50);
        var expected =
            from i in Enumerable.Range(0, 50) from j in Enumerable.Range(0, 50) where Math.Abs(i - j) == 1 && j < 49 select (i, j);
        Assert.Equal(expected, built.Pairs);
    }

    [Theory]
    [InlineData(0.003)]
    [InlineData(0.1)]
    [InlineData(0.9)]
    public void The_number_of_pairs_is_as_probable_as_it_should_be(double p)
    {
        using var built = Built.Of(Connectivity.Probability(p), 400, 1000);
        Within(p, 400_000, built.Rows.Count);

        // Any one unit is reached as often as any other, on both ends.
        Assert.All(Enumerable.Range(0, 4), part => Within(p, 100_000, built.Pairs.Count(s => s.Pre % 4 == part)));
        Assert.All(Enumerable.Range(0, 4), part => Within(p, 100_000, built.Pairs.Count(s => s.Post % 4 == part)));
        Assert.Equal(built.Pairs.Distinct().Count(), built.Rows.Count);
    }

    // Five standard deviations: once in two million.
    private static void Within(double p, double n, double found) =>
        Assert.InRange(found, (p * n) - (5 * Math.Sqrt(n * p * (1 - p))), (p * n) + (5 * Math.Sqrt(n * p * (1 - p))));
}
