namespace Homeostat.Tests.Structural;

/// <summary>Units that come and go while a circuit runs, without losing what it knows.</summary>
public class UnitTests
{
    [Fact]
    public void Silent_units_change_nothing_and_going_again_they_leave_nothing()
    {
        using var training = Learned();
        var (before, state) = (Answers(training), training.Simulation.Snapshot().Values);
        var structure = Sparse.Of(training.Simulation);
        Assert.Equal(3, structure.AddUnits("hidden1", 3).Born);
        Assert.Equal([27, 16], Sizes(training));
        AssertSame(before, Answers(training));

        // All that was, the optimizer's means too, is where it was; what is new is behind it.
        foreach (var (name, values) in state.Where(s => s.Key.StartsWith("hidden1_to_hidden2.", StringComparison.Ordinal) && s.Value.Length > 1))
        {
            var now = training.Simulation[name];
            Assert.All(Enumerable.Range(0, values.Length), k => Assert.Equal(values[k], now[k / 24, k % 24]));
        }

        structure.RemoveUnits("hidden1", 24, 25, 26);
        var after = training.Simulation.Snapshot().Values;
        Assert.All(state.Where(s => s.Key.Contains("_to_", StringComparison.Ordinal)), s => Assert.Equal(s.Value, after[s.Key]));
        AssertSame(before, Answers(training));
    }

    [Fact]
    public void Units_that_reach_nothing_can_go_and_those_behind_them_move_up()
    {
        using var training = Learned();
        var structure = Sparse.Of(training.Simulation);
        structure["hidden1_to_hidden2"].Prune([.. Enumerable.Range(0, 16 * 24).Where(k => k % 24 is 0 or 5 or 23)]);
        var (before, weights) = (Answers(training), training.Simulation["input_to_hidden1.w"].ToArray());
        Assert.Equal(3, structure.RemoveUnits("hidden1", 5, 0, 23, 5).Died);
        AssertSame(before, Answers(training));
        Assert.Equal(weights[784..(5 * 784)], training.Simulation["input_to_hidden1.w"].ToArray()[..(4 * 784)]);
        Assert.Equal(weights[(6 * 784)..(23 * 784)], training.Simulation["input_to_hidden1.w"].ToArray()[(4 * 784)..]);
    }

    [Fact]
    public void The_newborn_have_as_many_synapses_as_others_and_learn()
    {
        using var training = Sparse.Train(Sparse.Never() with { Density = "0.5" });
        training.Next();
        var structure = Sparse.Of(training.Simulation);
        new MagnitudePruning(Sparsity: 0.75, Steps: 1).Apply(structure, new Moment(1, 1, 0));
        var (arriving, leaving) = (structure["input_to_hidden1"].Count / 24.0, structure["hidden1_to_hidden2"].Count / 24.0);
        var change = structure.AddUnits("hidden1", 8);
        Assert.Equal(8 * (arriving + leaving), change.Grown, 1.0);
        Assert.All(structure.Projections, p => Assert.Equal(p.Count, p.Budget));
        for (var batch = 0; batch < 3; batch++)
        {
            training.Next();
        }

        var (exists, w) = (training.Simulation["hidden1_to_hidden2.exists"], training.Simulation["hidden1_to_hidden2.w"]);
        var learned = Enumerable.Range(24, 8).SelectMany(unit => Enumerable.Range(0, 16).Where(post => exists[post, unit] != 0).Select(post => w[post, unit])).ToArray();
        Assert.True(learned.Count(weight => weight != 0) > learned.Length / 2);
    }

    [Fact]
    public void Learning_goes_on_after_births_and_deaths_as_it_would_have()
    {
        // Silent units of no synapses at all take no part, so the others' weights go the way they would have gone.
        using var plain = Learned();
        using var changed = Learned();
        var structure = Sparse.Of(changed.Simulation);
        structure.AddUnits("hidden1", 2);
        structure.Destroy("hidden1", 24, 25);
        for (var batch = 0; batch < 6; batch++)
        {
            Assert.Equal(plain.Next().FreeEnergy, changed.Next().FreeEnergy, 1e-9);
        }

        var (w, v) = (plain.Simulation["input_to_hidden1.w"].ToArray(), changed.Simulation["input_to_hidden1.w"].ToArray());
        Assert.All(w.Zip(v), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void The_destroyed_are_silent_and_their_synapses_vacant()
    {
        using var training = Learned();
        var structure = Sparse.Of(training.Simulation);
        var (arriving, bias) = (structure["input_to_hidden1"], training.Simulation["bias_to_hidden1.w"]);
        Assert.Contains(bias.ToArray(), b => b != 0);
        Assert.Equal(2 * (784 + 16), structure.Destroy("hidden1", 3, 7).Pruned);
        Assert.Equal((24 - 2) * 784, arriving.Count);
        Assert.Equal(24 * 784, arriving.Budget);
        Assert.Equal((0, 0), (bias[3, 0], bias[7, 0]));
        Assert.Equal((0, 0), (training.Simulation["hidden1.z"][0, 3], training.Simulation["bias_to_hidden1.m"][7, 0]));
        Assert.Equal(default, structure.Destroy("hidden1", 3, 7));
    }

    [Fact]
    public void What_a_structure_shows_is_how_it_is_now()
    {
        using var training = Learned();
        var structure = Sparse.Of(training.Simulation, new Upkeep(0.001, 0.1));
        var all = (784 * 24) + (24 * 16) + (16 * 10) + 50;
        Assert.Equal((all, 50), (structure.Synapses, structure.Units));
        Assert.Equal(["hidden1", "hidden2"], structure.Populations);
        Assert.Equal((0.001 * all) + 5, structure.Cost, 1e-9);
        Sparse.Of(training.Simulation).RemoveUnits("hidden2", 0);
        Assert.Equal((all - 24 - 11, 49), (structure.Synapses, structure.Units));
        Assert.Equal(24 * 15, structure["hidden1_to_hidden2"].Capacity);
    }

    private static Training Learned()
    {
        var training = Sparse.Train(Sparse.Never());
        for (var batch = 0; batch < 4; batch++)
        {
            training.Next();
        }

        return training;
    }

    private static int[] Sizes(Training training) => [training.Learner.Circuit["hidden1"].Size, training.Learner.Circuit["hidden2"].Size];

    private static double[] Answers(Training training) =>
        [.. training.Responses("output.prediction", training.Data.Test).Select(x => (double)x), training.FreeEnergy(), training.Test().Accuracy];

    private static void AssertSame(double[] expected, double[] found) => Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
}
