using Homeostat.Tests.Data;

namespace Homeostat.Tests.Exchange;

/// <summary>Data by reference, with images held out for validation.</summary>
public class DataReferenceTests
{
    [Fact]
    public void Images_held_out_are_the_last_ones_and_no_test_image_is_among_them()
    {
        var all = Digits.Draw(50, 5, 3);
        var held = new DataReference("digits") { Train = 38, Validation = 12, Seed = 3 }.Load();
        Assert.Equal((38, 12), (held.Train.Count, held.Test.Count));
        for (var i = 0; i < 50; i++)
        {
            var image = i < 38 ? held.Train.Image(i) : held.Test.Image(i - 38);
            Assert.True(all.Train.Image(i).SequenceEqual(image), $"image {i}");
            Assert.Equal(all.Train.Label(i), i < 38 ? held.Train.Label(i) : held.Test.Label(i - 38));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100)]
    public void Standardized_images_have_the_mean_and_deviation_of_the_training_images_that_are_learned(int? validation)
    {
        var reference = new DataReference("digits") { Train = 300, Test = 60, Validation = validation, Seed = 3 };
        var (plain, standardized) = (reference.Load(), (reference with { Standardize = true }).Load());
        var (pixels, expected) = (plain.Train.ToFeatures(), standardized.Train.ToFeatures());
        var mean = pixels.Average(x => (double)x);
        var deviation = Math.Sqrt(pixels.Average(x => (x - mean) * (x - mean)));
        Assert.Equal(0, expected.Average(x => (double)x), 1e-5);
        Assert.Equal(1, expected.Average(x => (double)x * x), 1e-5);

        // The test images have the same form, in single and double precision and after a choice of some; their bytes are as they were.
        var (seen, numbers) = (standardized.Test.Sample(20, 5), new double[784]);
        var chosen = plain.Test.Sample(20, 5);
        DataPart.Of(seen)[DataSource.Image].CopyTo(7, numbers);
        Assert.All(chosen.ToFeatures()[(7 * 784)..(8 * 784)].Zip(numbers), pair => Assert.Equal((pair.First - mean) / deviation, pair.Second, 1e-5));
        Assert.All(seen.ToFeatures()[(7 * 784)..(8 * 784)].Zip(numbers), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.True(chosen.Image(7).SequenceEqual(seen.Image(7)));
        Assert.NotEqual(DataSource.Of(plain).Fingerprint(), DataSource.Of(standardized).Fingerprint());
    }

    [Fact]
    public void Images_of_one_gray_value_are_not_standardized()
    {
        using var folder = new TemporaryFolder();
        foreach (var part in new[] { "train", "t10k" })
        {
            File.WriteAllBytes(folder[$"{part}-images-idx3-ubyte"], IdxBytes.Images(2, 2, 3, _ => 9));
            File.WriteAllBytes(folder[$"{part}-labels-idx1-ubyte"], IdxBytes.Labels(0, 1));
        }

        var error = Assert.Throws<HomeostatException>(() => new DataReference(folder.Path) { Standardize = true }.Load());
        Assert.Contains("all pixels are the same, so they have no deviation to be standardized by", error.Message);
    }

    [Fact]
    public void Fewer_images_are_taken_from_what_is_not_held_out()
    {
        using var folder = new TemporaryFolder();
        Write("train-images-idx3-ubyte", IdxBytes.Images(20, 2, 3, i => (byte)i));
        Write("train-labels-idx1-ubyte", IdxBytes.Labels([.. Enumerable.Range(0, 20).Select(i => (byte)(i % 3))]));
        Write("t10k-images-idx3-ubyte", IdxBytes.Images(4, 2, 3, i => (byte)(200 + i)));
        Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(0, 1, 2, 0));
        var whole = new DataReference(folder.Path).Load();
        var held = new DataReference(folder.Path) { Train = 5, Validation = 6, Test = 2 }.Load();
        Assert.Equal((5, 2), (held.Train.Count, held.Test.Count));
        Assert.True(whole.Train.Image(14).SequenceEqual(held.Test.Image(0)));
        Assert.True(whole.Train.Image(4).SequenceEqual(held.Train.Image(4)));

        var none = Assert.Throws<HomeostatException>(() => new DataReference(folder.Path) { Validation = 20 }.Load());
        Assert.Contains("20 images were to be held out for validation", none.Message);
        var beyond = Assert.Throws<HomeostatException>(() => new DataReference(folder.Path) { Validation = 6, Train = 15 }.Load());
        Assert.Contains("has 14", beyond.Message);
        Assert.Contains("give one or more", Assert.Throws<HomeostatException>(() => new DataReference("digits") { Validation = 0 }.Load()).Message);

        void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder.Path, name), bytes);
    }

    [Fact]
    public void Black_and_white_images_are_those_at_half_or_drawn_with_the_gray_values()
    {
        var reference = new DataReference(DataCatalog.Embedded) { Train = 400, Test = 50, Seed = 3 };
        var gray = reference.Load().Train.ToFeatures();
        var half = (reference with { Binarize = Binarization.Threshold }).Load().Train.ToFeatures();
        Assert.Equal(gray.Select(x => x >= 0.5f ? 1f : 0f), half);
        var drawn = (reference with { Binarize = Binarization.Sampled }).Load().Train.ToFeatures();
        Assert.All(drawn.Distinct(), x => Assert.True(x is 0 or 1));
        Assert.Equal(drawn, (reference with { Binarize = Binarization.Sampled }).Load().Train.ToFeatures());

        // A binomial mean: five deviations of the sum of all pixels.
        var deviation = Math.Sqrt(gray.Sum(x => (double)x * (1 - x)));
        Assert.InRange(drawn.Sum(x => (double)x) - gray.Sum(x => (double)x), -5 * deviation, 5 * deviation);
        Assert.All(gray.Zip(drawn), pair => Assert.True(pair.First is > 0 and < 1 || pair.First == pair.Second));
    }
}
