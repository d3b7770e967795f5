using CsCheck;

namespace Homeostat.Tests.Data;

public class LabeledImagesTests
{
    [Fact]
    public void Pixels_are_scaled_alike_for_any_size() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 9]).Sample((width, height) =>
        {
            var pixels = new byte[2 * width * height];
            new Random((width * 100) + height).NextBytes(pixels);
            var images = new LabeledImages("random", width, height, 2, pixels, new byte[] { 0, 1 });
            var single = new float[images.Features + 1];
            var twice = new double[images.Features];
            single[^1] = -7;
            images.CopyPixels(1, single);
            images.CopyPixels(1, twice);
            for (var i = 0; i < images.Features; i++)
            {
                Assert.Equal(pixels[images.Features + i] / 255f, single[i]);
                Assert.Equal(pixels[images.Features + i] / 255.0, twice[i]);
            }

            Assert.Equal(-7, single[^1]);
            Assert.Equal(single[..^1], images.ToFeatures()[images.Features..]);
        });

    [Fact]
    public void Take_and_split_keep_images_with_their_labels()
    {
        var images = new LabeledImages("four", 1, 2, 4, new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 }, new byte[] { 3, 2, 1, 0 });
        var (first, second) = images.Take(3).Split(1);
        Assert.Equal((1, 2), (first.Count, second.Count));
        Assert.Equal([4, 5], second.Image(1).ToArray());
        Assert.Equal(1, second.Label(1));
        Assert.Same(images, images.Take(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => second.Image(2).Length);
    }

    [Fact]
    public void Sizes_and_labels_are_checked()
    {
        Assert.Contains("5 bytes", Assert.Throws<HomeostatException>(() => new LabeledImages("x", 2, 1, 2, new byte[5], new byte[2])).Message, StringComparison.Ordinal);
        Assert.Contains("label 1 is 2", Assert.Throws<HomeostatException>(() => new LabeledImages("x", 1, 1, 2, new byte[2], new byte[] { 0, 2 })).Message, StringComparison.Ordinal);
        var images = new LabeledImages("x", 2, 1, 2, new byte[2], new byte[1]);
        Assert.Throws<ArgumentException>(() => images.CopyPixels(0, new float[1]));
    }
}
