using CsCheck;

namespace Homeostat.Tests.FreeEnergies;

/// <summary>What was counted is a belief about a likelihood.</summary>
public class DirichletCountsTests
{
    [Theory]
    [InlineData(10, 1, 7.796058)]
    [InlineData(1, 10, -1.548813)]
    public void Reduction_has_the_numbers_of_the_reference(double first, double second, double expected) =>
        Assert.Equal(expected, Counts(first, second).Reduction(prior: Counts(1, 1), reduced: Counts(1, 8)), 5e-7);

    [Fact]
    public void Reduction_is_the_difference_of_evidences() => Gen.Select(Gen.Double[.2, 5].Array[3], Gen.Double[.2, 5].Array[3], Gen.Int[0, 9].Array[3]).Sample((p, r, seen) =>
    {
        // ln p(data | prior) is a product of chances, one observation after the other.
        var posterior = Counts([.. p.Zip(seen, (a, n) => a + n)]);
        Assert.Equal(LogEvidence(p, seen) - LogEvidence(r, seen), posterior.Reduction(Counts(p), Counts(r)), 1e-9);
        var reduced = posterior.Reduced(Counts(p), Counts(r));
        Assert.All(Enumerable.Range(0, 3), o => Assert.Equal(r[o] + seen[o], reduced[o, 0], 1e-12));
    });

    [Fact]
    public void Learning_finds_the_likelihood()
    {
        double[,] truth = { { .7, .1 }, { .2, .3 }, { .1, .6 } };
        var (random, counts) = (new RandomStream(1), new DirichletCounts(new double[,] { { 1, 1 }, { 1, 1 }, { 1, 1 } }));
        for (var n = 0; n < 4000; n++)
        {
            var (state, u) = (n % 2, random.NextDouble());
            var seen = u < truth[0, state] ? 0 : u < truth[0, state] + truth[1, state] ? 1 : 2;
            counts = counts.Observe([seen == 0 ? 1 : 0, seen == 1 ? 1 : 0, seen == 2 ? 1 : 0], [1 - state, state]);
        }

        // Five standard errors of a share of 2,000.
        var mean = counts.Mean;
        Assert.All(Enumerable.Range(0, 6), k => Assert.Equal(truth[k / 2, k % 2], mean[k / 2, k % 2], 5 * Math.Sqrt(.25 / 2000)));
        Assert.Equal(4006, Enumerable.Range(0, 6).Sum(k => counts[k / 2, k % 2]), 1e-9);
    }

    [Fact]
    public void Divergence_is_zero_from_itself_and_grows_with_what_is_learned()
    {
        var prior = Counts(1, 1);
        Assert.Equal(0, prior.Divergence(prior), 1e-14);

        // KL[Beta(2, 1) ‖ Beta(1, 1)] = ∫ 2x ln 2x dx = ln 2 − 1/2.
        Assert.Equal(Math.Log(2) - .5, prior.Observe([1, 0], [1]).Divergence(prior), 1e-12);
    }

    [Fact]
    public void What_is_impossible_stays_impossible_however_much_is_learned()
    {
        var counts = new DirichletCounts(new double[,] { { 1, 0 }, { 0, 1 }, { 1, 1 } });
        for (var n = 0; n < 50; n++)
        {
            counts = counts.Observe([n % 2, 1 - (n % 2), 0], [.6, .4]);
        }

        Assert.Equal((0, 0), (counts.Mean[0, 1], counts.Mean[1, 0]));
        Assert.Equal(1 + (25 * .6), counts[0, 0], 1e-12);
        Assert.Contains("is impossible", Assert.Throws<HomeostatException>(() => counts.Observe([1, 0, 0], [0, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_impossible_outcome_changes_no_comparison() => Gen.Select(Gen.Double[.2, 5].Array[3], Gen.Double[.2, 5].Array[3], Gen.Int[0, 9].Array[3]).Sample((p, r, seen) =>
    {
        double[] q = [.. p.Zip(seen, (a, n) => a + n)];
        Assert.Equal(Counts(q).Reduction(Counts(p), Counts(r)), Counts([0, .. q]).Reduction(Counts([0, .. p]), Counts([0, .. r])), 1e-12);
        Assert.Equal(Counts(q).Divergence(Counts(p)), Counts([.. q, 0]).Divergence(Counts([.. p, 0])), 1e-12);
        Assert.Equal(double.PositiveInfinity, Counts([.. q, 0]).Divergence(Counts([.. p, 1])));

        // A prior that excludes what was never seen is the limit of ever smaller counts; one that excludes what was seen has no chance.
        var (without, nearly) = (Counts([.. r, 0]), Counts([.. r, 1e-9]));
        Assert.Equal(Counts([.. q, 2]).Reduction(Counts([.. p, 2]), nearly), Counts([.. q, 2]).Reduction(Counts([.. p, 2]), without), 1e-6);
        Assert.Equal(double.PositiveInfinity, Counts([.. q, 3]).Reduction(Counts([.. p, 2]), without));
        Assert.Contains("impossible in state 0", Assert.Throws<HomeostatException>(() => Counts([.. q, 0]).Reduction(Counts([.. p, 0]), nearly)).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void What_is_no_count_is_refused()
    {
        Assert.Contains("A Dirichlet count is -1", Assert.Throws<HomeostatException>(() => Counts(1, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("state 0 are 0", Assert.Throws<HomeostatException>(() => Counts(0, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("left with a count of -1", Assert.Throws<HomeostatException>(() => Counts(1, 1).Reduction(Counts(3, 1), Counts(1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be compared", Assert.Throws<HomeostatException>(() => Counts(1, 1).Divergence(Counts(1, 1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("rate above 0", Assert.Throws<HomeostatException>(() => Counts(1, 1).Observe([1, 0], [1], rate: 0)).Message, StringComparison.Ordinal);
    }

    private static double LogEvidence(double[] prior, int[] seen)
    {
        var (counts, sum) = ((double[])prior.Clone(), 0.0);
        for (var outcome = 0; outcome < seen.Length; outcome++)
        {
            for (var n = 0; n < seen[outcome]; n++)
            {
                sum += Math.Log(counts[outcome] / counts.Sum());
                counts[outcome]++;
            }
        }

        return sum;
    }

    private static DirichletCounts Counts(params double[] column)
    {
        var counts = new double[column.Length, 1];
        for (var n = 0; n < column.Length; n++)
        {
            counts[n, 0] = column[n];
        }

        return new DirichletCounts(counts);
    }
}
