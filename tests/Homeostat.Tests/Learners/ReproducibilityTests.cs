
namespace Homeostat.Tests.Learners;

public class ReproducibilityTests
{
    private static readonly string[] Names = ["pc", "ipc", "zil", "bp", "generative", "random order", "early stop"];

    public static TheoryData<string> Models => [.. Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void One_thread_and_many_give_the_same_bits(string model)
    {
        using var one = new Workers(1);
        using var three = new Workers(3);
        using var a = Tiny.Train(Create(model), ElementType.Float32, batch: 50, workers: one);
        using var b = Tiny.Train(Create(model), ElementType.Float32, batch: 50, workers: three);
        a.Run();
        b.Run();
        Tiny.AssertSameBits(a, b);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Saved_and_resumed_is_as_if_never_stopped(string model)
    {
        using var straight = Tiny.Train(Create(model), ElementType.Float32);
        straight.Run();
        using var first = Tiny.Train(Create(model), ElementType.Float32);
        for (var i = 0; i < 7; i++)
        {
            first.Next();
        }

        using var second = Tiny.Train(Create(model), ElementType.Float32, seed: 1);
        second.Restore(first.BatchesDone, first.Simulation.Snapshot());
        second.Run();
        Tiny.AssertSameBits(straight, second);
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        foreach (var model in Names)
        {
            using var one = new Workers(1);
            using var training = Tiny.Train(Create(model), ElementType.Float32, workers: one);
            training.Next();
            training.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            training.Simulation.Run(training.TrainPlan);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before == 0, model);
        }
    }

    [Fact]
    public void Dropping_settled_samples_leaves_each_as_if_it_were_alone()
    {
        const double Tolerance = 0.002;
        var options = Tiny.Options with { Steps = 40, Tolerance = Tolerance };
        var learner = Tiny.PredictiveCoding(options);
        using var one = new Workers(1);
        using var together = Tiny.Train(learner, ElementType.Float32, batch: 40, workers: one);
        var result = together.Next();
        Assert.InRange(result.Steps, 1, 39);
        var states = together.Simulation.Snapshot().Values;
        using var alone = new Simulation(learner.Circuit, 1, new SimulationOptions { Seed = 1 });
        var plan = alone.Compile([.. learner.Train.TakeWhile(p => p is not Learn)]);
        for (var row = 0; row < 40; row++)
        {
            states["input.rate"].AsSpan(row * 784, 784).ToArray().Select(v => (float)v).ToArray()
                .CopyTo(alone.Stream(plan, Learner.Image).Row<float>(0));
            states["output.z"].AsSpan(row * 10, 10).ToArray().Select(v => (float)v).ToArray()
                .CopyTo(alone.Stream(plan, Learner.Label).Row<float>(0));
            alone.Run(plan);
            Assert.Equal(alone.Snapshot().Values["hidden1.z"], states["hidden1.z"].AsSpan(row * 24, 24).ToArray());
            Assert.Equal(alone.Snapshot().Values["hidden2.z"], states["hidden2.z"].AsSpan(row * 16, 16).ToArray());
        }
    }

    [Fact]
    public void Another_seed_gives_another_network()
    {
        using var a = Tiny.Train(Tiny.PredictiveCoding(), seed: 1);
        using var b = Tiny.Train(Tiny.PredictiveCoding(), seed: 2);
        Assert.NotEqual(a.Simulation["input_to_hidden1.w"].ToArray(), b.Simulation["input_to_hidden1.w"].ToArray());
    }

    private static Learner Create(string model) => model switch
    {
        "pc" => Tiny.PredictiveCoding(),
        "ipc" => IncrementalPredictiveCoding.Create(Tiny.Layers, new() { Activation = "sigmoid(z)", Output = OutputModel.Gaussian, Rate = 0.1, Steps = 5 }),
        "zil" => ZeroDivergenceInference.Create(Tiny.Layers),
        "bp" => Backpropagation.Of(Tiny.PredictiveCoding()),
        "generative" => GenerativePredictiveCoding.Create([784, 24, 12]),
        "random order" => Tiny.PredictiveCoding(Tiny.Options with { Order = UpdateOrder.Random }),
        _ => Tiny.PredictiveCoding(Tiny.Options with { Tolerance = 0.003 }),
    };
}
