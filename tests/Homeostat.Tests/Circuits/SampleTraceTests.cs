namespace Homeostat.Tests.Circuits;

/// <summary>Variables that a synapse has for each sample of a batch.</summary>
public sealed class SampleTraceTests
{
    private static readonly SimulationOptions Double = new() { Type = ElementType.Float64 };

    [Fact]
    public void A_trace_of_each_sample_is_kept_by_itself_and_then_summed()
    {
        using var simulation = new Simulation(Traced(), 2, Double);
        var plan = simulation.Compile(new Clamp("a.x", "x"), new Clamp("b.y", "y"), new Learn());
        Put(simulation.Stream(plan, "x"), [1, 2, 10, 20]);
        Put(simulation.Stream(plan, "y"), [1, 3]);
        simulation.Run(plan);

        // [sample, pre]: y·x, then twice that: half of the old trace and y·x again, 1.5·y·x.
        Assert.Equal([1, 2, 30, 60], simulation["a_to_b.e"].ToArray());
        simulation.Run(plan);
        Assert.Equal([1.5, 3, 45, 90], simulation["a_to_b.e"].ToArray());

        // The mean over samples of y times the trace, of the second run.
        Assert.Equal([((1 * 1.5) + (3 * 45)) / 2, ((1 * 3) + (3 * 90.0)) / 2], simulation["a_to_b.g"].ToArray());

        // A run of the first sample alone leaves the trace of the other.
        simulation.Run(plan, 1);
        Assert.Equal([1.75, 3.5, 45, 90], simulation["a_to_b.e"].ToArray());
        simulation.Run(simulation.Compile(new Set("a_to_b.e")));
        Assert.Equal(new double[4], simulation["a_to_b.e"].ToArray());
    }

    [Fact]
    public void It_costs_what_its_samples_and_synapses_cost()
    {
        using var simulation = new Simulation(Traced(), 2, Double);
        var plan = simulation.Compile(new Learn());
        Assert.Equal(10 * plan.CostOf(1).Operations, plan.CostOf(10).Operations, 0.2 * plan.CostOf(10).Operations);
        Assert.Equal(2 + 1 + 2, plan.ValuesPerSample);
        Assert.Contains("every sample", plan.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("e : 1 (per sample)\nw : 1\nd_post = e*x_pre : 1 (summed)", "", "is learned from, and cannot be delivered")]
    [InlineData("e : 1 (per sample)\nw : 1", "w += e", "variables flagged (per sample), into mean(...)")]
    [InlineData("e : 1 (per sample)\nw : 1", "e = sum_pre(w)*x_pre", "cannot contain one")]
    [InlineData("e : 1 (per sample, shared)\nw : 1", "", "cannot be shared")]
    [InlineData("w : 1 (per sample, weight)", "", "can have no role")]
    public void What_cannot_be_is_refused(string equations, string onLearn, string message)
    {
        var circuit = new Circuit("c") { new Population("a", 2, "x : 1"), new Population("b", 1, "y : 1\nd : 1 (input)"), new Projection("a", "b", equations) { OnLearn = onLearn } };
        Assert.Contains(message, Assert.ThrowsAny<HomeostatException>(() => new Simulation(circuit)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_full_matrices_that_begin_with_zeros_have_them()
    {
        string Refused(Projection projection) => Assert.ThrowsAny<HomeostatException>(() => new Simulation(
            new Circuit("c") { new Population("a", 2, "x : 1"), new Population("b", 2, "y : 1"), projection })).Message;
        Assert.Contains("not stored as a full matrix", Refused(new Projection("a", "b", "e : 1 (per sample)") { Connectivity = Connectivity.OneToOne }), StringComparison.Ordinal);
        Assert.Contains("stored as rows", Refused(new Projection("a", "b", "e : 1 (per sample)") { Connectivity = Connectivity.Where("i != j") }), StringComparison.Ordinal);
        Assert.Contains("can be removed and grown again", Refused(new Projection("a", "b", "e : 1 (per sample)\nlives : 1 (existence)")), StringComparison.Ordinal);
        Assert.Contains("begins with 0", Refused(new Projection("a", "b", "e : 1 (per sample)") { Initial = new Dictionary<string, string> { ["e"] = "1" } }), StringComparison.Ordinal);
        var population = new Circuit("c") { new Population("a", 2, "x : 1 (per sample)") };
        Assert.Contains("in any case", Assert.ThrowsAny<HomeostatException>(() => new Simulation(population)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_optimizer_can_take_its_step_alone_after_the_time_points()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 1, "x : 1"),
            new Population("b", 1, "y : 1"),
            Synapse.Learning("a", "b", "", "mean(y_post*x_pre)", Optimizer.Sgd(0.1), "1"),
        };
        using var simulation = new Simulation(circuit, 1, Double);
        var plan = simulation.Compile(new Set("b.y", 2), new Over(3, new Clamp("a.x", "x"), new Learn { Update = false }), new Learn { Gradient = false });
        Put(simulation.Stream(plan, "x"), [1, 2, 4]);
        simulation.Run(plan);
        Assert.Equal(14, simulation["a_to_b.g"][0, 0]);
        Assert.Equal(1 - 1.4, simulation["a_to_b.w"][0, 0], 1e-12);
        Assert.Contains("no phase before it has kept one", Assert.Throws<HomeostatException>(() => simulation.Compile(new Learn { Gradient = false })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_time_points_are_kept_one_after_the_other()
    {
        var circuit = new Circuit("c") { new Population("a", 2, "x : 1\nsquare = x**2 : 1"), new Population("all", 6, "y : 1") };
        using var simulation = new Simulation(circuit, 2, Double);
        var plan = simulation.Compile(new Over(3, new Clamp("a.x", "x"), new Keep("a.square", "all.y")));
        double[] given = [.. Enumerable.Range(0, 12).Select(n => (double)n)];
        Put(simulation.Stream(plan, "x"), given);
        simulation.Run(plan);
        Assert.Equal(given.Select(x => x * x), simulation["all.y"].ToArray());
        string Refused(params Phase[] phases) => Assert.Throws<HomeostatException>(() => simulation.Compile(phases)).Message;
        Assert.Contains("outside of a loop over time points", Refused(new Keep("a.x", "all.y")), StringComparison.Ordinal);
        Assert.Contains("has 8 values over 4 time points, but 'all.y', which keeps them, has 6 units", Refused(new Over(4, new Keep("a.x", "all.y"))), StringComparison.Ordinal);
        Assert.Contains("no population of circuit 'c' has", Refused(new Over(3, new Keep("a.z", "all.y"))), StringComparison.Ordinal);
    }

    private static Circuit Traced() => new("c")
    {
        new Population("a", 2, "x : 1"),
        new Population("b", 1, "y : 1"),
        new Projection("a", "b", "e : 1 (per sample)\ng : 1") { OnLearn = "e = 0.5*e + y_post*x_pre\ng = mean(y_post*e)" },
    };

    private static void Put(Matrix matrix, double[] values) => matrix.CopyFrom(values);
}
