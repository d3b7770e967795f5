namespace Homeostat;

/// <summary>
/// An archive of saved states: a manifest in JSON, and arrays that NumPy can open. A training, a life, a simulation and a run over digits are
/// all saved as archives. An archive is either one <c>.npz</c> file, whose array <c>manifest</c> holds the JSON text, or two files: the
/// manifest, and the <c>.npz</c> file in the same folder that it names. If the program crashes while it writes, the earlier archive is unchanged.
/// </summary>
/// <typeparam name="T">The type of the further content of an archive of this kind, besides its states.</typeparam>
internal sealed class Archive<T>
{
    private const string ManifestName = "manifest";

    private readonly ArchiveDocument<T> _document;
    private readonly Lazy<IReadOnlyDictionary<string, NpyArray>> _arrays;

    private Archive(string path, ArchiveDocument<T> document, string arraysPath, Func<IReadOnlyDictionary<string, NpyArray>> arrays) =>
        (Path, _document, ArraysPath, _arrays) = (path, document, arraysPath, new(arrays, LazyThreadSafetyMode.PublicationOnly));

    /// <summary>The path of the file that was read.</summary>
    public string Path { get; }

    /// <summary>The path of the file that holds the arrays.</summary>
    public string ArraysPath { get; }

    public T Content => _document.Content;

    /// <summary>The array with a name.</summary>
    /// <exception cref="HomeostatException">The archive has no array of that name.</exception>
    public NpyArray this[string name] => _arrays.Value.GetValueOrDefault(name) ?? throw new HomeostatException(
        $"{ArraysPath}: the array '{name}' is missing; it holds {string.Join(", ", _arrays.Value.Keys)}. The file is damaged.");

    /// <summary>The numbers of the array with a name, in double precision.</summary>
    /// <exception cref="HomeostatException">The archive has no array of that name, or it has another element type.</exception>
    public double[] Numbers(string name) => this[name] is { Type: NpyType.Float64 } array
        ? array.As<double>().ToArray()
        : throw new HomeostatException($"{ArraysPath}: the array '{name}' holds {this[name].Type}, Float64 was expected. The file is damaged.");

    /// <summary>The single number of the array with a name.</summary>
    /// <exception cref="HomeostatException">The archive has no array of that name, or it is not a single number in double precision.</exception>
    public double Number(string name) => Numbers(name) is [var number]
        ? number
        : throw new HomeostatException($"{ArraysPath}: the array '{name}' holds {this[name]}, a single number was expected. The file is damaged.");

    /// <summary>The arrays whose names begin with a prefix, by the rest of their names.</summary>
    public Dictionary<string, NpyArray> All(string prefix) => _arrays.Value
        .Where(a => a.Key != ManifestName && a.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(a => a.Key[prefix.Length..], a => a.Value, StringComparer.Ordinal);

    /// <summary>The state whose arrays have names that begin with a prefix; null if there is no such state.</summary>
    public Snapshot? Snapshot(string prefix)
    {
        if (_document.States.GetValueOrDefault(prefix) is not { } state)
        {
            return null;
        }

        return new Snapshot
        {
            Circuit = state.Circuit,
            TimeStep = state.TimeStep,
            Seed = state.Seed,
            Type = state.Type,
            Step = state.Step,
            Runs = state.Runs,
            Remainder = state.Remainder,
            Device = state.Device,
            Variables = state.Variables.Distinct().ToDictionary(name => name, name => this[prefix + name], StringComparer.Ordinal),
            Spikes = state.Spikes.Distinct().ToDictionary(name => name, name => this[prefix + name], StringComparer.Ordinal),
        };
    }

    /// <summary>Writes an archive into one file, atomically.</summary>
    /// <exception cref="HomeostatException">The file could not be written; an earlier file of that name is unchanged.</exception>
    public static void Write(
        string path, string kind, T content, IReadOnlyDictionary<string, Snapshot> states, IEnumerable<KeyValuePair<string, NpyArray>>? arrays = null)
    {
        var manifest = NpyArray.Of<byte>(Document(kind, content, states, null).Write());
        Npz.Write(path, Arrays(states, arrays).Prepend(KeyValuePair.Create(ManifestName, manifest)));
    }

    /// <summary>
    /// Writes an archive as a manifest and a file of arrays in the same folder. Then the file of arrays of the replaced manifest is deleted.
    /// Files that no manifest names are kept.
    /// </summary>
    /// <param name="path">The path of the manifest.</param>
    /// <param name="name">The name of the file of arrays without its extension; a number is added if a file of that name exists.</param>
    /// <param name="kind">The kind of object that is saved, such as a training.</param>
    /// <param name="content">The further content of the manifest.</param>
    /// <param name="states">The states, by the prefix of the names of their arrays.</param>
    /// <param name="arrays">Further arrays by name.</param>
    /// <exception cref="HomeostatException">A file could not be written; an earlier archive is unchanged.</exception>
    public static void WritePair(
        string path, string name, string kind, T content, IReadOnlyDictionary<string, Snapshot> states, IEnumerable<KeyValuePair<string, NpyArray>>? arrays = null)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;

        // The new arrays get a new file name, so that the old pair of files is complete until the new pair is complete.
        var file = Enumerable.Range(0, int.MaxValue)
            .Select(n => $"{name}{(n == 0 ? "" : $"-{n}")}.npz")
            .First(candidate => !File.Exists(System.IO.Path.Combine(folder, candidate)));
        var arraysPath = System.IO.Path.Combine(folder, file);
        var old = ReplacedArrays(path, kind);
        Npz.Write(arraysPath, Arrays(states, arrays));
        try
        {
            var document = Document(kind, content, states, new ArraysDocument(file, Checksums.Sha256(arraysPath)));
            AtomicFile.Write(path, stream => stream.Write(document.Write()));
        }
        catch
        {
            File.Delete(arraysPath);
            throw;
        }

        if (old is not null && old != arraysPath)
        {
            File.Delete(old);
        }
    }

