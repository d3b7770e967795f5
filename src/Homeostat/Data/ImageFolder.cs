namespace Homeostat;

/// <summary>Folders of images, PNG or JPEG, one for each class: <c>FOLDER/CLASS/*.png</c>, or <c>FOLDER/train/CLASS/*.png</c> and <c>FOLDER/test/CLASS/*.png</c>.</summary>
internal static class ImageFolder
{
    /// <summary>Whether a folder has folders of images.</summary>
    public static bool IsAt(string path) => Directory.Exists(path) && Directory.EnumerateDirectories(path).Any(part => HasImages(part) || Directory.EnumerateDirectories(part).Any(HasImages));

    /// <summary>Reads all images. Test images are those of the folder <c>test</c>, or are drawn at random, of each class as many as its share.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="side">The number of pixels of each side to which images are shrunk; null to keep their size.</param>
    /// <param name="test">The number of images to hold out where there is no folder <c>test</c>; null for a fifth.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <param name="isColored">Whether images keep their colors.</param>
    /// <exception cref="HomeostatException">A folder is empty, an image is damaged, or images differ in size; the message names the file.</exception>
    public static ImageSet Read(string path, int? side, int? test, ulong seed, bool isColored)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var (train, held) = (Path.Combine(path, "train"), Path.Combine(path, "test"));
        if (Directory.Exists(train) && Directory.Exists(held))
        {
            var classes = ClassesIn(train);
            if (Names(held).Except(classes).FirstOrDefault() is { } unknown)
            {
                throw new HomeostatException($"{Path.Combine(held, unknown)}: the test images have a class that is not among the training images. Name the folders of a class alike.");
            }

            var known = ReadPart(train, $"{name} train", classes, side, isColored, null);
            return ImageSet.Of(name, known, ReadPart(held, $"{name} test", classes, side, isColored, known)) with { ClassNames = classes };
        }

        var all = ClassesIn(path);
        var images = ReadPart(path, name, all, side, isColored, null);
        var (kept, drawn) = HeldOut.Draw(name, [.. Enumerable.Range(0, images.Count)], n => images.Label(n), test, seed);
        return ImageSet.Of(name, images.Select(kept).Named($"{name} train"), images.Select(drawn).Named($"{name} test")) with { ClassNames = all };
    }

    /// <summary>The files of images that are in a folder itself; empty if it holds folders of classes.</summary>
    public static string[] Files(string path) => Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Where(ImageFile.IsOne).Order(StringComparer.Ordinal)] : [];

    /// <summary>Reads images without classes, in a size that is known.</summary>
    /// <exception cref="HomeostatException">An image is damaged or smaller; the message names the file.</exception>
    public static LabeledImages Read(IReadOnlyList<string> files, ImageForm form)
    {
        var size = form.Channels * form.Width * form.Height;
        var pixels = new byte[checked(files.Count * size)];
        foreach (var (n, file) in files.Index())
        {
            var image = ImageFile.Read(file, form.Channels > 1);
            image = image.Width >= form.Width && image.Height >= form.Height ? image.Shrink(form.Width, form.Height) : throw new HomeostatException(
                $"{file}: the image has {image.Width}×{image.Height} pixels, but the model was trained on images of {form.Width}×{form.Height}. Leave it out.");
            image.Pixels.CopyTo(pixels, n * size);
        }

        return new LabeledImages("images", form.Width, form.Height, 1, pixels, new int[files.Count], form.Channels);
    }

    private static string[] ClassesIn(string folder)
    {
        var classes = Names(folder);
        return classes.Length is >= 2 and <= ClassArray.MostClasses ? classes : throw new HomeostatException(
            $"{folder}: {classes.Length} folders are in it; a folder for each of 2 to {ClassArray.MostClasses} classes was expected, such as {Path.Combine(folder, "cat")} and {Path.Combine(folder, "dog")}.");
    }

    private static string[] Names(string folder) => [.. Directory.EnumerateDirectories(folder).Select(part => Path.GetFileName(part)!).Order(StringComparer.Ordinal)];

    private static LabeledImages ReadPart(string folder, string name, string[] classes, int? side, bool isColored, LabeledImages? alike)
    {
        var (pixels, labels) = (new List<byte[]>(), new List<int>());
        (int Width, int Height)? size = alike is null ? null : (alike.Width, alike.Height);
        var first = alike?.Name ?? "";
        foreach (var (label, word) in classes.Index())
        {
            var files = Directory.Exists(Path.Combine(folder, word)) ? Directory.EnumerateFiles(Path.Combine(folder, word)).Where(ImageFile.IsOne).Order(StringComparer.Ordinal).ToArray() : [];
            if (files.Length == 0 && alike is null)
            {
                throw new HomeostatException($"{Path.Combine(folder, word)}: there is no image in it. Each folder holds the images of a class as .png or .jpg; convert others first.");
            }

            foreach (var file in files)
            {
                var image = Sized(ImageFile.Read(file, isColored), side, file);
                if (size is { } known && known != (image.Width, image.Height))
                {
                    throw new HomeostatException(
                        $"{file}: the image has {image.Width}×{image.Height} pixels, but {first} has {known.Width}×{known.Height}. Give images of one size, or shrink all of them (Side, --side 28).");
                }

                (size, first) = ((image.Width, image.Height), first.Length == 0 ? file : first);
                pixels.Add(image.Pixels);
                labels.Add(label);
            }
        }

        var (width, height) = size!.Value;
        var channels = PixelImage.ChannelsOf(isColored);
        var all = new byte[checked(pixels.Count * channels * width * height)];
        foreach (var (n, image) in pixels.Index())
        {
            image.CopyTo(all, n * channels * width * height);
        }

        return new LabeledImages(name, width, height, classes.Length, all, labels.ToArray(), channels);
    }

    private static PixelImage Sized(PixelImage image, int? side, string file) => side is not { } pixels ? image
        : image.Width >= pixels && image.Height >= pixels ? image.Shrink(pixels, pixels)
        : throw new HomeostatException($"{file}: the image has {image.Width}×{image.Height} pixels and cannot be shrunk to {pixels}×{pixels}. Give a smaller side, or leave the image out.");

    private static bool HasImages(string folder) => Directory.EnumerateFiles(folder).Any(ImageFile.IsOne);
}
