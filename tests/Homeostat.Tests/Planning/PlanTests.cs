
namespace Homeostat.Tests.Plans;

public class PlanTests
{
    [Theory]
    [InlineData(UpdateOrder.Together)]
    [InlineData(UpdateOrder.Random)]
    public void No_steps_leave_nothing_taken_for_known(UpdateOrder order)
    {
        // The derivative needs y, the sweep after it too: settling for no step must not count y as computed.
        var circuit = new Circuit("c")
        {
            new Population("a", 2, "x : 1") { Initial = new Dictionary<string, string> { ["x"] = "3" } },
            new Population("b", 2, "dz/dt = (y - z)/ms : 1\ny = 2*p : 1\np : 1 (input)\nseen : 1") { OnSweep = "seen = y" },
            new Projection("a", "b", "w : 1\np_post = w*x_pre : 1 (summed)") { Initial = new Dictionary<string, string> { ["w"] = "1" } },
        };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        simulation.Run(simulation.Compile(new Settle(0) { Order = order }, new Sweep()));
        Assert.Equal(12, simulation["b.seen"][0, 0]);
        Assert.Equal(0, simulation["b.z"][0, 0]);
    }

    [Fact]
    public void Sums_of_values_alike_for_all_units_count_the_units_of_their_own_population()
    {
        // The slope of Σ (x − 3·mean(x)) is 1 − 3 for any number of units.
        const string Model = "x : 1\nf = x - 3*mean(x) : 1\nslope = diff(f, x) : 1\nseen : 1";
        var circuit = new Circuit("c")
        {
            new Population("few", 4, Model) { OnSweep = "seen = slope" },
            new Population("many", 9, Model) { OnSweep = "seen = slope" },
        };
        using var simulation = new Simulation(circuit, 2, new SimulationOptions { Type = ElementType.Float64 });
        simulation.Run(simulation.Compile(new Sweep()));
        Assert.Equal(-2, simulation["few.seen"][1, 3], 1e-12);
        Assert.Equal(-2, simulation["many.seen"][1, 8], 1e-12);
    }

    [Fact]
    public void Samples_whose_states_move_alike_are_dropped_by_how_far_they_move()
    {
        var circuit = new Circuit("c")
        {
            new Population("few", 3, "dz/dt = 1/ms : 1") { Method = "euler" },
            new Population("many", 7, "dz/dt = 1/ms : 1") { Method = "euler" },
        };
        using var simulation = new Simulation(circuit, 2, new SimulationOptions { Type = ElementType.Float64 });
        simulation.Run(simulation.Compile(new Settle(5) { Tolerance = 0.99 }));
        Assert.Equal(5, simulation["many.z"][1, 6], 1e-12);
        simulation.Run(simulation.Compile(new Settle(5) { Tolerance = 1.01 }));
        Assert.Equal(6, simulation["few.z"][0, 2], 1e-12);
    }
}
