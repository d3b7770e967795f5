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
}
