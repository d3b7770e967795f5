namespace Homeostat.Tests.Structural;

/// <summary>Neurons are born where free energy and upkeep fall with them, and die where they rise with them.</summary>
public class NeuronTests
{
    [Fact]
    public void The_useless_die_and_the_useful_live()
    {
        using var training = Learned(8);
        var structure = Sparse.Of(training.Simulation, new Upkeep(1e-7, 1e-5), Sparse.MeasureOf(training));
        structure.AddUnits("hidden1", 4);

        // Two of the new ones reach nothing at all; the other two have synapses that say nothing.
        structure["hidden1_to_output"].Prune([.. Enumerable.Range(0, 120).Where(k => k % 12 >= 10)]);
        var (accuracy, weights) = (training.Test().Accuracy, training.Simulation["input_to_hidden1.w"].ToArray());
        Assert.Equal(2, new NeuronDeath().Apply(structure, new Moment(1, 1, 0)).Died);
        Assert.Equal(2, new NeuronDeath(new ModelReduction(Samples: 480)).Apply(structure, new Moment(1, 2, 0)).Died);
        Assert.Equal(weights[..(8 * 784)], training.Simulation["input_to_hidden1.w"].ToArray());
        Assert.Equal(accuracy, training.Test().Accuracy);
        Assert.Equal(default, new NeuronDeath(new ModelReduction(Samples: 480)).Apply(structure, new Moment(1, 3, 0)));
    }

    [Fact]
    public void The_last_one_lives_whatever_it_costs()
    {
        using var training = Learned(8);
        var structure = Sparse.Of(training.Simulation, new Upkeep(0, 1000), Sparse.MeasureOf(training));
        Assert.Equal(7, new NeuronDeath(new ModelReduction(Samples: 480)).Apply(structure, new Moment(1, 1, 0)).Died);
        Assert.Equal(1, training.Simulation.Circuit["hidden1"].Size);
    }

    [Fact]
    public void Neurons_are_born_where_free_energy_falls_and_all_else_stays()
    {
        // The target is relu(x0) + relu(x1), and there is a unit for the first only.
        using var simulation = Fitted((x0, x1) => Math.Max(0, x0) + Math.Max(0, x1), out var structure, new Upkeep(0, 1e-3));
        var before = structure.Worth(0);
        var change = new Neurogenesis("hidden1") { Births = 4 }.Apply(structure, new Moment(1, 1, 0));
        Assert.InRange(change.Born, 1, 4);
        Assert.Equal(change.Born * (3 + 1), change.Grown);
        Assert.Equal(1 + change.Born, simulation.Circuit["hidden1"].Size);
        Assert.Equal([1, 0, 0], simulation["input_to_hidden1.w"].ToArray()[..3]);
        Assert.Equal(1, simulation["hidden1_to_output.w"][0, 0]);
        Assert.True(structure.Worth(0) < 0.5 * before, $"{before} to {structure.Worth(0)}");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void None_is_born_that_costs_more_than_it_explains(bool isSomethingLeft, double upkeep)
    {
        using var simulation = Fitted((x0, x1) => Math.Max(0, x0) + (isSomethingLeft ? Math.Max(0, x1) : 0), out var structure, new Upkeep(0, upkeep));
        var before = simulation.Snapshot().Values;
        Assert.Equal(default, new Neurogenesis("hidden1").Apply(structure, new Moment(1, 1, 0)));
        var after = simulation.Snapshot().Values;
        Assert.All(before.Where(s => s.Key.Contains("_to_", StringComparison.Ordinal)), s => Assert.Equal(s.Value, after[s.Key]));
    }

    // A circuit of one hidden unit, relu(x0), that has just seen 200 samples.
    private static Simulation Fitted(Func<double, double, double> target, out Structure structure, Upkeep upkeep)
    {
        var options = new PredictiveCodingOptions { Output = OutputModel.Gaussian, Selection = Sparse.Never(), Bias = false };
        var simulation = Sparse.Simulate(PredictiveCoding.Circuit("relus", [3, 1, 1], options, options.Rate, options.Feedback), batch: 200);
        Phase[] measure = [new Clamp("input.rate", "x"), new Clamp("output.z", "y"), new Sweep(), new Settle(10), new Measure()];
        var plan = simulation.Compile(measure);
        Sparse.Set(simulation, "input_to_hidden1.w", 1, 0, 0);
        Sparse.Set(simulation, "hidden1_to_output.w", 1);
        var (x, random) = (simulation.Stream(plan, "x"), new RandomStream(1));
        for (var sample = 0; sample < 200; sample++)
        {
            (x[sample, 0], x[sample, 1], x[sample, 2]) = (random.NextNormal(), random.NextNormal(), random.NextNormal());
            simulation.Stream(plan, "y")[sample, 0] = target(x[sample, 0], x[sample, 1]);
        }

        simulation.Run(plan);
        structure = Sparse.Of(simulation, upkeep, measure);
        return simulation;
    }

    private static Training Learned(int hidden)
    {
        var training = Sparse.Train(Sparse.Never(new ModelReduction(Samples: 480)), [784, hidden, 10]);
        training.Run();
        return training;
    }
}
