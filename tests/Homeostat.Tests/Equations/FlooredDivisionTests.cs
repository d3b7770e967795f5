using CsCheck;

namespace Homeostat.Tests.Equations;

public class FlooredDivisionTests
{
    [Theory]
    [InlineData(ElementType.Float64)]
    [InlineData(ElementType.Float32)]
    public void Remainders_and_quotients_are_those_of_NumPy_next_to_multiples_too(ElementType type)
    {
        var circuit = new Circuit("c") { new Population("p", 1, "x, y : 1\nr = x % y : 1\nq = x // y : 1") };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = type });
        var plan = simulation.Compile(new Probe("p.r"), new Probe("p.q"));
        Gen.Select(Gen.Int[-200, 200], Gen.Double[0.01, 3], Gen.Int[-3, 3], Gen.Bool).Sample((n, size, ulps, isNegative) =>
        {
            // A multiple as it is rounded, or a few numbers further.
            double y = Number(isNegative ? -size : size), x = Number(n * y);
            for (var k = 0; k < Math.Abs(ulps) && n != 0; k++)
            {
                x = type == ElementType.Float64 ? (ulps < 0 ? Math.BitDecrement(x) : Math.BitIncrement(x)) : ulps < 0 ? MathF.BitDecrement((float)x) : MathF.BitIncrement((float)x);
            }

            (simulation["p.x"][0, 0], simulation["p.y"][0, 0]) = (x, y);
            simulation.Changed("p.x");
            simulation.Changed("p.y");
            simulation.Run(plan);

            // numpy.remainder: fmod, which is exact, moved to the sign of the divisor.
            var expected = x % y;
            if (expected != 0 && expected < 0 != y < 0)
            {
                expected = Number(expected + y);
            }

            Assert.Equal(expected, simulation["p.r"][0, 0]);
            Assert.Equal(Math.Floor(((x - expected) / y) + 0.5), simulation["p.q"][0, 0]);

            double Number(double value) => type == ElementType.Float64 ? value : (float)value;
        }, iter: 2000, threads: 1);
    }

    [Fact]
    public void A_duty_cycle_of_time_holds_for_its_part_of_the_steps()
    {
        // C#'s remainder of positive numbers is exact, as NumPy's is.
        var circuit = new Circuit("c", 0.1 * Units.Millisecond) { new Population("p", 1, "on : 1") { OnStep = "on += int(t % (50*ms) < 20*ms)" } };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        simulation.Run(10 * Units.Second);
        var steps = Enumerable.Range(0, 100_000).Count(k => k * 0.0001 % 0.05 < 0.02);
        Assert.Equal(steps, simulation["p.on"][0, 0]);
    }

    /// <summary>numpy.remainder and numpy.floor_divide of these numbers.</summary>
    [Theory]
    [InlineData(-1e-30, 1, 1, -1)]
    [InlineData(1e-30, -0.5, -0.5, -1)]
    [InlineData(-72.0, 9.8e24, 9.8e24, -1)]
    [InlineData(6, double.PositiveInfinity, 6, 0)]
    [InlineData(-6, double.NegativeInfinity, -6, 0)]
    public void Numbers_much_smaller_than_the_divisor_are_rounded_as_in_NumPy(double x, double y, double remainder, double quotient)
    {
        var circuit = new Circuit("c") { new Population("p", 1, "x, y : 1\nr = x % y : 1\nq = x // y : 1") };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        (simulation["p.x"][0, 0], simulation["p.y"][0, 0]) = (x, y);
        simulation.Changed("p.x");
        simulation.Changed("p.y");
        simulation.Run(simulation.Compile(new Probe("p.r"), new Probe("p.q")));
        Assert.Equal((remainder, quotient), (simulation["p.r"][0, 0], simulation["p.q"][0, 0]));
    }

    [Fact]
    public void Of_constants_it_is_worked_out_at_once()
    {
        var factory = new NodeFactory();
        Assert.Equal("2", NodeValues.Parse(factory, "-7 % 3").ToString());
        Assert.Equal("-3", NodeValues.Parse(factory, "-7 // 3").ToString());
    }
}
