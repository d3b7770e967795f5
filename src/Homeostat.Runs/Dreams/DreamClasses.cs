namespace Homeostat.Runs;

/// <summary>Dreams of every class.</summary>
internal static class DreamClasses
{
    private const int DreamsOfAClass = 10;

    /// <summary>Draws <c>dreams-by-class.png</c>, a row for each class of the data.</summary>
    public static void Draw(DreamAlbum album, Imagination imagination, DreamMemory memory, LabeledImages like)
    {
        var dreams = new double[like.Classes * DreamsOfAClass, like.Features];
        for (var label = 0; label < like.Classes; label++)
        {
            var painted = imagination.Paint(memory.Causes(album, label, DreamsOfAClass));
            Array.Copy(painted, 0, dreams, label * painted.Length, painted.Length);
        }

        album.Draw("dreams-by-class.png", $"Dreams of the classes 0 to {like.Classes - 1}, a row for each", DreamAlbum.Images(dreams), like, DreamsOfAClass);
        album.Keep("by_class", dreams);
    }
}
