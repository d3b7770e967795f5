
namespace Homeostat.Tests.Equations;

public class IntegratorTests
{
    [Fact]
    public void Exact_solves_a_linear_system_to_rounding()
    {
        // A current that decays and charges a membrane: the textbook alpha-like response, in closed form.
        const double TauM = 20e-3, TauS = 5e-3;
        var simulation = One("""
            dv/dt = (-v + I)/(20*ms) : 1
            dI/dt = -I/(5*ms) : 1
            """, null, 1e-3, new() { ["I"] = "1" });
        var plan = simulation.Compile(new Settle(37));
        simulation.Run(plan);
        const double T = 37e-3;
        var expected = TauS / (TauS - TauM) * (Math.Exp(-T / TauS) - Math.Exp(-T / TauM));
        Assert.Equal(expected, simulation["cell.v"][0, 0], 1e-13);
        Assert.Equal(Math.Exp(-T / TauS), simulation["cell.I"][0, 0], 1e-13);
    }

    [Fact]
    public void Exact_does_not_lose_digits_to_units()
    {
        // 100 Mohm over 10 ms: the current enters with 10¹⁰ V/(A s), a million times what a step is long.
        const double TauM = 10e-3, TauS = 3e-3, Drive = 100e6 * 1e-9, T = 50e-3;
        using var simulation = One("""
            dv/dt = (100*Mohm*I - v)/(10*ms) : volt
            dI/dt = -I/(3*ms) : amp
            """, "exact", 1e-4, new() { ["I"] = "1*nA" });
        simulation.Run(simulation.Compile(new Settle(500)));
        var expected = Drive * TauS / (TauS - TauM) * (Math.Exp(-T / TauS) - Math.Exp(-T / TauM));
        Assert.Equal(expected, simulation["cell.v"][0, 0], 1e-13 * expected);
    }

    [Fact]
    public void Exact_solves_an_equation_with_a_time_constant_per_unit_beside_a_coupled_system()
    {
        using var simulation = new Simulation(
            new Circuit("one", 1 * Units.Millisecond)
            {
                new Population("cell", 3, """
                    dv/dt = (1 - v)/tau : 1
                    tau : second
                    dx/dt = y/(10*ms) : 1
                    dy/dt = -x/(10*ms) : 1
                    """)
                {
                    Method = "exact",
                    Initial = new Dictionary<string, string> { ["tau"] = "5*ms*(i + 1)", ["x"] = "1" },
                },
            },
            options: new SimulationOptions { Type = ElementType.Float64 });
        simulation.Run(simulation.Compile(new Settle(12)));
        for (var unit = 0; unit < 3; unit++)
        {
            Assert.Equal(1 - Math.Exp(-12 / (5.0 * (unit + 1))), simulation["cell.v"][0, unit], 1e-14);
            Assert.Equal(Math.Cos(1.2), simulation["cell.x"][0, unit], 1e-14);
        }
    }

    [Fact]
    public void Exponential_Euler_is_exact_for_one_linear_equation_with_a_coefficient_per_unit()
    {
        var simulation = One("""
            dv/dt = (E - v)*g/ms : 1
            E : 1
            g : 1
            """, null, 1e-3, new() { ["E"] = "2", ["g"] = "0.25" });
        simulation.Run(simulation.Compile(new Settle(8)));
        Assert.Equal(2 * (1 - Math.Exp(-2)), simulation["cell.v"][0, 0], 1e-13);
    }

    [Theory]
    [InlineData("euler", 1)]
    [InlineData("exponential_euler", 1)]
    [InlineData("heun", 2)]
    [InlineData("rk4", 4)]
    public void Converges_with_its_order(string method, int order)
    {
        // dx/dt = y - x, dy/dt = -x·y is smooth and not linear; rk4 with a tiny step is the reference.
        var reference = Solve("rk4", 1024);
        var coarse = Math.Abs(Solve(method, 16) - reference);
        var fine = Math.Abs(Solve(method, 32) - reference);
        Assert.InRange(Math.Log2(coarse / fine), order - 0.35, order + 0.6);

        static double Solve(string method, int steps)
        {
            var simulation = One("""
                dx/dt = (y - x)/second : 1
                dy/dt = -x*y/second : 1
                """, method, 1.0 / steps, new() { ["x"] = "0.2", ["y"] = "1.5" });
            simulation.Run(simulation.Compile(new Settle(steps)));
            return simulation["cell.x"][0, 0];
        }
    }

