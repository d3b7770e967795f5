namespace Homeostat;

/// <summary>Files of images, PNG or JPEG, whichever their bytes say.</summary>
internal static class ImageFile
{
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg"];

    /// <summary>Finds out whether the name of a file ends as that of an image.</summary>
    public static bool IsOne(string file) => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an image.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="isColored">Whether the image keeps its colors; they become their luminance otherwise.</param>
    /// <exception cref="HomeostatException">The file cannot be read, is damaged, or holds an image of another kind.</exception>
    public static PixelImage Read(string file, bool isColored)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{file}: could not be read: {e.Message.TrimEnd('.')}.", e);
        }

        return Jpeg.IsOne(bytes) ? Jpeg.Read(bytes, file, isColored) : Png.Read(bytes, file, isColored);
    }
}
