namespace Homeostat.Tests.Structural;

/// <summary>DEEP R, SET and RigL do what their papers say.</summary>
public class RewiringTests
{
    [Fact]
    public void Deep_r_moves_sizes_by_gradient_prior_and_chance()
    {
        const double Eta = 0.1, Prior = 0.5, Temperature = 0.02;
        var selection = new Selection(1, [new DeepR(Prior, Temperature)]);
        var (simulation, _) = Sparse.Simulate(60, 50, selection, Optimizer.Sgd(Eta), "10 + randn()");
        using var own = simulation;
        Sparse.Set(simulation, "input.x", [.. Enumerable.Range(0, 60).Select(i => 0.1 * Math.Sin(i))]);
        var (before, polarity) = (simulation["input_to_target.w"].ToArray(), simulation["input_to_target.polarity"].ToArray());
        simulation.Run(simulation.Compile(new Learn()));
        Assert.Equal(default, selection.Apply(simulation, 1));
        var (after, g) = (simulation["input_to_target.w"].ToArray(), simulation["input_to_target.g"].ToArray());

        // What is left after θ − η ∂E/∂θ − η α is √(2 η T) times a normal number.
        var chances = Enumerable.Range(0, after.Length).Select(k =>
            ((polarity[k] * (after[k] - before[k] + (Eta * g[k]))) + (Eta * Prior)) / Math.Sqrt(2 * Eta * Temperature)).ToArray();
        Assert.InRange(chances.Average(), -5 / Math.Sqrt(3000), 5 / Math.Sqrt(3000));
        Assert.InRange(chances.Average(x => x * x), 1 - (5 * Math.Sqrt(2.0 / 3000)), 1 + (5 * Math.Sqrt(2.0 / 3000)));
        Assert.InRange(polarity.Count(s => s > 0), 1500 - 140, 1500 + 140);
        Assert.All(before.Zip(polarity), p => Assert.Equal(p.Second, Math.Sign(p.First)));
    }

    [Fact]
    public void Deep_r_without_chance_is_exact_and_what_falls_below_zero_goes_dormant()
    {
        var selection = new Selection(1, [new DeepR(Prior: 1, Temperature: 0)]);
        var (simulation, synapses) = Sparse.Simulate(6, 1, selection);
        using var own = simulation;
        Sparse.Set(simulation, "input_to_target.polarity", 1, -1, 1, -1, 1, 1);
        Sparse.Set(simulation, "input_to_target.exists", 1, 1, 1, 1, 0, 0);
        Sparse.Set(simulation, "input_to_target.w", 0.5, -0.5, 0.05, 0.2, 0, 0);
        Assert.Equal(new StructuralChange(Grown: 2, Pruned: 2), selection.Apply(simulation, 1));
        Assert.Equal([0.4, -0.4], [synapses.Weight(0), synapses.Weight(1)], (a, b) => Math.Abs(a - b) < 1e-12);

        // 0.05 shrank below zero, and 0.2 was on the wrong side of zero; whoever takes their places begins at zero.
        Assert.Equal(4, synapses.Count);
        Assert.All(Enumerable.Range(2, 4), k => Assert.Equal(0, synapses.Weight(k)));
    }

    [Fact]
    public void Deep_r_keeps_the_number_of_synapses_and_their_signs()
    {
        var selection = new Selection(1, [new DeepR(Prior: 0.1, Temperature: 0.01)]) { Density = "0.3" };
        var (simulation, synapses) = Sparse.Simulate(20, 10, selection);
        using var own = simulation;
        var (count, polarity, change) = (synapses.Count, simulation["input_to_target.polarity"].ToArray(), default(StructuralChange));
        Assert.InRange(count, 60 - 35, 60 + 35);
        for (var step = 1; step <= 100; step++)
        {
            change += selection.Apply(simulation, step);
            Assert.Equal(count, synapses.Count);
            Assert.All(synapses.Existing(), k => Assert.True(synapses.Weight(k) * polarity[k] >= 0));
            Assert.All(synapses.Dormant(), k => Assert.Equal(0, synapses.Weight(k)));
        }

        Assert.True(change.Pruned > 100 && change.Grown == change.Pruned, $"{change}");
    }

    [Fact]
    public void Set_takes_the_weakest_of_both_signs_and_grows_as_many()
    {
        var selection = new Selection(1, [new SparseEvolution(Fraction: 0.5)]);
        var (simulation, synapses) = Sparse.Simulate(12, 1, selection);
        using var own = simulation;
        Sparse.Set(simulation, "input_to_target.exists", 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0);
        Sparse.Set(simulation, "input_to_target.w", 0.1, 0.2, 0.3, 0.4, -5, -6, -7, -8, 0, 0, 0, 0);
        Assert.Equal(new StructuralChange(Grown: 4, Pruned: 4), selection.Apply(simulation, 1));
        Assert.Equal(8, synapses.Count);

        // By size alone, all four positive ones would have gone.
        Assert.Equal([0.3, 0.4, -7, -8], [synapses.Weight(2), synapses.Weight(3), synapses.Weight(6), synapses.Weight(7)]);
    }

