using System.Text.Json;

namespace Homeostat.Runs;

/// <summary>The memory of a run: fitted when it is first asked for, kept in the folder, and taken from there as long as it was fitted to the same.</summary>
internal sealed class DreamMemory(RunFolder folder, DreamSettings settings, Imagination imagination, LabeledImages train, TextWriter output)
{
    private const string FileName = "memory.npz";
    private const string RecordName = "memory.json";

    private GaussianMixture? _mixture;

    /// <summary>The mixture.</summary>
    /// <param name="album">The album to whose files it belongs.</param>
    public GaussianMixture Mixture(DreamAlbum album) => _mixture ??= Saved() ?? Fitted(album);

    /// <summary>
    /// Draws causes, [count × units]. Those of a class come from the memory, if the model tells classes, and otherwise from a memory of images of the class alone, which is kept only if
    /// it is the one of the settings.
    /// </summary>
    /// <param name="album">The album to whose files the memory belongs.</param>
    /// <param name="label">The class; null for all.</param>
    /// <param name="count">The number of causes.</param>
    public double[,] Causes(DreamAlbum album, int? label, int count)
    {
        if (label is { } wanted && imagination.TellsClasses)
        {
            return imagination.Draw(Mixture(album), wanted, count, settings.Seed);
        }

        return (label == settings.Memory.Class ? Mixture(album) : FittedTo(label)).Sample(count, settings.Seed);
    }

    private GaussianMixture? Saved()
    {
        if (!File.Exists(folder[FileName]) || Record() is not { } record || record != new MemoryRecord(settings.Memory, CheckpointHash(), Checksums.Sha256(folder[FileName])))
        {
            return null;
        }

        var mixture = GaussianMixture.Load(folder[FileName]);
        Tell(mixture, $"as saved in {FileName}");
        return mixture;
    }

    private GaussianMixture Fitted(DreamAlbum album)
    {
        var wanted = settings.Memory;
        var mixture = FittedTo(wanted.Class);

        // The record comes last and names the file by its checksum, so that neither stands for another after a crash between the two.
        mixture.Save(album[FileName]);
        var record = new MemoryRecord(wanted, CheckpointHash(), Checksums.Sha256(folder[FileName]));
        AtomicFile.Write(folder[RecordName], JsonSerializer.Serialize(record, RunJson.Default.MemoryRecord));
        return mixture;
    }

    private GaussianMixture FittedTo(int? only)
    {
        var images = settings.Memory.Remembered(only is { } label ? Of(label) : train);
        var (memory, how) = settings.Memory.Make(imagination.Causes(images));
        Tell(memory, how);
        return memory;
    }

    private void Tell(GaussianMixture mixture, string how) => output.WriteLine(mixture.Trace is [.., var likelihood]
        ? FormattableString.Invariant($"Memory: {mixture.Components} components of the causes of {mixture.SampleCount} images, {how}; log-likelihood of causes {likelihood:F2} nats.")
        : FormattableString.Invariant($"Memory: the causes of {mixture.SampleCount} images, each with a kernel around it, {how}."));

    private LabeledImages Of(int only)
    {
        var images = train.Select([.. Enumerable.Range(0, train.Count).Where(i => train.Label(i) == only)]);
        return images.Count > 0 ? images : throw new HomeostatException($"{train.Name} has no images of class {only} to remember. Take another class.");
    }

    // A record that cannot be read is none: the memory is fitted again.
    private MemoryRecord? Record()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(folder[RecordName]), RunJson.Default.MemoryRecord);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string CheckpointHash()
    {
        var checkpoint = Checkpoint.Read(folder.Path);
        return $"{Checksums.Sha256(checkpoint.Path)} {Checksums.Sha256(checkpoint.ArraysFile)}";
    }
}
