namespace Homeostat.Fuzz;

/// <summary>A parser of files.</summary>
/// <param name="extension">The extension of the files.</param>
internal abstract class FileFuzz(string extension) : ParserFuzz
{
    private readonly Lazy<string> _folder = new(() =>
    {
        // In memory, where there is such a folder: nothing has to outlive the process.
        const string Memory = "/dev/shm";
        var folder = Directory.Exists(Memory)
            ? Directory.CreateDirectory(Path.Combine(Memory, $"homeostat-fuzz-{Guid.NewGuid():N}")).FullName
            : Directory.CreateTempSubdirectory("homeostat-fuzz-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    public sealed override void Read(byte[] input)
    {
        var path = Place($"{Environment.CurrentManagedThreadId}{extension}");
        File.WriteAllBytes(path, input);
        ReadFile(path);
    }

    /// <summary>Reads a file in every way there is.</summary>
    protected abstract void ReadFile(string path);

    /// <summary>A path in a folder that is deleted when the process ends.</summary>
    protected string Place(string name) => Path.Combine(_folder.Value, name);
}
