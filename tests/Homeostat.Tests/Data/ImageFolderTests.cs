using Homeostat.Fuzz;

namespace Homeostat.Tests.Data;

/// <summary>Folders of PNG images.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_a_class_and_a_fifth_is_held_out()
    {
        for (var n = 0; n < 20; n++)
        {
            Write($"set/{(n % 2 == 0 ? "cat" : "dog")}/{n}.png", 4, 3, (byte)(10 * n));
        }

        var set = DataCatalog.Load(_folder["set"]);
        Assert.Equal((4, 3, 2, 16, 4), (set.Train.Width, set.Train.Height, set.Classes, set.Train.Count, set.Test.Count));
        Assert.Equal(["cat", "dog"], set.ClassNames!);
        Assert.Equal(2, set.Test.Labels.ToArray().Count(label => label == 1));
        Assert.All(Enumerable.Range(0, 16), i => Assert.Equal(set.Train.Image(i)[0] / 10 % 2, set.Train.Label(i)));
        var all = Enumerable.Range(0, 16).Select(i => set.Train.Image(i)[0]).Concat(Enumerable.Range(0, 4).Select(i => set.Test.Image(i)[0]));
        Assert.Equal(Enumerable.Range(0, 20).Select(n => (byte)(10 * n)), all.Order());
        var reference = new DataReference(_folder["set"]) { Test = 6, Side = 2 };
        Assert.Equal((2, 2, 14, 6), (reference.Load().Train.Width, reference.Load().Train.Height, reference.Load().Train.Count, reference.Load().Test.Count));
    }

    [Fact]
    public void Folders_for_training_and_testing_are_kept_apart()
    {
        Write("set/train/a/1.png", 2, 2, 1);
        Write("set/train/b/1.png", 2, 2, 2);
        Write("set/test/b/1.PNG", 2, 2, 3);
        var set = DataCatalog.Load(_folder["set"]);
        Assert.Equal((2, 1, 1), (set.Train.Count, set.Test.Count, set.Test.Label(0)));
        Write("set/test/c/1.png", 2, 2, 3);
        Assert.Contains("a class that is not among the training images", Refusal());
    }

    [Fact]
    public void What_is_wrong_is_said_with_the_file()
    {
        Write("set/a/1.png", 2, 2, 1);
        Assert.Contains("1 folders are in it; a folder for each of 2 to 256 classes", Refusal());
        Directory.CreateDirectory(_folder["set/b"]);
        Assert.Contains(Path.Combine("set", "b") + ": there is no PNG image in it", Refusal());
        Write("set/b/1.png", 3, 2, 1);
        Assert.Contains("1.png: the image has 3×2 pixels, but ", Refusal());
        File.WriteAllBytes(_folder["set/b/1.png"], [1, 2, 3]);
        Assert.Contains("1.png: not a readable PNG image", Refusal());
        Write("set/b/1.png", 2, 2, 1);
        Assert.Contains("cannot be shrunk to 9×9", Assert.Throws<HomeostatException>(() => new DataReference(_folder["set"]) { Side = 9 }.Load()).Message);
    }

    private string Refusal() => Assert.Throws<HomeostatException>(() => DataCatalog.Load(_folder["set"])).Message;

    private void Write(string path, int width, int height, byte gray)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        byte[] rows = [.. Enumerable.Range(0, height).SelectMany(_ => (byte[])[0, .. Enumerable.Repeat(gray, width)])];
        File.WriteAllBytes(_folder[path], PngBytes.Of(PngBytes.Header(width, height, 8), rows));
    }
}
