namespace Homeostat.Fuzz;

/// <summary>Trainings of random learners on random images: one thread against several, and whole against saved in a checkpoint and resumed.</summary>
internal sealed class TrainingFuzz : Fuzzed
{
    public override string Name => "trainings";

    public override string Summary => "trainings of random learners on random images, saved and resumed";

    public override void Try(int seed, Tally tally)
    {
        var random = new Random(seed);
        var learner = RandomLearners.Learner(random, out var inputs, out var classes);
        var data = DataSource.Of(new ImageSet("random", Images(random, inputs, classes, random.Next(2, 90)), Images(random, inputs, classes, random.Next(1, 20))));
        var options = new TrainingOptions
        {
            Batch = random.Next(1, Math.Min(41, data.Train.Count + 1)),
            Batches = random.Next(1, 12),
            KeepLast = random.OneIn(2),
            Seed = (ulong)random.Next(1, 1000),
            FinalRate = random.Of(0, 0.1, 1),
            Type = random.Of(ElementType.Float32, ElementType.Float64),
        };
        var (threads, saved) = (random.Of(2, 3, 5), random.Next((int)options.Batches + 1));
        var whole = Outcome(learner, data, options, 1, null);
        tally.Count(whole.Refused is null ? "carried out" : whole.Diverged ? "diverged" : "refused");
        Require("one thread against several", Outcome(learner, data, options, threads, null));
        Require("saved and resumed", Outcome(learner, data, options, threads, saved));

        void Require(string check, Outcome other)
        {
            tally.Count(check);
            if (Agreement.SameBits(whole, other) is { } found)
            {
                tally.Faults.Add(new Fault(Name, seed, check, $"{learner.Name}, {string.Join(", ", learner.Circuit.Populations.Select(p => p.Size))}, {options}, saved after {saved}: {found}"));
            }
        }
    }

    private static Outcome Outcome(Learner learner, DataSource data, TrainingOptions options, int threads, int? saved)
    {
        using var workers = new Workers(threads);
        Training? training = null;
        try
        {
            training = new Training(learner, data, options, workers);
            for (var k = 0; k < options.Batches; k++)
            {
                training = k == saved ? Resumed(training, data, workers) : training;
                training.Next();
            }

            training = options.Batches == saved ? Resumed(training, data, workers) : training;
            return new Outcome([training.Simulation.State.ToDictionary(s => s.Key, s => s.Value.ToArray())]);
        }
        catch (HomeostatException e)
        {
            return new Outcome([], e is DivergenceException ? "diverged" : e.Message, e is DivergenceException);
        }
        finally
        {
            training?.Dispose();
        }
    }

    private static Training Resumed(Training training, DataSource data, Workers workers)
    {
        var folder = Directory.CreateTempSubdirectory("homeostat-fuzz-");
        try
        {
            Checkpoint.Save(folder.FullName, training);
            training.Dispose();
            return Checkpoint.Read(folder.FullName).Resume(data, workers: workers);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static LabeledImages Images(Random random, int inputs, int classes, int count)
    {
        var (pixels, labels) = (new byte[count * inputs], new byte[count]);
        random.NextBytes(pixels);
        for (var k = 0; k < count; k++)
        {
            labels[k] = (byte)random.Next(classes);
        }

        return new LabeledImages("random", inputs, 1, classes, pixels, labels);
    }
}
