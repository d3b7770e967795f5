namespace Homeostat.Tests.Circuits;

/// <summary>What each phase does, and what is refused.</summary>
public class PhaseTests
{
    private static readonly SimulationOptions Double = new() { Type = ElementType.Float64 };

    [Fact]
    public void What_a_sweep_draws_differs_from_run_to_run_and_not_from_thread_to_thread()
    {
        var circuit = new Circuit("c") { new Population("a", 40, "x : 1") { OnSweep = "x = rand()" } };
        var runs = new[] { 1, 3 }.Select(threads =>
        {
            using var workers = new Workers(threads);
            using var simulation = new Simulation(circuit, 130, Double with { Workers = workers });
            var plan = simulation.Compile(new Sweep());
            simulation.Run(plan);
            var one = simulation["a.x"].ToArray();
            simulation.Run(plan);
            return (One: one, Two: simulation["a.x"].ToArray());
        }).ToArray();
        Assert.Equal(runs[0].One, runs[1].One);
        Assert.Equal(runs[0].Two, runs[1].Two);
        Assert.Empty(runs[0].One.Intersect(runs[0].Two));
        Assert.Equal(40 * 130, runs[0].One.Distinct().Count());
    }

    [Fact]
    public void An_action_that_draws_draws_anew_each_time_it_is_repeated()
    {
        using var simulation = new Simulation(
            new Circuit("c") { new Population("a", 1, "x, total, squares : 1") { Actions = Action("draw", "x = rand(); total += x; squares += x**2") } }, 1, Double);
        simulation.Run(simulation.Compile(new Repeat(1000, new Act("draw"), new Act("draw"))));
        Assert.InRange(simulation["a.total"][0, 0] / 2000, 0.48, 0.52);
        Assert.InRange(simulation["a.squares"][0, 0] / 2000, 0.313, 0.353);
    }

    [Fact]
    public void Each_population_of_a_Boltzmann_machine_is_sampled_given_the_other()
    {
        // P(v, h) of a machine with one visible and one hidden unit is known: exp(w·v·h)/(3 + exp(w)).
        const double W = 1.5;
        var circuit = new Circuit("rbm")
        {
            new Population("v", 1, "x, both : 1\nb : 1 (input)") { Actions = Action("sample", "x = where(rand() < sigmoid(b), 1, 0)") },
            new Population("h", 1, "x : 1\nb : 1 (input)") { Actions = Action("sample", "x = where(rand() < sigmoid(b), 1, 0)") },
            new Population("seen", 1, "both, count : 1\nv, h : 1 (input)") { Actions = Action("count", "both += v*h; count += 1") },
            new Projection("v", "h", "w : 1\nb_post = w*x_pre : 1 (summed)\nb_pre = w*x_post : 1 (summed)") { Initial = new Dictionary<string, string> { ["w"] = "1.5" } },
            new Projection("v", "seen", "v_post = x_pre : 1 (summed)"),
            new Projection("h", "seen", "h_post = x_pre : 1 (summed)"),
        };
        using var simulation = new Simulation(circuit, 200, Double);
        simulation.Run(simulation.Compile(new Repeat(200, new Act("sample", "h"), new Act("sample", "v"), new Act("count"))));
        var share = simulation["seen.both"].ToArray().Sum() / simulation["seen.count"].ToArray().Sum();
        Assert.Equal(Math.Exp(W) / (3 + Math.Exp(W)), share, 0.02);
    }

