
namespace Homeostat.Tests.Simulations;

/// <summary>
/// Counts drawn by <c>poisson(lambda)</c> against the distribution, with a fixed seed: Pearson's test, and mean and variance
/// within five standard errors.
/// </summary>
public class PoissonTests
{
    // The test itself, or the program of the page, writes numbers into text.
    public PoissonTests() => System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;

    private const int Units = 2000;
    private const int Samples = 100;

    [Theory]
    [InlineData("0.0001")]
    [InlineData("0.3")]
    [InlineData("2")]
    [InlineData("20*kHz*dt")] // 2 a step: the drive of a cell in Brunel's network
    [InlineData("20")]
    [InlineData("45")]
    public void Of_a_known_mean(string mean) => RequirePoisson(mean, ElementType.Float32);

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.7)]
    [InlineData(4.5)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(60)]
    [InlineData(1000)]
    public void Of_a_mean_that_varies(double mean) => RequirePoisson("m", ElementType.Float32, mean);

    [Fact]
    public void In_double_precision()
    {
        RequirePoisson("3", ElementType.Float64);
        RequirePoisson("m", ElementType.Float64, 6);
    }

    [Fact]
    public void No_mean_gives_no_counts()
    {
        Assert.Equal([0], Draw("0", ElementType.Float32, 0).Distinct());
        Assert.Equal([0], Draw("m", ElementType.Float32, 0).Distinct());
        Assert.Equal([0], Draw("m", ElementType.Float32, -2).Distinct());
    }

    [Fact]
    public void Every_call_draws_its_own()
    {
        var circuit = new Circuit("draws") { new Population("a", Units, "x : 1") { OnSweep = "x = poisson(4) - poisson(4)" } };
        using var simulation = new Simulation(circuit);
        simulation.Run(simulation.Compile(new Sweep()));
        var squares = simulation["a.x"].ToArray().Average(x => x * x);
        Assert.InRange(squares, 7, 9);
    }

    [Fact]
    public void Initial_values_may_be_counts()
    {
        var circuit = new Circuit("draws")
        {
            new Population("a", Units, "x : 1") { Initial = new Dictionary<string, string> { ["x"] = "poisson(3) + 0*i" } },
        };
        using var simulation = new Simulation(circuit);
        Assert.InRange(simulation["a.x"].ToArray().Average(), 2.8, 3.2);
        Assert.All(simulation["a.x"].ToArray(), x => Assert.Equal(Math.Round(x), x));
    }

    private static double[] Draw(string mean, ElementType type, double m)
    {
        var circuit = new Circuit("draws", 0.1 * Homeostat.Units.Millisecond)
        {
            new Population("a", Units, "x : 1\nm : 1")
            {
                OnSweep = $"x = poisson({mean})",
                Initial = new Dictionary<string, string> { ["m"] = $"{m:R}" },
            },
        };
        using var simulation = new Simulation(circuit, Samples, new SimulationOptions { Seed = 5, Type = type });
        simulation.Run(simulation.Compile(new Sweep()));
        return simulation["a.x"].ToArray();
    }

    private static void RequirePoisson(string text, ElementType type, double? varying = null)
    {
        var counts = Draw(text, type, varying ?? 0);
        var mean = varying ?? (text == "20*kHz*dt" ? 2 : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        var n = counts.Length;
        var found = counts.Average();
        Assert.InRange(found, mean - (5 * Math.Sqrt(mean / n)), mean + (5 * Math.Sqrt(mean / n)));

        // The variance of the squared deviation is λ + 2λ².
        var variance = counts.Average(count => (count - mean) * (count - mean));
        var error = Math.Sqrt((mean + (2 * mean * mean)) / n);
        Assert.InRange(variance, mean - (5 * error), mean + (5 * error));

        // Classes from the left, each with at least ten expected.
        var (statistic, classes, expected, observed) = (0.0, 0, 0.0, 0);
        var tally = counts.GroupBy(count => count).ToDictionary(group => group.Key, group => group.Count());
        Assert.All(tally.Keys, count => Assert.True(count >= 0 && count == Math.Round(count), $"{count} is no count."));
        var left = (double)n;
        var probability = Math.Exp(-mean);
        var (k, seen) = (0, 0);
        for (var logarithm = -mean; left > 10 || k < mean; k++)
        {
            probability = Math.Exp(logarithm);
            logarithm += Math.Log(mean / (k + 1));
            expected += n * probability;
            observed += tally.GetValueOrDefault(k);
            left -= n * probability;
            seen += tally.GetValueOrDefault(k);
            if (expected >= 10)
            {
                Close();
            }
        }

        (expected, observed) = (expected + left, observed + (n - seen));
        Close();
        var degrees = Math.Max(1, classes - 1);
        var limit = degrees + (5 * Math.Sqrt(2 * degrees)) + 8;
        Assert.True(statistic < limit, $"Chi squared is {statistic:F1} with {degrees} degrees of freedom; below {limit:F1} expected.");

        void Close()
        {
            statistic += (observed - expected) * (observed - expected) / Math.Max(expected, 1);
            (expected, observed) = (0, 0);
            classes++;
        }
    }
}
