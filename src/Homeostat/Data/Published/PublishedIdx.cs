namespace Homeostat;

/// <summary>The readers of published data sets in the format IDX.</summary>
internal static class PublishedIdx
{
    /// <summary>Reads training images, training labels, test images and test labels.</summary>
    public static ImageSet Read(PublishedData source, IReadOnlyList<VerifiedFile> files) =>
        ImageSet.Of(source.Name, Images(source, files[0], files[1], "train"), Images(source, files[2], files[3], "test"));

    /// <summary>The reader of test images and test labels where the training part is not used: the first images are for training, the others for testing.</summary>
    /// <param name="train">The number of images for training; may be 0.</param>
    public static Func<PublishedData, IReadOnlyList<VerifiedFile>, ImageSet> TestPart(int train) => (source, files) =>
    {
        var (first, others) = Images(source, files[0], files[1], "images").Split(train);
        return ImageSet.Of(source.Name, first.Named($"{source.Name} train"), others.Named($"{source.Name} test"));
    };

    private static LabeledImages Images(PublishedData source, VerifiedFile images, VerifiedFile labels, string part) =>
        Array(images).WithLabels(Array(labels), $"{source.Name} {part}", source.Classes);

    private static IdxArray Array(VerifiedFile file) => Idx.Read(new MemoryStream(file.Bytes, writable: false), file.Path);
}
