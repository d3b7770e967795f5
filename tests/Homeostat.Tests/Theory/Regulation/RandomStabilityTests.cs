using CsCheck;

namespace Homeostat.Tests.Regulation;

/// <summary>The more units are coupled at random, the less likely they come to rest.</summary>
public class RandomStabilityTests
{
    [Theory]
    [InlineData(2, 50_000, 0.2526, null)]
    [InlineData(3, 50_000, 0.1030, null)]
    [InlineData(4, 50_000, 0.0384, null)]
    [InlineData(5, 60_000, 0.0116, null)]
    [InlineData(6, 60_000, 0.0032, null)]
    [InlineData(4, 20_000, 0.863, -1.0)]
    [InlineData(6, 20_000, 0.627, -1.0)]
    [InlineData(10, 12_000, 0.140, -1.0)]
    public void The_chance_is_that_of_the_reference(int units, int draws, double expected, double? selfFeedback)
    {
        var (chance, error) = RandomStability.Estimate(units, draws, seed: 1, selfFeedback);
        Assert.Equal(Math.Sqrt(expected * (1 - expected) / draws), error, 0.2 * error);
        Assert.Equal(expected, chance, 4 * error);
    }

    [Fact]
    public void Two_units_are_stable_where_their_trace_is_negative_and_their_determinant_positive() =>
        Gen.Double[-1, 1].Array[4].Sample(a =>
        {
            var (trace, determinant) = (a[0] + a[3], (a[0] * a[3]) - (a[1] * a[2]));
            var isMarginal = Math.Abs(trace) < 1e-9 || Math.Abs(determinant) < 1e-9;
            Assert.True(isMarginal || RandomStability.IsStable(new[,] { { a[0], a[1] }, { a[2], a[3] } }) == (trace < 0 && determinant > 0));
        });

    [Fact]
    public void Trials_until_all_couplings_are_right_are_geometric()
    {
        var random = new RandomStream(7);
        double[] trials = [.. Enumerable.Range(0, 1000).Select(_ => (double)RandomStability.Trials(4, random))];
        const double P = 0.0384;
        var (mean, deviation) = (trials.Average(), Math.Sqrt(trials.Average(t => t * t) - (trials.Average() * trials.Average())));
        Assert.Equal(26, mean, 4 * 26 / Math.Sqrt(1000));
        Assert.Equal(Math.Sqrt(1 - P) / P, deviation, 4.0);

        // Without memory: having searched for 26 trials in vain, one has as far to go as at first.
        Assert.Equal(mean, trials.Where(t => t > 26).Average(t => t - 26), 4 * 26 / Math.Sqrt(360));
    }

    [Fact]
    public void What_has_no_stability_is_refused()
    {
        Assert.Contains("square", Assert.Throws<HomeostatException>(() => RandomStability.IsStable(new double[2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("finite", Assert.Throws<HomeostatException>(() => RandomStability.IsStable(new[,] { { double.NaN } })).Message, StringComparison.Ordinal);
        Assert.Contains("0 draws", Assert.Throws<HomeostatException>(() => RandomStability.Estimate(2, 0, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Couplings of -1 units", Assert.Throws<HomeostatException>(() => RandomStability.Draw(-1, new RandomStream(1))).Message, StringComparison.Ordinal);
        Assert.Contains("None of 3", Assert.Throws<HomeostatException>(() => RandomStability.Trials(30, new RandomStream(1), 3)).Message, StringComparison.Ordinal);
    }
}
