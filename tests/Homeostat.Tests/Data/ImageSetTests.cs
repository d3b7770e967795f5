namespace Homeostat.Tests.Data;

public sealed class ImageSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte", "t10k-images-idx3-ubyte", false)]
    [InlineData("train-images.idx3-ubyte", "t10k-images.idx3-ubyte", false)]
    [InlineData("emnist-letters-train-images-idx3-ubyte", "emnist-letters-test-images-idx3-ubyte", true)]
    public void Finds_the_files_of_a_folder_by_their_usual_names(string train, string test, bool packed)
    {
        Fill(train, test, packed);
        var set = ImageSet.FromFolder(_folder.Path);
        Assert.Equal((3, 2, 6, 4), (set.Train.Count, set.Test.Count, set.Features, set.Classes));
        Assert.Equal((2, 3), (set.Train.Width, set.Train.Height));
        Assert.Equal([6, 7, 8, 9, 10, 11], set.Train.Image(1).ToArray());
        Assert.Equal([0, 3, 1], set.Train.Labels.ToArray());
        Assert.Equal([2, 1], set.Test.Labels.ToArray());
    }

    [Fact]
    public void Names_the_file_that_is_missing()
    {
        Fill("train-images-idx3-ubyte", "t10k-images-idx3-ubyte", packed: false);
        File.Delete(_folder["t10k-labels-idx1-ubyte"]);
        var e = Assert.Throws<HomeostatException>(() => ImageSet.FromFolder(_folder.Path));
        Assert.Contains("t10k-labels-idx1-ubyte", e.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_choose_between_two_sets()
    {
        Fill("train-images-idx3-ubyte", "t10k-images-idx3-ubyte", packed: false);
        Fill("other-train-images-idx3-ubyte", "other-t10k-images-idx3-ubyte", packed: true);
        var e = Assert.Throws<HomeostatException>(() => ImageSet.FromFolder(_folder.Path));
        Assert.Contains("other-train-labels-idx1-ubyte.gz", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_test_label_that_was_never_learned()
    {
        Fill("train-images-idx3-ubyte", "t10k-images-idx3-ubyte", packed: false);
        _folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(2, 9));
        var e = Assert.Throws<HomeostatException>(() => ImageSet.FromFolder(_folder.Path));
        Assert.Contains("label 1 is 9", e.Message, StringComparison.Ordinal);
        Assert.Contains("t10k-labels-idx1-ubyte", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_images_of_two_sizes()
    {
        Fill("train-images-idx3-ubyte", "t10k-images-idx3-ubyte", packed: false);
        _folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(2, 4, 4, _ => 0));
        Assert.Contains("2×3", Assert.Throws<HomeostatException>(() => ImageSet.FromFolder(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var e = Assert.Throws<HomeostatException>(() => ImageSet.FromFolder(_folder["nowhere"]));
        Assert.Contains(_folder["nowhere"], e.Message, StringComparison.Ordinal);
    }

    private void Fill(string train, string test, bool packed)
    {
        void Write(string name, byte[] bytes) => _folder.Write(packed ? name + ".gz" : name, packed ? IdxBytes.Gzip(bytes) : bytes);
        string LabelsOf(string images) => images.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        Write(train, IdxBytes.Images(3, 3, 2, i => (byte)i));
        Write(LabelsOf(train), IdxBytes.Labels(0, 3, 1));
        Write(test, IdxBytes.Images(2, 3, 2, i => (byte)(100 + i)));
        Write(LabelsOf(test), IdxBytes.Labels(2, 1));
    }
}
