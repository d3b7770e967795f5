namespace Homeostat.Tests.Simulations;

/// <summary>Random numbers follow from seed, stream, moment, sample and unit alone: not from other samples, nor from what was compiled before.</summary>
public class DrawTests
{
    [Theory]
    [InlineData(ElementType.Float32, 1)]
    [InlineData(ElementType.Float32, 3)]
    [InlineData(ElementType.Float64, 2)]
    public void What_a_sample_draws_does_not_depend_on_samples_that_have_settled(ElementType type, int threads)
    {
        const int Batch = 9;
        var circuit = new Circuit("c")
        {
            new Population("p", 3, "dz/dt = -z/(2*ms) + s*xi/sqrt(ms) : 1\ns : 1") { Method = "euler" },
        };
        using var workers = new Workers(threads);
        using var all = Simulated(0);
        using var dropped = Simulated(1e-3);
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var unit = 0; unit < 3; unit++)
            {
                // Samples without noise settle at once.
                Assert.Equal(sample % 3 == 0 ? 0 : all["p.z"][sample, unit], dropped["p.z"][sample, unit]);
            }
        }

        Simulation Simulated(double tolerance)
        {
            var simulation = new Simulation(circuit, Batch, new SimulationOptions { Type = type, Workers = workers });
            for (var sample = 0; sample < Batch; sample++)
            {
                for (var unit = 0; unit < 3; unit++)
                {
                    simulation["p.s"][sample, unit] = sample % 3;
                }
            }

            simulation.Changed("p.s");
            simulation.Run(simulation.Compile(new Settle(20) { Tolerance = tolerance }));
            return simulation;
        }
    }

    [Fact]
    public void A_sample_that_diverges_is_named_and_the_others_stay_in_their_rows()
    {
        var circuit = new Circuit("c") { new Population("p", 1, "dz/dt = g*z**2/ms - z/(2*ms) : 1\ng, name : 1") { Method = "euler" } };
        using var simulation = new Simulation(circuit, 4, new SimulationOptions { Type = ElementType.Float64 });
        simulation["p.z"].CopyFrom([0, 0, 0, 9]);
        simulation["p.g"].CopyFrom([0, 0, 0, 1]);
        simulation["p.name"].CopyFrom([0, 1, 2, 3]);
        simulation.Changed("p.z");
        simulation.Changed("p.g");
        var message = Assert.Throws<DivergenceException>(() => simulation.Run(simulation.Compile(new Settle(50) { Tolerance = 1e-3 }))).Message;
        Assert.Contains("(sample 3,", message, StringComparison.Ordinal);
        Assert.Equal([0, 0, 0], simulation["p.z"].ToArray()[..3]);
        Assert.False(double.IsFinite(simulation["p.z"][3, 0]));
    }

    [Fact]
    public void What_a_plan_draws_does_not_depend_on_the_plans_compiled_before()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 4, "dx/dt = (y - x)/(3*ms) : 1\ny : 1 (input)\nnoise = randn() : 1") { Method = "euler", Actions = Actions("sample", "x = rand()"), Initial = Initial("x", "i") },
            new Population("b", 4, "dx/dt = (y - x)/(5*ms) : 1\ny : 1 (input)\nnoise = rand() : 1") { Method = "euler", Actions = Actions("sample", "x += noise"), Initial = Initial("x", "-i") },
            new Projection("a", "b", "w : 1\ny_post = w*x_pre : 1 (summed)\ny_pre = w*x_post : 1 (summed)") { Initial = Initial("w", "0.2*randn()") },
        };
        Same(circuit, [new Act("sample"), new Settle(5) { Order = UpdateOrder.Random }, new Act("sample")], [new Probe("b.noise"), new Settle(2) { Order = UpdateOrder.Random }], [new Probe("a.noise"), new Act("sample", "b")]);
    }

    [Fact]
    public void What_synapses_draw_does_not_depend_on_the_plans_compiled_before()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 4, "") { Threshold = "rand() < 0.5" },
            new Population("b", 4, "v : 1"),
            new Projection("a", "b", "w : 1") { Name = "one", OnPre = "v += rand()" },
            new Projection("a", "b", "w, x : 1") { Name = "two", OnPre = "v -= randn(); x = rand()", OnLearn = "w += 1" },
        };
        Same(circuit, [new Settle(6)], [new Learn { Projections = ["two"] }]);
    }

    /// <summary>Values that other plans keep do not change how this one computes: sums would be rounded in another place.</summary>
    [Fact]
    public void The_bits_of_a_plan_do_not_depend_on_the_plans_compiled_before()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 40, "z : 1\nr = tanh(z) : 1") { Initial = Initial("z", "randn()") },
            new Population("b", 40, "kept : 1\nd : 1 (input)") { Actions = Actions("keep", "kept = d") },
            new Projection("a", "b", "w, scale : 1\nd_post = scale*w*r_pre + 0.1*w : 1 (summed)")
            {
                Connectivity = Connectivity.OneToOne,
                Initial = new Dictionary<string, string> { ["w"] = "randn()", ["scale"] = "rand()" },
            },
        };
        Same(circuit, [new Act("keep")], [new Probe("a.r"), new Probe("b.d")]);
    }

    [Fact]
    public void A_score_of_candidates_can_be_measured_and_probed_too()
    {
        var circuit = new Circuit("c")
        {
            new Population("p", 3, "x, score : 1\ngoodness = mean(x**2) : 1\nF = -goodness : 1 (energy)"),
        };
        using var simulation = new Simulation(circuit, 2, new SimulationOptions { Type = ElementType.Float64 });
        simulation.Run(simulation.Compile(new Try("p.x", "p.score") { Of = "p.goodness" }, new Measure(), new Probe("p.goodness"), new Probe("p.F")));
        Assert.All(simulation["p.score"].ToArray(), score => Assert.Equal(1 / 3.0, score, 1e-15));
        Assert.All(simulation["p.goodness"].ToArray(), goodness => Assert.Equal(1 / 3.0, goodness, 1e-15));
        Assert.All(simulation["p.F"].ToArray(), energy => Assert.Equal(-1 / 3.0, energy, 1e-15));
    }

    [Fact]
    public void A_value_is_read_by_each_of_its_names()
    {
        // The mean of what is alike for all units is the same value.
        var circuit = new Circuit("c") { new Population("p", 3, "z : 1\nr = 0.5 : 1\nlevel = mean(r) : 1") };
        using var simulation = new Simulation(circuit);
        simulation.Run(simulation.Compile(new Probe("p.level")));
        Assert.Equal([0.5, 0.5, 0.5], simulation["p.level"].ToArray());
        Assert.Equal([0.5, 0.5, 0.5], simulation["p.r"].ToArray());
    }

    private static void Same(Circuit circuit, Phase[] schedule, params Phase[][] before)
    {
        using var fresh = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        using var other = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        Array.ForEach(before, phases => other.Compile(phases));
        fresh.Run(fresh.Compile(schedule));
        other.Run(other.Compile(schedule));
        Assert.All(fresh.Snapshot().Values.Zip(other.Snapshot().Values), pair => Assert.Equal(pair.First.Value, pair.Second.Value));
    }

    private static Dictionary<string, string> Actions(string name, string statements) => new() { [name] = statements };

    private static Dictionary<string, string> Initial(string name, string value) => new() { [name] = value };
}
