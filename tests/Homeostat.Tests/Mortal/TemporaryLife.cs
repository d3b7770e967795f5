namespace Homeostat.Tests.Mortals;

/// <summary>A file a life is saved to, gone afterwards.</summary>
internal sealed class TemporaryLife : IDisposable
{
    public TemporaryLife(Mortal mortal) => MortalFile.Save(Path, mortal);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"life-{Guid.NewGuid():N}.npz");

    public void Dispose() => File.Delete(Path);
}
