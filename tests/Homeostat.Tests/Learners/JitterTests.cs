namespace Homeostat.Tests.Learners;

public sealed class JitterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 0, "123456789")]
    [InlineData(1, 0, "012045078")]
    [InlineData(-1, 0, "230560890")]
    [InlineData(0, 1, "000123456")]
    [InlineData(0, -2, "789000000")]
    [InlineData(2, -1, "004007000")]
    [InlineData(-1, 1, "000230560")]
    [InlineData(3, 0, "000000000")]
    [InlineData(0, -5, "000000000")]
    public void An_image_is_shifted_and_what_comes_in_is_zero(int right, int down, string expected)
    {
        // Two channels, of which the second is ten times the first.
        double[] pixels = [.. Enumerable.Range(0, 18).Select(n => n < 9 ? n + 1.0 : (n - 8) * 10.0)];
        Jitter.Shift(pixels.AsSpan(), height: 3, width: 3, right, down);
        double[] one = [.. expected.Select(digit => (double)(digit - '0'))];
        Assert.Equal([.. one, .. one.Select(x => 10 * x)], pixels);
    }

    [Fact]
    public void Shifts_are_uniform_and_depend_on_seed_epoch_and_image()
    {
        var shifts = Enumerable.Range(0, 5000).Select(new Jitter(2, Seed: 7, Epoch: 3).Of).ToArray();
        var counts = shifts.GroupBy(shift => shift).Select(group => group.Count()).ToArray();

        // Each of 25 shifts is expected 200 times, with a standard deviation of 14.
        Assert.Equal(25, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 130, 270));
        Assert.Equal(shifts[..100], Enumerable.Range(0, 100).Select(new Jitter(2, 7, 3).Of));
        Assert.NotEqual(shifts[..100], Enumerable.Range(0, 100).Select(new Jitter(2, 7, 4).Of));
        Assert.NotEqual(shifts[..100], Enumerable.Range(0, 100).Select(new Jitter(2, 8, 3).Of));
    }

    [Fact]
    public void What_comes_into_a_standardized_image_is_black()
    {
        var form = Standardization.Of(Tiny.Data.Train);
        var data = Tiny.Data with { Train = Tiny.Data.Train.With(form), Test = Tiny.Data.Test.With(form) };
        using var training = new Training(Backpropagation.Create([784, 10]), data, new TrainingOptions { Batch = 30, Jitter = 5, Type = ElementType.Float64 });
        training.Next();
        var samples = new BatchOrder(data.Train.Count, 30, training.Options.Seed).Batch(0, 0).ToArray();
        var image = new double[784];
        Tiny.Data.Train.CopyPixels(samples[4], image);
        var (right, down) = new Jitter(5, training.Options.Seed, 0).Of(samples[4]);
        Jitter.Shift(image.AsSpan(), 28, 28, right, down);
        Assert.All(image.Zip(training.Values("input.rate").Skip(4 * 784)), pair => Assert.Equal(form.Of(pair.First), pair.Second, 1e-12));
    }

    [Fact]
    public void A_training_sees_shifted_images_and_a_test_does_not()
    {
        using var training = Of(jitter: 2);
        training.Next();
        var learned = training.Values("input.rate").Chunk(784).ToArray();
        var samples = new BatchOrder(Tiny.Data.Train.Count, 30, training.Options.Seed).Batch(0, 0).ToArray();
        for (var row = 0; row < samples.Length; row++)
        {
            var image = new double[784];
            Tiny.Data.Train.CopyPixels(samples[row], image);
            var (right, down) = new Jitter(2, training.Options.Seed, 0).Of(samples[row]);
            Jitter.Shift(image.AsSpan(), 28, 28, right, down);
            Assert.Equal(image, learned[row]);
        }

        using var plain = Of(jitter: 0);
        training.CopyWeights(plain);
        Assert.Equal(plain.Test().Predictions, training.Test().Predictions);
    }

    [Fact]
    public void A_resumed_training_sees_the_same_images()
    {
        using var straight = Of(jitter: 2);
        straight.Run();
        using (var first = Of(jitter: 2))
        {
            first.Next();
            first.Next();
            Checkpoint.Save(_folder.Path, first);
        }

        using var resumed = Checkpoint.Read(_folder.Path).Resume(Tiny.Data);
        Assert.Equal(2, resumed.Options.Jitter);
        resumed.Run();
        Tiny.AssertSameBits(straight, resumed);
        using var plain = Of(jitter: 0);
        plain.Run();
        Assert.NotEqual(plain.Values("input_to_hidden1.w"), straight.Values("input_to_hidden1.w"));
    }

    [Fact]
    public void What_cannot_be_shifted_is_refused()
    {
        var learner = MonoForward.Create([2, 4, 2]);
        var data = new DataSource("points") { Train = new DataPart { [Learner.Image] = new double[,] { { 0, 1 }, { 1, 0 } } } };
        Assert.Equal(
            "The data 'points' has no images to shift by 2 pixels: it has image (2 units). Set Jitter to 0, or give it a stream 'image' of images, or of "
            + "arrays of the shape [channels, rows, columns].",
            Assert.Throws<HomeostatException>(() => new Training(learner, data, new TrainingOptions { Batch = 2, Jitter = 2 })).Message);
        Assert.Equal(
            "Images cannot be shifted by up to -1 pixels; give 0 (never) or more.",
            Assert.Throws<HomeostatException>(() => new Training(learner, data, new TrainingOptions { Batch = 2, Jitter = -1 })).Message);
    }

    private static Training Of(int jitter) => new(
        MonoForward.Create(Tiny.Layers), Tiny.Data, new TrainingOptions { Batch = 30, Epochs = 2, Jitter = jitter, Type = ElementType.Float64 });
}