    [Fact]
    public void A_clamp_holds_until_it_is_released()
    {
        using var simulation = new Simulation(
            new Circuit("c") { new Population("a", 1, "dz/dt = (1 - z)/(2*ms) : 1\nheld : 1") { Method = "euler", Actions = Action("note", "held = z") } }, 1, Double);
        var plan = simulation.Compile(new Clamp("a.z", "d"), new Act("note"), new Release("a.z"), new Settle(1));
        simulation.Stream(plan, "d")[0, 0] = 0.25;
        simulation.Run(plan);
        Assert.Equal(0.25, simulation["a.held"][0, 0]);
        Assert.Equal(0.25 + (0.5 * 0.75), simulation["a.z"][0, 0], 1e-12);
        var refused = Assert.Throws<HomeostatException>(() => simulation.Compile(new Release("a.z")));
        Assert.Contains("does not hold", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_phase_sets_shared_and_synaptic_variables()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 3, "m : 1 (shared)\nx : 1") { OnSweep = "x = m" },
            new Projection("a", "a", "w : 1\nm : 1 (shared)") { OnLearn = "w += m" },
        };
        using var simulation = new Simulation(circuit, 2, Double);
        simulation.Run(simulation.Compile(new Set("a.m", 4), new Sweep(), new Set("a_to_a.w", 2), new Set("a_to_a.m", 0.5), new Learn()));
        Assert.All(simulation["a.x"].ToArray(), x => Assert.Equal(4, x));
        Assert.All(simulation["a_to_a.w"].ToArray(), w => Assert.Equal(2.5, w));
        Assert.Throws<HomeostatException>(() => simulation.Compile(new Set("a.m", double.NaN)));
    }

    [Fact]
    public void Weights_that_a_phase_sets_are_used_at_once()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 3, "x : 1") { Initial = new Dictionary<string, string> { ["x"] = "1 + i" } },
            new Population("b", 2, "d : 1 (input)\ny, z : 1") { Actions = new Dictionary<string, string> { ["one"] = "y = d", ["two"] = "z = d" } },
            new Projection("a", "b", "w : 1\nd_post = w*x_pre : 1 (summed)"),
        };
        using var simulation = new Simulation(circuit, 2, Double);
        simulation.Run(simulation.Compile(new Set("a_to_b.w", 1), new Act("one"), new Repeat(2, new Set("a_to_b.w", 2), new Act("two"), new Set("a_to_b.w", 3))));
        Assert.All(simulation["b.y"].ToArray(), y => Assert.Equal(6, y));
        Assert.All(simulation["b.z"].ToArray(), z => Assert.Equal(12, z));
    }

    [Fact]
    public void A_loop_over_time_holds_one_time_point_after_the_other()
    {
        const int Times = 5, Units = 3, Batch = 4;
        using var simulation = new Simulation(
            new Circuit("c") { new Population("a", Units, "x, total, last : 1") { Actions = Action("add", "total += x; last = 10*last + x") } }, Batch, Double);
        var plan = simulation.Compile(new Over(Times, new Clamp("a.x", "sequence"), new Act("add")));
        var stream = simulation.Stream(plan, "sequence");
        Assert.Equal(Times * Units, stream.Columns);
        for (var sample = 0; sample < Batch; sample++)
        {
            for (var k = 0; k < Times * Units; k++)
            {
                stream[sample, k] = ((k / Units) + 1 + sample) % 10;
            }
        }

        simulation.Run(plan);
        Assert.Equal(12345, simulation["a.last"][0, 0]);
        Assert.Equal(34567, simulation["a.last"][2, 1]);
        Assert.Equal(15 + (Times * 3), simulation["a.total"][3, 2]);
    }

    [Fact]
    public void Candidates_are_tried_one_after_the_other_and_scored()
    {
        const int Batch = 3;
        var circuit = new Circuit("c")
        {
            new Population("data", 4, "x : 1"),
            new Population("label", 4, "guess : 1"),
            new Population("score", 4, "s : 1"),
            new Population("fit", 4, "x, guess : 1 (input)\nF = (x - guess)**2 : 1 (energy)\nlikeness = sum(x*guess) : 1"),
            new Projection("data", "fit", "x_post = x_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
            new Projection("label", "fit", "guess_post = guess_pre : 1 (summed)") { Connectivity = Connectivity.OneToOne },
        };
        using var simulation = new Simulation(circuit, Batch, Double);
        var plan = simulation.Compile(new Clamp("data.x", "image"), new Try("label.guess", "score.s"));
        var image = simulation.Stream(plan, "image");
        for (var sample = 0; sample < Batch; sample++)
        {
            image[sample, sample] = 1;
        }

        simulation.Run(plan);
        Assert.Equal([0, -2, -2, -2, -2, 0, -2, -2, -2, -2, 0, -2], simulation["score.s"].ToArray());
        simulation.Run(simulation.Compile(new Try("label.guess", "score.s") { Of = "fit.likeness" }));
        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], simulation["score.s"].ToArray());
    }

    [Fact]
    public void Gradients_add_up_until_the_optimizer_takes_its_step()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 2, "x : 1"),
            new Population("b", 1, "y : 1"),
            Synapse.Learning("a", "b", "", "mean(y_post*x_pre)", Optimizer.Adam(0.1), "1"),
        };
        using var simulation = new Simulation(circuit, 1, Double);
        simulation.Run(simulation.Compile(
            new Set("a.x", 2), new Set("b.y", 1), new Learn { Update = false }, new Set("b.y", 3), new Learn { Update = false }, new Set("b.y", 10), new Learn()));
        Assert.Equal([28, 28], simulation["a_to_b.g"].ToArray());
        Assert.Equal(1, simulation["a_to_b.k"][0, 0]);
        Assert.Equal(0.9, simulation["a_to_b.w"][0, 0], 1e-6);
        Assert.Contains("waits", Assert.Throws<HomeostatException>(() => simulation.Compile(new Learn { Update = false })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settling_that_learns_is_a_loop_and_learns_in_every_step()
    {
        var circuit = new Circuit("c")
        {
            new Population("a", 1, "dx/dt = 1/ms : 1") { Method = "euler" },
            new Projection("a", "a", "w : 1") { OnLearn = "w += mean(x_post*x_pre)" },
        };
        using var simulation = new Simulation(circuit, 1, Double);
        var plan = simulation.Compile(new Settle(40) { Plastic = [] });
        Assert.True(plan.ToString().Split('\n').Length < 20, plan.ToString());
        simulation.Run(plan);
        Assert.Equal(40, simulation["a.x"][0, 0], 1e-9);
        Assert.Equal(Enumerable.Range(0, 40).Sum(k => (double)k * k), simulation["a_to_a.w"][0, 0], 1e-9);
    }

    [Fact]
    public void Only_the_populations_that_are_named_settle()
    {
        Population Decay(string name) => new(name, 1, "dx/dt = -x/(2*ms) : 1") { Method = "euler", Initial = new Dictionary<string, string> { ["x"] = "1" } };
        using var simulation = new Simulation(new Circuit("c") { Decay("a"), Decay("b") }, 1, Double);
        simulation.Run(simulation.Compile(new Settle(3) { Populations = ["b"] }));
        Assert.Equal((1, 0.125), (simulation["a.x"][0, 0], simulation["b.x"][0, 0]));
    }

    /// <summary>The order from the inputs on is that of the sums, however the synapses are stored.</summary>
    [Theory]
    [InlineData("dense")]
    [InlineData("rows")]
    public void A_sweep_visits_what_sends_before_what_receives(string storage)
    {
        var connectivity = storage == "dense" ? Connectivity.Dense : Connectivity.Where("i >= 0");
        var circuit = new Circuit("c")
        {
            new Population("last", 1, "z : 1\nd : 1 (input)") { OnSweep = "z = d + 1" },
            new Population("middle", 1, "z : 1\nd : 1 (input)") { OnSweep = "z = d + 1" },
            new Population("first", 1, "z : 1") { OnSweep = "z = z + 1" },
            new Projection("middle", "last", "d_post = 10*z_pre : 1 (summed)") { Connectivity = connectivity },
            new Projection("first", "middle", "d_post = 10*z_pre : 1 (summed)") { Connectivity = connectivity },
        };
        using var simulation = new Simulation(circuit, 1, Double);
        simulation.Run(simulation.Compile(new Sweep()));
        Assert.Equal((1, 11, 111), (simulation["first.z"][0, 0], simulation["middle.z"][0, 0], simulation["last.z"][0, 0]));
    }

    [Fact]
    public void The_cost_of_a_network_is_that_of_its_steps_and_of_the_events_there_were()
    {
        var circuit = Cuba.Create(500, 0.1).Circuit;
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Seed = 3 });
        var spikes = simulation.RecordSpikes("cells");
        simulation.Run(100 * Units.Millisecond);

        // By hand: what each unit computes in a step, and one addition at each synapse that a spike reached.
        var perStep = simulation.Compile(new Settle(1)).CostOf(1).Operations;
        var reached = new[] { "excitatory", "inhibitory" }.Sum(name =>
        {
            var pre = simulation.Synapses(name).Pre;
            var first = name == "inhibitory" ? 400 : 0;
            var degree = pre.GroupBy(unit => unit + first).ToDictionary(g => g.Key, g => g.Count());
            return spikes.Units.Sum(unit => (long)degree.GetValueOrDefault(unit));
        });
        var spent = simulation.Spent;
        Assert.True(perStep > 500 * 8, $"{perStep}");
        Assert.Equal(reached, simulation.SynapticEvents);
        Assert.Equal(reached, spent.SynapticEvents);
        Assert.Equal((1000 * perStep) + reached, spent.Operations);
    }

    private static Dictionary<string, string> Action(string name, string statements) => new() { [name] = statements };
}
