using Homeostat.Tests.Learners;

namespace Homeostat.Tests.Structural;

/// <summary>Structure that changes while a circuit learns.</summary>
public class SelectionTests
{
    private static Selection Everything { get; } = new(3, [
        new MagnitudePruning(Sparsity: 0.6, Steps: 20),
        new RigL(0.05),
        new NeuronDeath(new ModelReduction(Samples: 120)),
        new Neurogenesis("hidden2", Candidates: 3),
    ])
    { Density = "0.8", Upkeep = new Upkeep(1e-4, 0.01) };

    public static TheoryData<StructuralRule> Rules =>
    [
        new DeepR(Prior: 0.01, Temperature: 1e-6), new SparseEvolution(), new RigL(), new MagnitudePruning(0.8, 10),
        new ModelReduction(120), new ModelComparison(), new HomeostaticGrowth(0.5), new NeuronDeath(), new Neurogenesis("hidden1", 2),
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_dormant_synapse_is_nothing_whatever_the_optimizer_does(StructuralRule rule)
    {
        // Bounds would lift weights of zero to 0.01, and decay and momentum go on by themselves.
        var options = new PredictiveCodingOptions { Optimizer = Optimizer.Momentum(0.02).WithDecay(0.1).WithBounds(0.01, 1) };
        using var training = Sparse.Train(new Selection(2, [rule]) { Density = "0.5" }, options: options);
        var change = default(StructuralChange);
        for (var batch = 0; batch < 6; batch++)
        {
            change += training.Next().Change;
            foreach (var projection in Sparse.Of(training.Simulation).Projections)
            {
                var u = projection.Of("u");
                Assert.All(projection.Dormant(), k => Assert.Equal((0, 0), (projection.Weight(k), projection.At(u, k))));
            }
        }

        Assert.True(change != default || rule is NeuronDeath or Neurogenesis, $"{rule} did nothing");
    }

    [Fact]
    public void Gradients_are_the_slope_of_the_free_energy_for_dormant_synapses_too()
    {
        using var training = Sparse.Train(
            Sparse.Never() with { Density = "0.4" }, options: Tiny.Options with { Optimizer = Optimizer.Sgd(1e-300) });
        training.Next();
        GradientTests.RequireSlope(training, [.. training.Learner.Train.OfType<Clamp>(), new Measure()]);
        Assert.Contains(Sparse.Of(training.Simulation)["hidden1_to_hidden2"].Dormant(), k => training.Gradients()["hidden1_to_hidden2"][k] != 0);
    }

    [Fact]
    public void One_thread_and_many_give_the_same_bits()
    {
        using var one = new Workers(1);
        using var three = new Workers(3);
        using var a = Sparse.Train(Everything, workers: one);
        using var b = Sparse.Train(Everything, workers: three);
        Assert.Equal(Run(a), Run(b));
        Tiny.AssertSameBits(a, b);
    }

    [Fact]
    public void Saved_and_resumed_is_as_if_never_stopped()
    {
        using var folder = new TemporaryFolder();
        using var straight = Sparse.Train(Everything);
        var change = Run(straight);
        Assert.True(change is { Grown: > 0, Pruned: > 0, Died: > 0 }, $"{change}");
        using (var first = Sparse.Train(Everything))
        {
            while (first.BatchesDone < 13)
            {
                first.Next();
            }

            Assert.NotEqual(Tiny.Layers, [784, first.Learner.Circuit["hidden1"].Size, first.Learner.Circuit["hidden2"].Size, 10]);
            Checkpoint.Save(folder.Path, first);
        }

        using var resumed = Checkpoint.Read(folder.Path).Resume(Tiny.Data);
        Run(resumed);
        Tiny.AssertSameBits(straight, resumed);
    }

    [Fact]
    public void A_checkpoint_right_after_a_birth_is_whole()
    {
        using var folder = new TemporaryFolder();
        using var training = Sparse.Train(Sparse.Never(), [784, 6, 10]);
        training.Next();
        Sparse.Of(training.Simulation).AddUnits("hidden1", 2);
        Checkpoint.Save(folder.Path, training);
        using var resumed = Checkpoint.Read(folder.Path).Resume(Tiny.Data);
        Assert.Equal(8, resumed.Learner.Circuit["hidden1"].Size);
        Tiny.AssertSameBits(training, resumed);
        var (next, same) = (training.Next(), resumed.Next());
        Assert.Equal(next.Energies, same.Energies);
        Assert.Equal(next, same with { Energies = next.Energies });
    }

    [Theory]
    [InlineData("ipc")]
    [InlineData("zil")]
    [InlineData("generative")]
    [InlineData("learned feedback")]
    public void Every_predictive_coding_model_may_change(string model)
    {
        var selection = Everything with { Rules = [.. Everything.Rules.SkipLast(1), new Neurogenesis("hidden1", 3)] };
        var options = new PredictiveCodingOptions { Selection = selection };
        int[] layers = [784, 24, 16, 10];
        using var training = new Training(
            model switch
            {
                "ipc" => IncrementalPredictiveCoding.Create(layers, new() { Selection = selection, Optimizer = Optimizer.Sgd(0.01) }),
                "zil" => ZeroDivergenceInference.Create(layers, new() { Selection = selection }),
                "generative" => GenerativePredictiveCoding.Create(layers[..3], new() { Selection = selection }),
                _ => PredictiveCoding.Create(layers, options with { Feedback = Feedback.Learned }),
            },
            Tiny.Data,
            new TrainingOptions { Batch = 20, Epochs = 4 });
        var change = Run(training);
        Assert.True(change is { Grown: > 0, Pruned: > 0 }, $"{change}");
        Assert.True(double.IsFinite(training.FreeEnergy()));
        Assert.All(Sparse.Of(training.Simulation).Projections, p => Assert.All(p.Dormant(), k => Assert.Equal(0, p.Weight(k))));
        Assert.All(Sparse.Of(training.Simulation).Projections, p => Assert.InRange(p.Count, 1, (int)(0.6 * p.Capacity)));
    }

    [Fact]
    public void Rules_are_applied_when_they_are_due()
    {
        var selection = new Selection(10, []) { From = 25, Until = 60 };
        Assert.Equal([30, 40, 50, 60], Enumerable.Range(0, 100).Where(step => selection.IsDue(step)));
        Assert.Equal([10, 20, 30], Enumerable.Range(0, 35).Where(step => new Selection(10, []).IsDue(step)));
    }

    [Fact]
    public void Measuring_changes_nothing()
    {
        using var training = Sparse.Train(Everything);
        training.Next();
        var (before, step) = (Tiny.Bits(training), training.Simulation.Step);
        var energy = training.FreeEnergy(training.Data.Train);
        Assert.Equal(step, training.Simulation.Step);
        Assert.All(Tiny.Bits(training), s => Assert.Equal(before[s.Key], s.Value));

        // All 120 images in batches of 20: their mean is that of the batches.
        var plan = training.Simulation.Compile(Sparse.MeasureOf(training));
        var sum = 0.0;
        for (var first = 0; first < 120; first += 20)
        {
            var (images, labels) = (training.Simulation.Stream(plan, Learner.Image), training.Simulation.Stream(plan, Learner.Label));
            labels.CopyFrom(new double[200]);
            for (var row = 0; row < 20; row++)
            {
                Tiny.Data.Train.CopyPixels(first + row, images.Row<double>(row));
                labels[row, Tiny.Data.Train.Label(first + row)] = 1;
            }

            training.Simulation.Run(plan);
            sum += training.Simulation.MeanFreeEnergy(plan, 20) / 6;
        }

        Assert.Equal(sum, energy, 1e-9);
    }

    private static StructuralChange Run(Training training)
    {
        var change = default(StructuralChange);
        training.Run(result => change += result.Change);
        return change;
    }
}
