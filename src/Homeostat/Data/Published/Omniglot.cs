using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Homeostat;

/// <summary>
/// The reader of the two small background sets of Omniglot: zip archives of PNG images, in a folder for each character of each alphabet. The 20 drawings of a
/// character are by 20 people.
/// </summary>
internal static partial class Omniglot
{
    private const int Side = 28;
    private const int Drawers = 20;
    private const int TestDrawers = 5;

    /// <summary>
    /// Reads the images of both archives. Each character is a class, numbered in the order of alphabets and characters. The drawings of the last five people
    /// are for testing. Images are sorted by drawer, so that the last images are those of other people. Ink is 1.
    /// </summary>
    public static ImageSet Read(PublishedData source, IReadOnlyList<VerifiedFile> files)
    {
        // Some alphabets are in both archives, with the same drawings.
        var drawings = new Dictionary<(string Character, int Drawer), byte[]>();
        foreach (var file in files)
        {
            foreach (var (key, pixels) in Drawings(file))
            {
                drawings.TryAdd(key, pixels);
            }
        }

        var characters = drawings.Keys.Select(key => key.Character).Distinct().Order(StringComparer.Ordinal).ToArray();
        return ImageSet.Of(source.Name, Part("train", 1, Drawers - TestDrawers), Part("test", Drawers - TestDrawers + 1, TestDrawers));

        LabeledImages Part(string name, int firstDrawer, int count)
        {
            var keys = Enumerable.Range(firstDrawer, count).SelectMany(drawer => characters.Select(character => (character, drawer))).ToArray();
            return new LabeledImages(
                $"{source.Name} {name}", Side, Side, source.Classes,
                keys.SelectMany(key => drawings.TryGetValue(key, out var pixels) ? pixels : throw new HomeostatException(
                    $"{string.Join(", ", files.Select(file => file.Path))}: drawing {key.drawer} of {key.character} is missing. Copy the files again.")).ToArray(),
                keys.Select(key => checked((byte)Array.BinarySearch(characters, key.character, StringComparer.Ordinal))).ToArray());
        }
    }

    private static IEnumerable<KeyValuePair<(string Character, int Drawer), byte[]>> Drawings(VerifiedFile file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes, writable: false), ZipArchiveMode.Read);
            return [.. archive.Entries.Where(entry => !entry.FullName.EndsWith('/')).Select(entry => Drawing(entry, file))];
        }
        catch (Exception e) when (ZipFormat.IsDamage(e))
        {
            throw new HomeostatException($"{file.Path}: no intact zip archive: {e.Message.TrimEnd('.')}. Copy it again.", e);
        }
    }

    private static KeyValuePair<(string Character, int Drawer), byte[]> Drawing(ZipArchiveEntry entry, VerifiedFile file)
    {
        var place = $"{file.Path}, {entry.FullName}";
        if (DrawingName().Match(entry.FullName) is not { Success: true } name)
        {
            throw new HomeostatException($"{place}: a drawing is named SET/ALPHABET/characterNN/NNNN_NN.png. Copy the file again.");
        }

        ZipFormat.Require(entry, file.Bytes.Length, place);
        using var stream = entry.Open();
        var content = new byte[entry.Length];
        stream.ReadExactly(content);
        var drawn = Png.Read(content, place).Shrink(Side, Side);
        return KeyValuePair.Create((name.Groups[1].Value, int.Parse(name.Groups[2].ValueSpan)), Array.ConvertAll(drawn.Pixels, paper => (byte)(255 - paper)));
    }

    [GeneratedRegex(@"^[^/]+/([^/]+/character\d\d)/\d{4}_(\d\d)\.png$", RegexOptions.CultureInvariant)]
    private static partial Regex DrawingName();
}
