namespace Homeostat.Runs;

/// <summary>The part of images that is hidden and then completed.</summary>
internal enum CoveredPart
{
    /// <summary>Nothing is hidden.</summary>
    Nothing,

    /// <summary>The left half.</summary>
    Left,

    /// <summary>The right half.</summary>
    Right,

    /// <summary>The upper half.</summary>
    Top,

    /// <summary>The lower half.</summary>
    Bottom,

    /// <summary>Half of the pixels, drawn at random.</summary>
    Random,
}

/// <summary>The pixels that remain visible.</summary>
internal static class CoveredParts
{
    /// <summary>The mask of images: true for each value of a pixel that is visible, [channels × height × width].</summary>
    public static bool[] Visible(this CoveredPart part, LabeledImages images, ulong seed)
    {
        var (width, height, random) = (images.Width, images.Height, new RandomStream(seed, 0));
        bool[] mask = [.. Enumerable.Range(0, width * height).Select(pixel => part switch
        {
            CoveredPart.Left => pixel % width >= width / 2,
            CoveredPart.Right => pixel % width < width / 2,
            CoveredPart.Top => pixel / width >= height / 2,
            CoveredPart.Bottom => pixel / width < height / 2,
            CoveredPart.Random => random.NextInt(2) == 0,
            _ => true,
        })];
        return [.. Enumerable.Repeat(mask, images.Channels).SelectMany(channel => channel)];
    }
}
