using System.Numerics;

namespace Homeostat.Tests.Networks;

/// <summary>What a regulator can make by itself, it removes; of all else it leaves what the transfer function says.</summary>
public class InternalModelTests
{
    private const double Gain = 2, Frequency = 3;

    public static TheoryData<string, string, double> Pairs() => new()
    {
        { "none", "1", 0 }, { "none", "sin(3*t/second)", 3 },
        { "integrator", "1", 0 }, { "integrator", "sin(3*t/second)", 3 },
        { "resonator", "1", 0 }, { "resonator", "sin(3*t/second)", 3 }, { "resonator", "sin(2*t/second)", 2 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void It_leaves_what_it_has_no_model_of(string inside, string disturbance, double frequency)
    {
        var model = inside switch { "none" => InternalModel.None, "integrator" => InternalModel.Integrator, _ => InternalModel.Resonator(Frequency) };
        using var simulation = new Simulation(model.Against(disturbance, Gain), 1, new SimulationOptions { Type = ElementType.Float64, Workers = new Workers(1) });
        simulation.Run(simulation.Compile(new Settle(180_000)));
        var (step, left) = (simulation.Compile(new Settle(1)), 0.0);
        for (var n = 0; n < 4000; n++)
        {
            simulation.Run(step);
            left = Math.Max(left, Math.Abs(simulation["plant.x"][0, 0]));
        }

        // x = d/(s + 1 + C(s)), C being what the regulator does to the error.
        var s = new Complex(0, frequency);
        var c = inside switch
        {
            "none" => Gain,
            "integrator" => s == 0 ? double.PositiveInfinity : Gain * (1 + (1 / s)),
            _ => frequency == Frequency ? double.PositiveInfinity : Gain * (1 + (s / ((s * s) + (Frequency * Frequency)))),
        };
        var expected = double.IsFinite(c.Real) ? Complex.Abs(1 / (s + 1 + c)) : 0;
        Assert.Equal(expected, left, expected == 0 ? 1e-9 : 0.01 * expected);
    }

    [Fact]
    public void Numbers_that_regulate_nothing_are_refused()
    {
        Assert.Contains("does not oscillate", Assert.Throws<HomeostatException>(() => InternalModel.Resonator(0)).Message, StringComparison.Ordinal);
        Assert.Contains("gain of -1", Assert.Throws<HomeostatException>(() => InternalModel.None.Against("1", gain: -1)).Message, StringComparison.Ordinal);
    }
}