    [Fact]
    public void New_weights_of_set_are_small_and_normal()
    {
        var selection = new Selection(1, [new SparseEvolution(Fraction: 0, Scale: 0.1)]);
        var (simulation, synapses) = Sparse.Simulate(100, 100, selection, weights: "2*sign(randn())");
        using var own = simulation;
        synapses.Prune([.. Enumerable.Range(0, 5000)]);
        Assert.Equal(new StructuralChange(Grown: 5000), selection.Apply(simulation, 1));
        var grown = Enumerable.Range(0, 5000).Select(k => synapses.Weight(k) / 0.2).ToArray();
        Assert.InRange(grown.Average(), -5 / Math.Sqrt(5000), 5 / Math.Sqrt(5000));
        Assert.InRange(grown.Average(x => x * x), 1 - (5 * Math.Sqrt(2.0 / 5000)), 1 + (5 * Math.Sqrt(2.0 / 5000)));
    }

    [Fact]
    public void Erdos_renyi_gives_units_about_as_many_synapses_whatever_the_size_of_their_layer()
    {
        var (simulation, synapses) = Sparse.Simulate(300, 200, new Selection(1, []) { Density = Selection.ErdosRenyi(20) });
        using var own = simulation;

        // ε(N_pre + N_post) = 20·500 of 60,000 that could be; weights are larger, so that what arrives varies as much as it would.
        Assert.InRange(synapses.Count, 10_000 - (5 * 91.3), 10_000 + (5 * 91.3));
        Assert.Equal(6, synapses.Existing().Average(k => synapses.Weight(k) * synapses.Weight(k)), 0.5);
        Assert.Equal(synapses.Count, synapses.Budget);
    }

    [Fact]
    public void Rigl_drops_by_weight_and_grows_by_gradient()
    {
        var selection = new Selection(1, [new RigL(Fraction: 0.5)]);
        var (simulation, synapses) = Sparse.Simulate(8, 1, selection, Optimizer.Momentum());
        using var own = simulation;
        Sparse.Set(simulation, "input_to_target.exists", 1, 1, 1, 1, 0, 0, 0, 0);
        Sparse.Set(simulation, "input_to_target.w", 0.1, -3, 2, -0.2, 0, 0, 0, 0);
        Sparse.Set(simulation, "input_to_target.g", 0, 9, 9, -5, 1, -2, 4, 3);
        Sparse.Set(simulation, "input_to_target.u", 7, 7, 7, 7, 0, 0, 0, 0);
        Assert.Equal(new StructuralChange(Grown: 2, Pruned: 2), selection.Apply(simulation, 1));

        // 0 and 3 had the smallest weights; of what is not there now, 3 (once more) and 6 are the steepest.
        Assert.Equal([1, 2, 3, 6], synapses.Existing());
        Assert.Equal([0, -3, 2, 0, 0, 0, 0, 0], simulation["input_to_target.w"].ToArray());
        Assert.Equal([0, 7, 7, 0, 0, 0, 0, 0], simulation["input_to_target.u"].ToArray());
    }

    [Fact]
    public void Rigls_exchange_falls_as_half_a_cosine()
    {
        var rule = new RigL(Fraction: 0.3, End: 1000);
        Assert.Equal([0.3, 0.15 * (1 + Math.Sqrt(0.5)), 0.15, 0, 0], [.. new long[] { 0, 250, 500, 1000, 2000 }.Select(rule.FractionAt)], (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(0.3, new RigL(0.3).FractionAt(1_000_000));
    }

    [Fact]
    public void What_wakes_at_random_is_each_as_likely_as_any_other()
    {
        var (simulation, synapses) = Sparse.Simulate(6, 1, new Selection(1, []));
        using var own = simulation;
        synapses.Prune([0, 1, 2, 3, 5]);
        var woken = new int[6];
        for (var step = 0; step < 3000; step++)
        {
            var chosen = synapses.AtRandom(2, new Moment(1, step, 7));
            Assert.Equal(2, chosen.Distinct().Count());
            Array.ForEach(chosen, k => woken[k]++);
        }

        Assert.Equal(0, woken[4]);
        var deviation = Math.Sqrt(3000 * 0.4 * 0.6);
        Assert.All(woken.Where((_, k) => k != 4), n => Assert.InRange(n, 1200 - (5 * deviation), 1200 + (5 * deviation)));
        Assert.Equal(5, synapses.AtRandom(99, new Moment(1, 1, 7)).Length);
    }
}
