namespace Homeostat.Tests.Simulations;

public class RareEventTests
{
    // A million units for some hundred steps; the counts are within four standard deviations.
    [Theory]
    [InlineData("int(rand() < 1e-7)", 1e-7, 1000)]
    [InlineData("int(rand() < 2e-8)", 2e-8, 2000)]
    [InlineData("int(rand() < 1e-4)", 1e-4, 20)]
    [InlineData("poisson(1e-7)", 1e-7, 1000)]
    [InlineData("poisson(level)", 1e-7, 1000)]
    [InlineData("poisson(level)", 1e-6, 100)]
    [InlineData("poisson(level)", 1e-3, 10)]
    [InlineData("poisson(level)", 3, 1)]
    public void Rare_events_are_as_rare_as_they_should_be_in_float32(string value, double probability, int steps)
    {
        const int N = 1_000_000;
        var circuit = new Circuit("rare", 0.1 * Units.Millisecond)
        {
            new Population("G", N, "n : 1\nlevel : 1") { OnStep = $"n += {value}", Initial = new Dictionary<string, string> { ["level"] = FormattableString.Invariant($"{probability}") } },
        };
        using var simulation = new Simulation(circuit);
        simulation.Run(simulation.Compile(new Settle(steps)));
        var expected = N * steps * probability;
        Assert.Equal(expected, simulation["G.n"].ToArray().Sum(), 4 * Math.Sqrt(expected));
    }
}
