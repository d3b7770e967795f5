using Homeostat.Fuzz;

namespace Homeostat.Tests.Data;

/// <summary>Folders of images.</summary>
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
    public void Colors_are_three_channels_if_they_are_asked_for_and_JPEG_images_are_read_too()
    {
        Directory.CreateDirectory(_folder["set/a"]);
        Directory.CreateDirectory(_folder["set/b"]);
        var jpeg = Convert.FromBase64String(JpegSample.All.Single(sample => sample.Name == "baseline 4:2:0").Image);
        for (var n = 0; n < 5; n++)
        {
            File.WriteAllBytes(_folder[$"set/a/{n}.jpg"], jpeg);
            byte[] rows = [.. Enumerable.Range(0, 18).SelectMany(_ => (byte[])[0, .. Enumerable.Repeat<byte[]>([1, 2, 3], 21).SelectMany(pixel => pixel)])];
            File.WriteAllBytes(_folder[$"set/b/{n}.png"], PngBytes.Of(PngBytes.Header(21, 18, 8, color: 2), rows));
        }

        var gray = new DataReference(_folder["set"]).Load();
        Assert.Equal((1, 378), (gray.Train.Channels, gray.Features));
        var colored = new DataReference(_folder["set"]) { Color = true, Side = 7, Test = 2 }.Load();
        Assert.Equal((3, 7, 7, 147), (colored.Train.Channels, colored.Train.Width, colored.Train.Height, colored.Features));
        var image = Enumerable.Range(0, 8).First(i => colored.Train.Label(i) == 1);
        Assert.Equal([.. Enumerable.Repeat((byte)1, 49), .. Enumerable.Repeat((byte)2, 49), .. Enumerable.Repeat((byte)3, 49)], colored.Train.Image(image).ToArray());
        Assert.Equal(3, DataSource.Of(colored).Schema!.Images!.Channels);

        // What is made of images in colors stays in colors.
        Assert.All([colored.Train.Take(3), colored.Train.Split(2).Second, colored.Train.Sample(2), colored.Train.Binarized(Binarization.Threshold, 1), colored.Train.With(new Standardization(.5, 2)), colored.Train.Named("x")],
            images => Assert.Equal(3, images.Channels));
        Assert.Contains("the model was trained on 7×7 pixels in colors", Assert.Throws<HomeostatException>(() => gray.Train.As(DataSource.Of(colored).Schema!.Images!)).Message);
    }

    [Fact]
    public void A_convolution_reads_images_in_their_own_form()
    {
        var data = DataSource.Of(new ImageSet("colors", Images(3), Images(3)));
        using var training = new Training(SoftHebbConvolution.Create([3 * 16, 4, 2], new SoftHebbConvolutionOptions { Channels = 3 }), data, new TrainingOptions { Batch = 2, Epochs = 2 });
        training.Run();
        Assert.Contains(
            "reads images of 1 channels of 6 rows and 8 columns, but those of 'colors' have 3 channels of 4 rows and 4 columns",
            Assert.Throws<HomeostatException>(() => new Training(SoftHebbConvolution.Create([3 * 16, 4, 2]), data)).Message);

        static LabeledImages Images(int channels) => new("x", 4, 4, 2, Enumerable.Range(0, 4 * 16 * channels).Select(i => (byte)(37 * i)).ToArray(), new[] { 0, 1, 0, 1 }, channels);
    }

    [Fact]
    public void What_is_wrong_is_said_with_the_file()
    {
        Write("set/a/1.png", 2, 2, 1);
        Assert.Contains("1 folders are in it; a folder for each of 2 to 65536 classes", Refusal());
        Directory.CreateDirectory(_folder["set/b"]);
        Assert.Contains(Path.Combine("set", "b") + ": there is no image in it", Refusal());
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
