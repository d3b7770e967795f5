namespace Homeostat.Runs;

/// <summary>A walk through the causes from a test image of one class to one of another, as a row of images and as an animation there and back.</summary>
internal static class DreamWalk
{
    // Every fourth image is in the row.
    private const int Shown = 12;
    private const int Stride = 4;

    public static void Draw(DreamAlbum album, Imagination imagination, DreamMemory memory, LabeledImages images, DreamSettings settings)
    {
        var (from, to) = (settings.Walk[0], settings.Walk[1]);
        var ends = imagination.Causes(images.Select([First(images, from, 0), First(images, to, from == to ? 1 : 0)]));
        ReadOnlySpan<double> start = ends.Row(0), end = ends.Row(1);
        const int Steps = ((Shown - 1) * Stride) + 1;
        var path = settings.Path switch
        {
            WalkPath.Spherical => CauseWalk.Spherical(start, end, Steps),
            WalkPath.Mixture => CauseWalk.Through(memory.Mixture(album), start, end, Steps),
            _ => CauseWalk.Linear(start, end, Steps),
        };
        var walk = imagination.Paint(path);
        var frames = DreamAlbum.Images(walk);
        album.Draw("walk.png", $"From {from} to {to} through the causes", frames.Where((_, step) => step % Stride == 0), images, Shown);
        Plot.Animation(album["walk-animated.png"], [.. frames, .. frames.Reverse().Skip(1).SkipLast(1)], images.Width, images.Height);
        album.Keep("walk", walk);
    }

    private static int First(LabeledImages images, int wanted, int after)
    {
        var found = Enumerable.Range(0, images.Count).Where(i => images.Label(i) == wanted).Skip(after).Take(1).ToArray();
        return found is [var index] ? index : throw new HomeostatException($"{images.Name} has too few images of class {wanted} for a walk. Take another class.");
    }
}
