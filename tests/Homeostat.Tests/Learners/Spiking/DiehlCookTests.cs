namespace Homeostat.Tests.Learners.Spiking;

public sealed class DiehlCookTests
{
    private static readonly ImageSet Drawn = Digits.Draw(train: 300, test: 100);

    private static readonly Workers One = new(1);

    private static readonly Workers Two = new(2);

    private static readonly DiehlCookOptions Small = new() { Cells = 20, Window = 10, Presentation = 100 * Units.Millisecond };

    public static TheoryData<bool> Forms => [false, true];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Weights_stay_normalized_and_thresholds_only_rise_with_spikes(bool published)
    {
        using var training = Trained(Form(published), 15);
        Assert.All(Enumerable.Range(0, 20), cell =>
        {
            var field = DiehlCook.ReceptiveField(training.Simulation, cell);
            Assert.Equal(78.4, field.Sum(w => (double)w), 1e-2);
            Assert.All(field, w => Assert.True(w >= 0));
        });
        var theta = training.Simulation["cell.theta"].ToArray();
        Assert.All(theta, t => Assert.InRange(t, 0, 0.052));
        Assert.Contains(theta, t => t > 0);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void One_thread_and_two_learn_the_same_bits(bool published)
    {
        using var one = Trained(Form(published), 12, threads: 1);
        using var two = Trained(Form(published), 12, threads: 2);
        Same(one, two);
        Assert.Equal(one.Test(Drawn.Test).Outputs, two.Test(Drawn.Test).Outputs);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_saved_training_goes_on_to_the_same_bits(bool published)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}");
        try
        {
            using var whole = Trained(Form(published), 34);
            using (var first = Trained(Form(published), 23))
            {
                Checkpoint.Save(folder, first);
            }

            using var second = Checkpoint.Read(folder).Resume(Drawn);
            Assert.Equal(23, second.BatchesDone);
            while (second.BatchesDone < 34)
            {
                second.Next();
            }

            Same(whole, second);
            Assert.Equal(2, second.Recognition!.History.Count);
            Assert.Equal(whole.Recognition!.History, second.Recognition.History);
            Assert.Equal(whole.Recognition.Labels!.Means.ToArray(), second.Recognition.Labels!.Means.ToArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_few_hundred_digits_are_enough_to_be_better_than_chance()
    {
        // A thresholds' rise ten times the published one, for a training a hundred times shorter.
        var options = new DiehlCookOptions { Cells = 50, Rise = 0.5 * Units.Millivolt, Rate = 0.05, Window = 100, LabeledDigits = 300 };
        using var training = new Training(DiehlCook.Learner(784, options), Drawn, new TrainingOptions { Batch = 1, Batches = 300, TestBatch = 100 }, One);
        training.Run();
        Assert.True(training.IsDone);

        // Of 100 digits, chance recognizes more than 25 once in 100,000 times.
        var test = training.Test();
        Assert.InRange(test.Accuracy, 0.26, 1);
        Assert.InRange(Metrics.Accuracy(test.Labels!.PredictAll(test.Outputs, CellReadout.Proportions), Drawn.Test.Labels), 0.26, 1);
    }

    [Fact]
    public void A_dark_digit_is_shown_again_brighter()
    {
        var dark = new LabeledImages("dark", 28, 28, 10, Drawn.Train.Image(0).ToArray().Select(p => (byte)(p / 6)).ToArray(), new byte[] { 3 });
        using var training = new Training(DiehlCook.Learner(784, Small), new ImageSet("dark", dark, dark), new TrainingOptions { Batch = 1, Batches = 40 });
        var result = training.Next();
        Assert.InRange(result.Presentations, 2, Small.MostPresentations);
        Assert.True(training.Simulation["cell.count"].ToArray().Sum() >= Small.LeastSpikes || result.Presentations == Small.MostPresentations);

        // The last presentation was the brightest: 1 + half as much for each one before it.
        var shown = training.Simulation.Stream(training.TrainPlan, Learner.Image).ToArray();
        Assert.Equal(dark.Image(0).ToArray().Max() / 255f * (1 + (0.5f * ((float)result.Presentations - 1))), shown.Max());
    }

    [Fact]
    public void The_results_of_a_seed_are_those_that_were_published()
    {
        // A change of these numbers (40 digits, then all 100 test images) changes every published figure.
        using var training = new Training(
            DiehlCook.Learner(784, new DiehlCookOptions { Cells = 20, Window = 10, LabeledDigits = 150 }), Drawn,
            new TrainingOptions { Batch = 1, Batches = 40, TestBatch = 100 }, One);
        training.Run();
        Assert.Equal(1568.0001122523163, training.Simulation["pixel_to_cell.w"].ToArray().Sum(), 1e-9);
        var test = training.Test();
        Assert.Equal(0.21, test.Accuracy);
        Assert.Equal(100921.0, test.Outputs.Select((s, i) => (double)s * ((i % 97) + 1)).Sum());
    }

    [Fact]
    public void Settings_out_of_range_are_named() => Assert.Contains(
        "two cells", Assert.Throws<HomeostatException>(() => DiehlCook.Learner(784, Small with { Cells = 1 })).Message, StringComparison.Ordinal);

    private static DiehlCookOptions Form(bool published) => !published ? Small : DiehlCookOptions.Published with
    {
        Cells = Small.Cells,
        Window = Small.Window,
        Presentation = Small.Presentation,
        Rest = 30 * Units.Millisecond,
    };

    private static Training Trained(DiehlCookOptions options, int digits, int threads = 1)
    {
        var training = new Training(
            DiehlCook.Learner(784, options), Drawn, new TrainingOptions { Batch = 1, Batches = 40, TestBatch = 100 }, threads == 1 ? One : Two);
        while (training.BatchesDone < digits)
        {
            training.Next();
        }

        return training;
    }

    private static void Same(Training expected, Training actual)
    {
        var (a, b) = (expected.Simulation.Snapshot(), actual.Simulation.Snapshot());
        Assert.Equal(a.Step, b.Step);
        Assert.All(a.Values, v => Assert.True(v.Value.AsSpan().SequenceEqual(b.Values[v.Key]), $"{v.Key} differs"));
    }
}
