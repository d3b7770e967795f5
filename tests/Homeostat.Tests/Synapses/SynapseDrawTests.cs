namespace Homeostat.Tests.Synapses;

/// <summary>Random numbers that are drawn for each synapse when it learns.</summary>
public sealed class SynapseDrawTests
{
    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Each_synapse_draws_anew_in_each_learning_phase_with_the_right_mean_and_variance(ElementType type)
    {
        using var simulation = Create(type);
        var plan = simulation.Compile(new Learn());
        simulation.Run(plan);
        var (uniform, normal) = (simulation["a_to_b.u"].ToArray(), simulation["a_to_b.n"].ToArray());
        simulation.Run(plan);
        Assert.All(normal.Zip(simulation["a_to_b.n"].ToArray()), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.InRange(normal.Distinct().Count(), 0.999 * normal.Length, normal.Length);
        Assert.All(uniform, u => Assert.InRange(u, 0, 1));

        // 60,000 numbers: the bounds are five standard errors.
        Assert.Equal(0.5, uniform.Average(), 5 * Math.Sqrt(1.0 / 12 / uniform.Length));
        Assert.Equal(0, normal.Average(), 5 * Math.Sqrt(1.0 / normal.Length));
        Assert.Equal(1, normal.Average(n => n * n), 5 * Math.Sqrt(2.0 / normal.Length));
    }

    [Fact]
    public void Two_draws_of_a_rule_differ_and_one_that_is_named_is_the_same_wherever_it_is_used()
    {
        using var simulation = Create(ElementType.Float64);
        simulation.Run(simulation.Compile(new Learn()));
        Assert.All(simulation["a_to_b.same"].ToArray(), difference => Assert.Equal(0, difference));
        Assert.All(simulation["a_to_b.other"].ToArray(), difference => Assert.NotEqual(0, difference));
    }

    [Fact]
    public void One_phase_of_several_repeats_draws_what_the_interpreter_draws_on_any_number_of_threads()
    {
        Phase[] schedule = [new Learn(), new Repeat(3, new Learn()), new Settle(4) { Plastic = [] }];
        using var one = new Workers(1);
        using var two = new Workers(2);
        var alone = Final(new SimulationOptions { Type = ElementType.Float64, Workers = one });
        Assert.Equal(alone, Final(new SimulationOptions { Type = ElementType.Float64, Workers = two }));
        Assert.All(alone.Zip(Final(new SimulationOptions { Type = ElementType.Float64, Substrate = Substrate.Interpreter })), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Abs(pair.First)));

        double[] Final(SimulationOptions options)
        {
            using var simulation = new Simulation(Circuit(), 3, options);
            simulation.Run(simulation.Compile(schedule));
            return [.. simulation["a_to_b.total"].ToArray(), .. simulation["a_to_b.norm"].ToArray()];
        }
    }

    private static Simulation Create(ElementType type) => new(Circuit(), 3, new SimulationOptions { Type = type });

    private static Circuit Circuit() => new("drawing")
    {
        new Population("a", 300, "dx/dt = -x/(10*ms) : 1"),
        new Population("b", 200, "y : 1"),
        new Projection("a", "b", "u : 1\nn : 1\nsame : 1\nother : 1\ntotal : 1\nnorm : 1")
        {
            OnLearn = """
                first = rand()
                u = first
                n = randn()
                same = u - first
                other = u - rand()
                total += n + mean(x_pre*y_post)
                norm = sum_pre(randn()**2)
                """,
        },
    };
}
