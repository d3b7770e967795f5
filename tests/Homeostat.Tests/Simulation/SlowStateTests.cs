namespace Homeostat.Tests.Simulations;

/// <summary>States that a step changes by less than float32 can hold.</summary>
public class SlowStateTests
{
    [Theory]
    [InlineData(0.5, 1e4, 1000)]
    [InlineData(0.1, 1e4, 100)]
    [InlineData(0.1, 1e3, 100)]
    [InlineData(0.1, 1e2, 50)]
    [InlineData(0.1, 10, 10)]
    public void An_adaptation_over_hours_decays_in_float32_as_the_solution_does(double dt, double tau, double seconds)
    {
        var circuit = new Circuit("slow", dt * Units.Millisecond)
        {
            new Population("G", 1, "dtheta/dt = -theta/tau : volt") { Constants = new Dictionary<string, Quantity> { ["tau"] = tau * Units.Second }, Initial = new Dictionary<string, string> { ["theta"] = "20*mV" } },
        };
        using var simulation = new Simulation(circuit);
        simulation.Run(seconds * Units.Second);
        var lost = 1 - Math.Exp(-seconds / tau);
        Assert.Equal(lost, 1 - (simulation["G.theta"][0, 0] / 20e-3), lost * 1e-3);
    }

    [Theory]
    [InlineData("exact")]
    [InlineData("exponential_euler")]
    [InlineData("euler")]
    public void A_time_constant_of_each_unit_and_a_slow_synapse_are_right_in_float32(string method)
    {
        var slow = new Dictionary<string, string> { ["x"] = "1", ["tau"] = "10000*second" };
        var circuit = new Circuit("slow", 1 * Units.Millisecond)
        {
            new Population("G", 2, "dx/dt = (0.5 - x)/tau : 1\ntau : second") { Method = method, Initial = slow },
            new Projection("G", "G", "dx/dt = (0.5 - x)/tau : 1 (clock-driven)\ntau : second\ndy/dt = 1 : second (clock-driven)")
            {
                Name = "p", Method = method, Initial = slow, Connectivity = Connectivity.OneToOne,
            },
        };
        using var simulation = new Simulation(circuit);
        simulation.Run(100 * Units.Second);
        var lost = 0.5 * (1 - Math.Exp(-0.01));
        Assert.Equal(lost, 1 - simulation["G.x"][0, 1], lost * 1e-3);
        Assert.Equal(lost, 1 - simulation.Synapses("p").Get("x")[1], lost * 1e-3);
        Assert.Equal(100, simulation.Synapses("p").Get("y")[1], 1e-4);
    }

    [Theory]
    [InlineData("exact")]
    [InlineData("exponential_euler")]
    [InlineData("euler")]
    [InlineData("heun")]
    [InlineData("rk4")]
    public void A_timer_and_a_slow_spiral_are_right_in_float32_with_every_method(string method)
    {
        var circuit = new Circuit("timer", 0.1 * Units.Millisecond)
        {
            new Population("G", 1, """
                dage/dt = 1 : second
                dx/dt = y/second : 1
                dy/dt = (-0.5*x - 0.1*y)/second : 1
                """) { Method = method, Initial = new Dictionary<string, string> { ["x"] = "1", ["y"] = "0.5" } },
        };
        using var simulation = new Simulation(circuit);
        simulation.Run(10 * Units.Second);
        Assert.Equal(10, simulation["G.age"][0, 0], 1e-5);
        var (sigma, omega) = (-0.05, Math.Sqrt(0.5 - 0.0025));
        var x = Math.Exp(sigma * 10) * (Math.Cos(omega * 10) + ((0.5 - sigma) / omega * Math.Sin(omega * 10)));
        Assert.Equal(x, simulation["G.x"][0, 0], method.EndsWith("euler", StringComparison.Ordinal) ? 1e-3 : 2e-6);
    }

    [Fact]
    public void What_rounding_has_lost_is_saved_with_the_state_and_forgotten_by_a_reset()
    {
        var circuit = new Circuit("slow", 0.1 * Units.Millisecond)
        {
            new Population("G", 40, "dv/dt = (1 + i)/(3*second) : 1\ndw/dt = (v - w)/(100*second) : 1 (unless refractory)")
            {
                Threshold = "v > 1 + 0.01*i", Reset = "v = 0; w += 0.1", Refractory = "2*ms",
            },
        };
        using var whole = new Simulation(circuit);
        whole.Run(2.5 * Units.Second);
        using var first = new Simulation(circuit);
        first.Run(1.2345 * Units.Second);
        using var second = first.Fork();
        second.Run(1.2655 * Units.Second);
        foreach (var (name, matrix) in whole.State)
        {
            Assert.Equal(matrix.ToArray(), second[name].ToArray());
        }

        Assert.Contains(whole["G.v.lost"].ToArray(), lost => lost != 0);

        // After the reset nothing is left of the former value.
        var fired = Array.FindIndex(whole["G.spikes"].ToArray(), s => s == 1);
        while (fired < 0)
        {
            whole.Run(0.1 * Units.Millisecond);
            fired = Array.FindIndex(whole["G.spikes"].ToArray(), s => s == 1);
        }

        Assert.Equal(0, whole["G.v.lost"][0, fired]);
        Assert.Equal(0, whole["G.v"][0, fired]);
    }
}
