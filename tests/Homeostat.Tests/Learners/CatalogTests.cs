namespace Homeostat.Tests.Learners;

/// <summary>What every learner of the catalog promises, whatever its rule.</summary>
public sealed class CatalogTests
{
    private static readonly int[] Layers = [196, 24, 16, 10];

    private static readonly ImageSet Data = Small(Digits.Draw(36, 12, seed: 5));

    public static TheoryData<string> Models => [.. ModelCatalog.All.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void One_thread_and_two_give_the_same_bits(string model)
    {
        using var one = new Workers(1);
        using var two = new Workers(2);
        using var a = Train(model, workers: one);
        using var b = Train(model, workers: two);
        a.Run();
        b.Run();
        Tiny.AssertSameBits(a, b);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Saved_in_any_stage_and_resumed_is_as_if_never_stopped(string model)
    {
        using var straight = Train(model);
        straight.Run();
        var trainings = new List<Training>();
        for (var stop = 1; stop < straight.BatchesInAll; stop += 2)
        {
            var next = Train(model);
            if (trainings.Count > 0)
            {
                next.Restore(trainings[^1].BatchesDone, trainings[^1].Simulation.Snapshot());
            }

            trainings.Add(next);
            next.Next();
            next.Next();
        }

        trainings[^1].Run();
        Tiny.AssertSameBits(straight, trainings[^1]);
        trainings.ForEach(training => training.Dispose());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_interpreter_agrees(string model)
    {
        var learner = Create(model);
        using var cpu = new Simulation(learner.Circuit, 5, new SimulationOptions { Type = ElementType.Float64 });
        using var oracle = new Simulation(learner.Circuit, 5, new SimulationOptions { Type = ElementType.Float64, Substrate = Substrate.Interpreter });
        var part = (DataPart)Data.Train;
        IReadOnlyList<Phase>[] schedules = [learner.Begin, .. learner.Stages.Select(stage => stage.Train), learner.Train, learner.Train, learner.Test];
        foreach (var schedule in schedules.Where(schedule => schedule.Count > 0))
        {
            var (one, other) = (cpu.Compile(schedule), oracle.Compile(schedule));
            new Feed(cpu, one, model, Data.Name).Fill(part, [0, 1, 2, 3, 4]);
            new Feed(oracle, other, model, Data.Name).Fill(part, [0, 1, 2, 3, 4]);
            cpu.Run(one);
            oracle.Run(other);
            foreach (var (name, found) in cpu.State)
            {
                Assert.All(found.ToArray().Zip(oracle[name].ToArray()), pair => Assert.True(
                    Math.Abs(pair.First - pair.Second) <= 1e-9 * (1 + Math.Abs(pair.First)), $"{name}: {pair.First} and {pair.Second}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Its_equations_plan_and_properties_can_be_read(string model)
    {
        var learner = Create(model);
        Assert.Contains("projection", Inspection.Equations(learner), StringComparison.Ordinal);
        Assert.NotEmpty(Inspection.Plan(learner));
        Assert.NotEmpty(Taxonomy.Of(learner).ToString());
        Assert.NotEmpty(learner.Source);
    }

    [Fact]
    public void A_setting_that_several_models_have_means_the_same_in_all()
    {
        foreach (var setting in ModelCatalog.All.SelectMany(model => model.Settings).GroupBy(setting => setting.Name))
        {
            Assert.Single(setting.Select(s => s.Type).Distinct());
            Assert.Single(setting.Select(s => string.Join(',', s.Choices)).Distinct());
        }
    }

    private static Learner Create(string model)
    {
        var found = ModelCatalog.Find(model);
        var learner = found.Create(found.LayersOf(Layers));
        return learner with { Stages = [.. learner.Stages.Select(stage => stage with { Epochs = 1 })] };
    }

    // Every second pixel of every second row: machines that draw unit after unit take too long for more.
    private static ImageSet Small(ImageSet digits)
    {
        return new ImageSet("small digits", Of(digits.Train), Of(digits.Test));

        static LabeledImages Of(LabeledImages images) => new(
            images.Name, 14, 14, images.Classes,
            Enumerable.Range(0, images.Count).SelectMany(n => Enumerable.Range(0, 196).Select(pixel => images.Image(n)[(56 * (pixel / 14)) + (2 * (pixel % 14))])).ToArray(),
            images.Labels.ToArray());
    }

    // Three batches an epoch: one epoch for each stage, and two for the last.
    private static Training Train(string model, Workers? workers = null)
    {
        var learner = Create(model);
        return new Training(learner, Data, new TrainingOptions { Batch = 12, Epochs = learner.Stages.Count + 2 }, workers);
    }
}
