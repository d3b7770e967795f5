
namespace Homeostat.Tests.Learners.Spiking;

public sealed class DigitTrainingTests
{
    private static readonly ImageSet Drawn = Digits.Draw(train: 300, test: 100);

    private static readonly Workers One = new(1);

    private static readonly Workers Two = new(2);

    private static readonly DiehlCookOptions Small = new() { Cells = 20, Digits = 40, Window = 10, Presentation = 100 * Units.Millisecond };

    public static TheoryData<bool> Forms => [false, true];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Weights_stay_normalized_and_thresholds_only_rise_with_spikes(bool published)
    {
        using var training = Trained(Form(published), 15);
        Assert.All(Enumerable.Range(0, 20), cell =>
        {
            var field = training.ReceptiveField(cell);
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
        Assert.Equal(one.Test(Drawn.Test).Responses, two.Test(Drawn.Test).Responses);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_saved_training_goes_on_to_the_same_bits(bool published)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.npz");
        try
        {
            using var whole = Trained(Form(published), 34);
            using (var first = Trained(Form(published), 23))
            {
                first.Save(path);
            }

            using var second = DigitTraining.Resume(path, Drawn);
            Assert.Equal(23, second.DigitsDone);
            while (second.DigitsDone < 34)
            {
                second.Next();
            }

            Same(whole, second);
            Assert.Equal(2, second.History.Count);
            Assert.Equal(whole.History, second.History);
            Assert.Equal(whole.Labels!.Means.ToArray(), second.Labels!.Means.ToArray());
            var other = Assert.Throws<HomeostatException>(() => DigitTraining.Resume(path, Digits.Draw(train: 300, test: 100, seed: 2)));
            Assert.Contains("sha256", other.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_few_hundred_digits_are_enough_to_be_better_than_chance()
    {
        // A thresholds' rise ten times the published one, for a training a hundred times shorter.
        var options = new DiehlCookOptions { Cells = 50, Digits = 300, Rise = 0.5 * Units.Millivolt, Rate = 0.05, Window = 100, LabeledDigits = 300 };
        using var training = new DigitTraining(Drawn, options, One);
        training.Run();
        Assert.True(training.IsDone);

        // Of 100 digits, chance recognizes more than 25 once in 100,000 times.
        var test = training.Test();
        Assert.InRange(test.Accuracy, 0.26, 1);
        Assert.InRange(test.ProportionAccuracy, 0.26, 1);
    }

    [Fact]
    public void A_dark_digit_is_shown_again_brighter()
    {
        var dark = new LabeledImages("dark", 28, 28, 10, Drawn.Train.Image(0).ToArray().Select(p => (byte)(p / 6)).ToArray(), new byte[] { 3 });
        using var training = new DigitTraining(new ImageSet("dark", dark, dark), Small);
        var result = training.Next();
        Assert.InRange(result.Presentations, 2, Small.MostPresentations);
        Assert.True(result.Spikes >= Small.LeastSpikes || result.Presentations == Small.MostPresentations);
    }

    [Fact]
    public void Settings_out_of_range_are_named() => Assert.Contains(
        "two cells", Assert.Throws<HomeostatException>(() => new DigitTraining(Drawn, Small with { Cells = 1 })).Message, StringComparison.Ordinal);

    private static DiehlCookOptions Form(bool published) => !published ? Small : DiehlCookOptions.Published with
    {
        Cells = Small.Cells,
        Digits = Small.Digits,
        Window = Small.Window,
        Presentation = Small.Presentation,
        Rest = 30 * Units.Millisecond,
    };

    private static DigitTraining Trained(DiehlCookOptions options, int digits, int threads = 1)
    {
        var training = new DigitTraining(Drawn, options, threads == 1 ? One : Two);
        while (training.DigitsDone < digits)
        {
            training.Next();
        }

        return training;
    }

    private static void Same(DigitTraining expected, DigitTraining actual)
    {
        var (a, b) = (expected.Simulation.Snapshot(), actual.Simulation.Snapshot());
        Assert.Equal(a.Step, b.Step);
        Assert.All(a.Values, v => Assert.True(v.Value.AsSpan().SequenceEqual(b.Values[v.Key]), $"{v.Key} differs"));
    }
}
