using CsCheck;

namespace Homeostat.Tests.Structural;

/// <summary>Synapses that go for good: by their size, or because a model without them is the better one.</summary>
public class PruningTests
{
    [Fact]
    public void The_schedule_is_a_cube()
    {
        var rule = new MagnitudePruning(Sparsity: 0.9, Steps: 1000) { Initial = 0.1, Start = 200 };
        Assert.Equal(
            [0.1, 0.1, 0.9 - (0.8 * 27 / 64), 0.8, 0.9, 0.9],
            [.. new long[] { 0, 200, 450, 700, 1200, 5000 }.Select(rule.SparsityAt)],
            (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void Just_so_many_synapses_are_left_and_they_are_the_largest() =>
        Gen.Select(Gen.Double[0, 0.95], Gen.Long[0, 150]).Sample((sparsity, step) =>
        {
            var rule = new MagnitudePruning(sparsity, Steps: 100);
            var (simulation, synapses) = Sparse.Simulate(10, 4, new Selection(1, [rule]));
            using var own = simulation;
            var weights = simulation["input_to_target.w"].ToArray();
            rule.Apply(synapses, new Moment(1, step, 0));
            var left = (int)Math.Round((1 - rule.SparsityAt(step)) * 40);
            Assert.Equal(weights.OrderByDescending(Math.Abs).Take(left).Order(), synapses.Existing().Select(synapses.Weight).Order());
            Assert.Equal(left, synapses.Budget);
        }, iter: 20);

    [Fact]
    public void What_was_pruned_for_good_is_not_grown_again()
    {
        var selection = new Selection(1, [new MagnitudePruning(Sparsity: 0.5, Steps: 10), new SparseEvolution(0.5)]);
        var (simulation, synapses) = Sparse.Simulate(10, 4, selection);
        using var own = simulation;
        for (var step = 1; step <= 20; step++)
        {
            selection.Apply(simulation, step);
        }

        Assert.Equal(20, synapses.Count);
    }

    [Fact]
    public void The_evidence_of_a_reduced_prior_is_that_of_linear_regression() =>
        Gen.Select(Gen.Double[-2, 2].Array[30], Gen.Double[-2, 2].Array[30], Gen.Double[0.1, 10], Gen.Double[1, 50]).Sample((x, y, prior, times) =>
        {
            var reduced = prior * times;
            var mean = x.Zip(y, (a, b) => a * b).Sum() / Precision(prior);
            Assert.Equal(Evidence(reduced) - Evidence(prior), ModelReduction.LogEvidence(mean, Precision(prior), prior, reduced), 1e-9);
            Assert.Equal(ModelReduction.LogEvidence(mean, Precision(prior), prior, 1e15), ModelReduction.LogEvidence(mean, Precision(prior), prior), 1e-6);

            double Precision(double p) => p + x.Sum(a => a * a);

            // ln p(y) of y = w·x + noise of variance 1 and w ~ N(0, 1/p), but for what does not depend on p.
            double Evidence(double p)
            {
                var score = x.Zip(y, (a, b) => a * b).Sum();
                return 0.5 * (Math.Log(p / Precision(p)) + (score * score / Precision(p)));
            }
        });

    [Fact]
    public void Reduction_leaves_the_synapses_that_matter()
    {
        const int Inputs = 12, Batch = 20, Batches = 100;
        var selection = new Selection(1, [new ModelReduction(Samples: Batch * Batches)]) { Upkeep = new Upkeep(0, 0) };
        using var simulation = Learned(selection, Inputs, Batch, Batches);
        var synapses = Sparse.Of(simulation)["input_to_target"];
        Assert.Equal(new StructuralChange(Pruned: Inputs - 3), selection.Apply(simulation, Batches));
        Assert.Equal([0, 1, 2], synapses.Existing());
        Assert.Equal(3, synapses.Budget);
    }

    [Theory]
    [InlineData(1e-9, 3)]
    [InlineData(0.2, 1)]
    [InlineData(10, 0)]
    public void Upkeep_is_in_the_balance(double upkeep, int left)
    {
        // The three that matter lower the free energy by 0.5², 0.25 and 0.1 squared, halved.
        var selection = new Selection(1, [new ModelReduction(Samples: 4000)]) { Upkeep = new Upkeep(upkeep, 0) };
        using var simulation = Learned(selection, 12, 20, 200);
        selection.Apply(simulation, 200);
        Assert.Equal(left, Sparse.Of(simulation)["input_to_target"].Count);
    }

    // y = 1.0·x0 − 0.5·x1 + 0.25·x2 + noise, and nothing of the other inputs.
    private static Simulation Learned(Selection selection, int inputs, int batch, int batches)
    {
        var simulation = Sparse.Simulate(Sparse.Regression(inputs, 1, selection, Optimizer.Sgd(0.02), "0"), batch);
        var plan = simulation.Compile(new Clamp("input.x", "x"), new Clamp("target.y", "y"), new Learn());
        var random = new RandomStream(3);
        for (var step = 0; step < batches * 2; step++)
        {
            var (x, y) = (simulation.Stream(plan, "x"), simulation.Stream(plan, "y"));
            for (var sample = 0; sample < batch; sample++)
            {
                for (var i = 0; i < inputs; i++)
                {
                    x[sample, i] = random.NextNormal();
                }

                y[sample, 0] = x[sample, 0] - (0.5 * x[sample, 1]) + (0.25 * x[sample, 2]) + random.NextNormal();
            }

            simulation.Run(plan);
        }

        return simulation;
    }
}