    [Theory]
    [InlineData("heun", 2)]
    [InlineData("rk4", 4)]
    public void Time_moves_within_the_step(string method, int order)
    {
        // The integral of cos t, by the trapezoidal rule and by Simpson's.
        var (coarse, fine) = (Error(10), Error(20));
        Assert.InRange(Math.Log2(coarse / fine), order - 0.05, order + 0.05);

        double Error(int steps)
        {
            using var simulation = One("dx/dt = cos(t/second)/second : 1", method, 1.0 / steps, []);
            simulation.Run(simulation.Compile(new Settle(steps)));
            return Math.Abs(simulation["cell.x"][0, 0] - Math.Sin(1));
        }
    }

    [Fact]
    public void Euler_Maruyama_gives_the_stationary_variance_of_an_Ornstein_Uhlenbeck_process()
    {
        const int Units = 4000, Steps = 400;
        var circuit = new Circuit("noise")
        {
            new Population("cell", Units, "dx/dt = -x/(10*ms) + sigma*sqrt(2/(10*ms))*xi : 1")
            {
                Constants = new Dictionary<string, Quantity> { ["sigma"] = 0.5 },
            },
        };
        using var simulation = new Simulation(circuit, 2, new SimulationOptions { Seed = 3 });
        simulation.Run(simulation.Compile(new Settle(Steps)));
        var values = simulation["cell.x"].ToArray();
        var mean = values.Average();
        var variance = values.Average(v => (v - mean) * (v - mean));

        // The discrete process has variance σ²/(1 − dt/2τ); the estimate's standard error is √(2/n) of it.
        var expected = 0.25 / (1 - 0.05);
        Assert.InRange(variance, expected * (1 - (5 * Math.Sqrt(2.0 / values.Length))), expected * (1 + (5 * Math.Sqrt(2.0 / values.Length))));
        Assert.InRange(mean, -5 * Math.Sqrt(expected / values.Length), 5 * Math.Sqrt(expected / values.Length));
    }

    [Fact]
    public void A_method_that_does_not_apply_is_refused_with_the_reason()
    {
        var error = Assert.Throws<HomeostatException>(() => One("dx/dt = -x**3/ms : 1", "exact", 1e-4, []));
        Assert.Contains("'exact', which does not apply: dcell.x/dt is not linear in cell.x", error.Message, StringComparison.Ordinal);
        Assert.Contains("euler", Assert.Throws<HomeostatException>(() => One("dx/dt = -x/ms : 1", "eulr", 1e-4, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_that_a_state_scales_is_read_as_Stratonovich_does_unless_a_method_is_given()
    {
        // The mean of dX/dt = mu*X + sigma*X*xi is exp((mu + sigma²/2)·t) in Stratonovich's sense and exp(mu·t) in Itō's; here e and √e after 1 s.
        const int Units = 40_000;
        Assert.Equal(Math.E, Mean(null), 0.05);
        Assert.Equal(Math.E, Mean("heun"), 0.05);
        Assert.Equal(Math.Sqrt(Math.E), Mean("euler"), 0.05);

        static double Mean(string? method)
        {
            var circuit = new Circuit("one", 2e-3 * Homeostat.Units.Second)
            {
                new Population("cell", Units, "dX/dt = 0.5*X/second + X*xi/sqrt(second) : 1")
                {
                    Method = method, Initial = new Dictionary<string, string> { ["X"] = "1" },
                },
            };
            using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
            simulation.Run(simulation.Compile(new Settle(500)));
            return simulation["cell.X"].ToArray().Average();
        }
    }

    private static Simulation One(string equations, string? method, double dt, Dictionary<string, string> initial) => new(
        new Circuit("one", dt * Units.Second) { new Population("cell", 1, equations) { Method = method, Initial = initial } },
        1,
        new SimulationOptions { Type = ElementType.Float64 });
}