    /// <summary>Reads an archive. Its arrays are read at once if they are in the same file, and otherwise when they are needed.</summary>
    /// <exception cref="HomeostatException">The file does not exist, is damaged, or is of another kind or another version.</exception>
    public static Archive<T> Read(string path, string kind)
    {
        if (!System.IO.Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            var all = Npz.Read(path);
            var manifest = all.GetValueOrDefault(ManifestName) is { Type: NpyType.UInt8 } found ? found : throw new HomeostatException(
                $"{path}: there is no saved {kind} in it: the array '{ManifestName}' is missing; it holds {string.Join(", ", all.Keys.DefaultIfEmpty("none"))}. Give a file "
                + $"that a {kind} was saved to by this version of Homeostat; what an earlier version saved cannot be gone on with.");
            return new Archive<T>(path, ArchiveDocument<T>.Read(manifest.Bytes, path, kind), path, () => all);
        }

        var document = ArchiveDocument<T>.Read(Bytes(path), path, kind);
        if (document.Arrays is not { } arrays || arrays.File != System.IO.Path.GetFileName(arrays.File))
        {
            throw new HomeostatException(
                $"{path}: the arrays are said to be in '{document.Arrays?.File}'; a file of the same folder was expected.");
        }

        var arraysPath = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, arrays.File);
        return new Archive<T>(path, document, arraysPath, () => ReadArrays(path, arraysPath, arrays.Sha256));
    }

    private static ArchiveDocument<T> Document(string kind, T content, IReadOnlyDictionary<string, Snapshot> states, ArraysDocument? arrays) =>
        new(ArchiveDocument.Format, kind, content, states.ToDictionary(s => s.Key, s => StateDocument.Of(s.Value)), arrays, "");

    private static IEnumerable<KeyValuePair<string, NpyArray>> Arrays(
        IReadOnlyDictionary<string, Snapshot> states, IEnumerable<KeyValuePair<string, NpyArray>>? arrays) => states
        .SelectMany(s => s.Value.Variables.Concat(s.Value.Spikes).Select(a => KeyValuePair.Create(s.Key + a.Key, a.Value)))
        .Concat(arrays ?? []);

    // The name of the file of arrays of the replaced manifest; null if there is no manifest, or if it cannot be read.
    private static string? ReplacedArrays(string path, string kind)
    {
        try
        {
            return File.Exists(path) ? Read(path, kind).ArraysPath : null;
        }
        catch (HomeostatException)
        {
            return null;
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{path}: could not be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static IReadOnlyDictionary<string, NpyArray> ReadArrays(string path, string arraysPath, string expected)
    {
        if (!File.Exists(arraysPath))
        {
            throw new HomeostatException($"{arraysPath}: the arrays of the saved state are missing. Copy the file next to {path}.");
        }

        try
        {
            var checksum = Checksums.Sha256(arraysPath);
            return checksum == expected
                ? Npz.Read(arraysPath)
                : throw new HomeostatException(
                    $"{arraysPath}: sha256 {checksum} was found, {expected} was expected. The file is damaged or belongs to another "
                    + "manifest; copy it again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{arraysPath}: could not be read: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
