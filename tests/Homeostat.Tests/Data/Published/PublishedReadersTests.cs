using System.IO.Compression;
using Homeostat.Fuzz;

namespace Homeostat.Tests.Data;

/// <summary>The readers of published data sets, with small files made here.</summary>
public class PublishedReadersTests
{
    private static readonly byte[] Left = [.. Enumerable.Range(0, 784).Select(i => (byte)(i < 28 ? 0 : 1))];

    [Fact]
    public void A_test_part_is_divided_or_kept_whole()
    {
        VerifiedFile[] files = [File("images", IdxBytes.Images(5, 1, 2, i => (byte)i)), File("labels", IdxBytes.Labels(0, 1, 2, 0, 1))];
        var divided = PublishedIdx.TestPart(train: 3)(Source("tiny", 3), files);
        Assert.Equal(("tiny", "tiny train", "tiny test"), (divided.Name, divided.Train.Name, divided.Test.Name));
        Assert.Equal([0, 1, 2], divided.Train.Labels.ToArray());
        Assert.Equal([6, 7], divided.Test.Image(0).ToArray());
        var whole = PublishedIdx.TestPart(train: 0)(Source("tiny", 3), files);
        Assert.Equal((0, 5), (whole.Train.Count, whole.Test.Count));
    }

    [Fact]
    public void A_data_set_without_training_images_is_refused_where_it_should_be_learned()
    {
        VerifiedFile[] files = [File("images", IdxBytes.Images(2, 1, 2, i => (byte)i)), File("labels", IdxBytes.Labels(0, 1))];
        var set = PublishedIdx.TestPart(train: 0)(Source("tiny", 2), files);
        var error = Assert.Throws<HomeostatException>(() => new Training(PredictiveCoding.Create([2, 2]), set));
        Assert.StartsWith("The data 'tiny' has no samples to learn from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silhouettes_are_transposed_and_inverted_and_the_validation_images_come_last()
    {
        var set = Silhouettes.Read(Source("s", 3), [File("a.mat", Mat())]);
        Assert.Equal([1, 2], set.Train.Labels.ToArray());
        Assert.Equal([0], set.Test.Labels.ToArray());

        // The first column of the file's image, its first 28 numbers, is the object.
        Assert.Equal(Enumerable.Range(0, 784).Select(i => (byte)(i % 28 == 0 ? 255 : 0)), set.Train.Image(0).ToArray());
        Assert.Equal(new byte[784], set.Train.Image(1).ToArray());
    }

    [Fact]
    public void What_is_wrong_with_silhouettes_is_said()
    {
        Says("a.mat: there is no variable 'val_data'", Mat(without: "val_data"));
        Says("a pixel is 3; 0 or 1 was expected", Mat(white: 3));
        Says("label 0 is 255; with 3 classes, 0 to 2 was expected", Mat(label: 0));
        Says("label 0 is 3; with 3 classes", Mat(label: 4));

        static void Says(string expected, byte[] mat) =>
            Assert.Contains(expected, Assert.Throws<HomeostatException>(() => Silhouettes.Read(Source("s", 3), [File("a.mat", mat)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Omniglot_is_divided_by_drawers_and_its_ink_is_white()
    {
        var set = Omniglot.Read(Source("o", 3), [Zip("one", ["B/character02", "B/character01"]), Zip("two", ["A/character01", "B/character01"])]);
        Assert.Equal((15 * 3, 5 * 3), (set.Train.Count, set.Test.Count));
        Assert.Equal([0, 1, 2, 0, 1, 2], set.Train.Labels[..6].ToArray());

        // Drawer d of a character has d rows of ink at the top of 56; the image is half as high and wide.
        Assert.Equal(7 * 28, set.Train.Image(13 * 3).ToArray().Count(pixel => pixel == 255));
        Assert.Equal(10 * 28, set.Test.Image(4 * 3).ToArray().Count(pixel => pixel == 255));
        Assert.True(set.Test.Image(14)[..28].IndexOfAnyExcept((byte)255) < 0);
    }

    [Fact]
    public void What_is_wrong_with_Omniglot_is_said()
    {
        Says("drawing 20 of A/character01 is missing", Zip("z", ["A/character01"], drawers: 19));
        Says("z, set/A/1.png: a drawing is named", Zip("z", ["A/character01"], other: "set/A/1.png"));
        Says("z: no intact zip archive", File("z", [1, 2, 3]));
        Says("z, set/A/character01/0001_01.png: not a readable PNG image", Zip("z", ["A/character01"], image: [1, 2, 3]));

        static void Says(string expected, VerifiedFile zip) =>
            Assert.Contains(expected, Assert.Throws<HomeostatException>(() => Omniglot.Read(Source("o", 1), [zip])).Message, StringComparison.Ordinal);
    }

    private static PublishedData Source(string name, int classes) => new(name, name, "CC0", classes, [new("http://localhost/")], []);

    private static VerifiedFile File(string path, byte[] bytes) => new(path, bytes);

    private static byte[] Mat(string? without = null, byte white = 1, byte label = 2)
    {
        byte[] pixels = [.. Left.Select(pixel => pixel == 1 ? white : pixel)];
        (string Name, int Columns, byte[] Values)[] variables =
        [
            ("train_data", 784, pixels), ("train_labels", 1, [label]), ("val_data", 784, [.. Enumerable.Repeat((byte)1, 784)]), ("val_labels", 1, [3]),
            ("test_data", 784, pixels), ("test_labels", 1, [1]),
        ];
        return MatBytes.Of([.. variables.Where(v => v.Name != without).Select(v => MatBytes.Packed(MatBytes.Matrix(v.Name, 1, v.Columns, MatBytes.Element(2, v.Values))))]);
    }

    private static VerifiedFile Zip(string path, string[] characters, int drawers = 20, string? other = null, byte[]? image = null)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("set/");
            foreach (var character in characters)
            {
                for (var drawer = 1; drawer <= drawers; drawer++)
                {
                    Add($"set/{character}/0001_{drawer:00}.png", image ?? Drawing(drawer));
                }
            }

            if (other is not null)
            {
                Add(other, Drawing(1));
            }

            void Add(string name, byte[] content)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return new VerifiedFile(path, bytes.ToArray());
    }

    // One bit a pixel, black where there is ink.
    private static byte[] Drawing(int inkRows) => PngBytes.Of(
        PngBytes.Header(56, 56, 1), [.. Enumerable.Range(0, 56).SelectMany(row => (byte[])[0, .. Enumerable.Repeat(row < inkRows ? (byte)0 : (byte)255, 7)])]);
}
