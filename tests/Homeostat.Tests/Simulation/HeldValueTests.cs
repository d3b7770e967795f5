namespace Homeostat.Tests.Simulations;

/// <summary>Values flagged (constant over dt).</summary>
public class HeldValueTests
{
    [Theory]
    [InlineData("I = randn() : 1 (constant over dt)", "", "")]
    [InlineData("I = randn() : 1 (constant over dt)", "v > 1000", "")]
    [InlineData("I = randn() : 1 (constant over dt)", "", "v += 0")]
    [InlineData("I = (i + 1)*(v + 1) : 1 (constant over dt)", "", "")]
    [InlineData("I = (i + 1)*(v + 1) : 1 (constant over dt)", "v > 1000", "")]
    [InlineData("I = signal(t) : 1 (constant over dt)", "v > 1000", "")]
    [InlineData("k = 2*signal(t) : 1 (constant over dt)\nI = k - rand() : 1 (constant over dt)", "", "")]
    public void What_is_recorded_is_what_moved_the_state(string line, string threshold, string onStep)
    {
        foreach (var record in new[] { true, false })
        {
            var circuit = new Circuit("n", 0.1 * Units.Millisecond)
            {
                new Population("G", 3, "dv/dt = I/ms : 1\n" + line)
                {
                    Method = "euler",
                    Threshold = threshold,
                    Reset = threshold == "" ? "" : "v = 0",
                    OnStep = onStep,
                    Signals = new Dictionary<string, TimedArray> { ["signal"] = new TimedArray([1, 2], 1 * Units.Millisecond) },
                },
            };
            using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
            var (v, held) = (simulation.Record("G.v"), record ? simulation.Record("G.I") : null);
            simulation.Run(2 * Units.Millisecond);
            var before = v.Of(1);
            Assert.NotEqual(before[0], before[19]);
            Assert.All(Enumerable.Range(0, held is null ? 0 : 19), k => Assert.Equal(before[k + 1] - before[k], 0.1 * held!.Of(1)[k], 1e-12));
        }
    }

    [Fact]
    public void It_is_held_while_the_state_moves_within_the_step_also_where_nothing_fires()
    {
        // With rk4, a sub-expression that is not held follows x within the step.
        Assert.Equal(0.9, After("I = -x : 1 (constant over dt)"), 1e-15);
        Assert.Equal(Math.Exp(-0.1), After("I = -x : 1"), 1e-6);

        static double After(string line)
        {
            var circuit = new Circuit("h", 0.1 * Units.Millisecond) { new Population("G", 1, $"dx/dt = I/ms : 1\n{line}") { Method = "rk4", Initial = new Dictionary<string, string> { ["x"] = "1" } } };
            using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
            simulation.Run(simulation.Compile(new Settle(1)));
            return simulation["G.x"][0, 0];
        }
    }
}
