namespace Homeostat.Tests.Circuits;

public class CircuitErrorTests
{
    private const string Cell = "dz/dt = (p - z)/(10*ms) : 1\np : 1 (input)";

    [Fact]
    public void Names_that_clash_or_are_not_there_are_named()
    {
        Says("already has a part named 'a'", () => _ = new Circuit("c") { new Population("a", 1, Cell), new Population("a", 2, Cell) });
        Says("has size 0", () => _ = new Circuit("c") { new Population("a", 0, Cell) });
        Says("needs a name of letters", () => _ = new Circuit("c") { new Population("a b", 1, Cell) });
        Says("names the population 'b'", () => _ = new Circuit("c") { new Population("a", 1, Cell), new Projection("a", "b", "w : 1") });
        Says("is one to one, but 'a' has 2 units and 'b' has 3", () => _ = new Circuit("c")
        {
            new Population("a", 2, Cell), new Population("b", 3, Cell),
            new Projection("a", "b", "w : 1") { Connectivity = Connectivity.OneToOne },
        });
        Says("must be a positive time", () => _ = new Circuit("c", 3 * Units.Millivolt));
    }

    [Fact]
    public void What_synapses_may_say_is_checked()
    {
        Says("delivers to an input", () => Projected("w : 1\nq_post = w*z_pre : 1 (summed)"));
        Says("wrong unit", () => Projected("w : volt\np_post = w*z_pre : volt (summed)"));
        Says("sum of products", () => Projected("w : 1\np_post = w*exp(z_pre*z_post) : 1 (summed)"));
        Says("needs more than synapses have", () => Projected("dw/dt = -w/ms : 1", "w += z_post"));
        Says("'mean' does not run over synapses", () => Projected("dw/dt = -w/ms : 1", "w += mean(w)"));
        Says("Unknown name 'z'", () => Projected("w : 1\np_post = w*z : 1 (summed)"));
        Says("varies over the samples of the batch", () => Projected("w : 1", "w += z_pre*z_post"));
        Says("'eta' is (shared), but its value is not one for all", () => Projected("w : 1\neta : 1 (shared)", "eta = w"));
        Says("cannot be assigned here", () => Projected("w : 1", "z_post = 0"));
        Says("(unless refractory) has no meaning at a synapse", () => Projected("dw/dt = -w/ms : 1 (unless refractory)"));
    }

    [Fact]
    public void Schedules_are_checked_against_the_circuit()
    {
        var circuit = new Circuit("c") { new Population("a", 2, Cell), new Population("b", 2, Cell) };
        Says("A clamp names 'a.q', which circuit 'c' does not have", () => Run(circuit, new Clamp("a.q", "image")));
        Says("an input, which projections add up", () => Run(circuit, new Clamp("a.p", "image")));
        Says("names the projection 'x'", () => Run(circuit, new Learn { Projections = ["x"] }));
        Says("-1 steps cannot run", () => Run(circuit, new Settle(-1)));
        var plastic = new Circuit("p")
        {
            new Population("a", 1, Cell), new Population("b", 1, Cell),
            new Projection("a", "b", "w : 1") { OnLearn = "w += mean(z_pre)" },
        };
        Says("cannot drop settled samples", () => Run(plastic, new Settle(2) { Plastic = [], Tolerance = 0.1 }));
        Says("in random order cannot learn", () => Run(plastic, new Settle(2) { Plastic = [], Order = UpdateOrder.Random }));
        Says("nothing to settle", () => Run(circuit, new Clamp("a.z", "image"), new Clamp("b.z", "image"), new Settle(1)));
        using var simulation = new Simulation(circuit, 2);
        var plan = simulation.Compile(new Clamp("a.z", "image"));
        Says("clamps no stream 'label'; it clamps image", () => simulation.Stream(plan, "label"));
        Says("3 samples do not fit a batch of 2", () => simulation.Run(plan, 3));
        Says("does not have", () => _ = simulation["a.nothing"]);
        Says("0 samples", () => _ = new Simulation(circuit, 0));
    }

    [Fact]
    public void Loops_that_no_state_breaks_are_shown()
    {
        const string Instant = "y = tanh(p) : 1\np : 1 (input)\nz : 1";
        const string Send = "w : 1\np_post = w*y_pre : 1 (summed)";
        var circuit = new Circuit("c")
        {
            new Population("a", 2, Instant) { OnSweep = "z = y" }, new Population("b", 2, Instant),
            new Projection("a", "b", Send), new Projection("b", "a", Send),
        };
        Says("a.p -> ", () => Run(circuit, new Sweep()));
        var swept = new Circuit("c")
        {
            new Population("a", 2, Instant) { OnSweep = "z = p" }, new Population("b", 2, Instant) { OnSweep = "z = p" },
            new Projection("a", "b", "w : 1\np_post = w*z_pre : 1 (summed)"),
            new Projection("b", "a", "w : 1\np_post = w*z_pre : 1 (summed)"),
        };
        Says("need each other's result: a -> b -> a", () => Run(swept, new Sweep()));
    }

    [Fact]
    public void Divergence_is_caught_at_its_first_step_with_population_variable_and_cause()
    {
        var circuit = new Circuit("c")
        {
            new Population("calm", 3, "dz/dt = -z/(10*ms) : 1"),
            new Population("wild", 3, "dz/dt = z**3/ms : 1") { Initial = new Dictionary<string, string> { ["z"] = "1 + i" }, Method = "euler" },
        };
        using var simulation = new Simulation(circuit, 2);
        var error = Assert.Throws<DivergenceException>(() => simulation.Run(simulation.Compile(new Settle(50))));
        Assert.Equal(("wild", "z"), (error.Population, error.Variable));
        Assert.InRange(error.Step, 3, 8);
        Assert.Contains("a smaller time step", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_are_not_numbers_are_named_as_the_cause()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 2, "x : 1"),
            new Population("b", 2, Cell),
            new Projection("a", "b", "w : 1\np_post = w*x_pre : 1 (summed)") { Initial = new Dictionary<string, string> { ["w"] = "1" } },
        };
        using var simulation = new Simulation(circuit, 2);
        var plan = simulation.Compile(new Clamp("a.x", "image"), new Settle(3));
        simulation.Stream(plan, "image")[1, 0] = double.NaN;
        var error = Assert.Throws<DivergenceException>(() => simulation.Run(plan));
        Assert.Contains("'a.x' holds a number that is not finite", error.Message, StringComparison.Ordinal);
        Assert.Contains("sample 1", error.Message, StringComparison.Ordinal);
    }

    private static void Projected(string equations, string onLearn = "") => Run(new Circuit("c")
    {
        new Population("a", 2, Cell), new Population("b", 2, Cell), new Projection("a", "b", equations) { OnLearn = onLearn },
    });

    private static void Run(Circuit circuit, params Phase[] schedule)
    {
        using var simulation = new Simulation(circuit, 2);
        simulation.Run(simulation.Compile(schedule));
    }

    private static void Says(string part, Action action)
    {
        var error = Assert.ThrowsAny<HomeostatException>(action);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
