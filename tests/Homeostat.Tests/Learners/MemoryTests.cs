namespace Homeostat.Tests.Learners;

/// <summary>The memory that a training takes.</summary>
public class MemoryTests
{
    private static readonly PredictiveCodingOptions Options = new() { Steps = 2, Bias = false };

    [Fact]
    public void What_is_checked_beforehand_has_every_array_of_the_size_of_the_weights()
    {
        var model = new CircuitModel(PredictiveCoding.Create([784, 30, 10], Options).Circuit);
        var parts = MemoryNeed.Of(model, batch: 5, ElementType.Float32).ToLookup(part => part.Name, part => part.Bytes);

        // The weights themselves, and packed: in one direction, or in both where errors come back. Then gradient, sum over the batch, and moments.
        Assert.Equal([784 * 30 * 4, 784 * 30 * 4], parts["input_to_hidden1.w"]);
        Assert.Equal([30 * 10 * 4, 30 * 10 * 4, 30 * 10 * 4], parts["hidden1_to_output.w"]);
        Assert.Equal(30 * 10 * 4, Assert.Single(parts["hidden1_to_output:batch0"]));
        Assert.All(["g", "m", "v"], name => Assert.Equal(784 * 30 * 4, Assert.Single(parts[$"input_to_hidden1.{name}"])));
        Assert.Equal(4, Assert.Single(parts["input_to_hidden1.eta"]));
        Assert.Equal(5 * 30 * 4, Assert.Single(parts["hidden1.z"]));
    }

    [Fact]
    public void The_first_batch_and_the_free_energy_copy_no_weights()
    {
        using var training = new Training(PredictiveCoding.Create([784, 3000, 10], Options), Tiny.Data, new TrainingOptions { Batch = 10, Epochs = 1 });
        var weights = (long)training.Simulation["input_to_hidden1.w"].ByteLength;
        Assert.InRange(Allocated(() => training.Next()), 0, weights);
        Assert.InRange(Allocated(() => training.FreeEnergy()), 0, weights);

        static long Allocated(Action act)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            act();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData("pc")]
    [InlineData("ipc")]
    [InlineData("generative-pc")]
    public void The_free_energy_leaves_every_bit_of_the_state_as_it_was(string model)
    {
        var learner = ModelCatalog.Find(model).Create(model == "generative-pc" ? [784, 12] : Tiny.Layers);
        using var training = Tiny.Train(learner);
        training.Next();
        var before = training.Simulation.Snapshot();
        training.FreeEnergy();
        Stability.RateTimesEigenvalue(training.Simulation, learner.Train, 4);
        var after = training.Simulation.Snapshot();
        Assert.Equal((before.Step, before.Runs), (after.Step, after.Runs));
        Assert.All(before.Values, variable => Assert.Equal(variable.Value, after.Values[variable.Key]));
    }
}
