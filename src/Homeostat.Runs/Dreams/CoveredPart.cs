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
    /// <summary>The mask of an image: true for each pixel that is visible, row after row, [width × height].</summary>
    public static bool[] Visible(this CoveredPart part, int width, int height, ulong seed)
    {
        var random = new RandomStream(seed, 0);
        return [.. Enumerable.Range(0, width * height).Select(pixel => part switch
        {
            CoveredPart.Left => pixel % width >= width / 2,
            CoveredPart.Right => pixel % width < width / 2,
            CoveredPart.Top => pixel / width >= height / 2,
            CoveredPart.Bottom => pixel / width < height / 2,
            CoveredPart.Random => random.NextInt(2) == 0,
            _ => true,
        })];
    }
}
