namespace Homeostat;

/// <summary>
/// A life saved as an <c>.npz</c> file: the circuit's variables as <c>circuit/cells.v</c>, the parts' as <c>parts/…</c>, the niche, the energy
/// account, the biography's columns as <c>biography/temperature</c>, and all else as JSON text in the array <c>manifest</c>. A life that is
/// resumed from the file gives the same bits as a life that was never saved. The file contains only data: no types or code are read from it.
/// </summary>
public static class MortalFile
{
    private const string Kind = "life", Circuit = "circuit/", Parts = "parts/", Column = "biography/", Computed = "computed/";

    /// <summary>Writes a life to a file, atomically.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="mortal">The mortal to save, between two steps. A mortal that is saved dead is also dead after it is resumed.</param>
    /// <exception cref="HomeostatException">The file could not be written. An existing file is unchanged.</exception>
    public static void Save(string path, Mortal mortal)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(mortal);
        var saved = mortal.Save();
        var document = new LifeDocument(
            saved.Body, saved.States, saved.Seed, saved.Device, saved.Endowment, saved.Ablation, saved.Age, saved.Viability, saved.CauseOfDeath,
            saved.Events);
        var states = new Dictionary<string, Snapshot> { [Circuit] = saved.Circuit };
        if (saved.Parts is { } parts)
        {
            states.Add(Parts, parts);
        }

        Archive<LifeDocument>.Write(path, Kind, document, states, [
            Array("free energy", [saved.FreeEnergy]),
            Array("energy", saved.Energy),
            Array("niche", saved.Niche),
            Array("sensed", saved.Sensed),
            Array("done", saved.Done),
            .. saved.Computed.Select(c => KeyValuePair.Create($"{Computed}{c.Key}", c.Value)),
            .. saved.Steps.Select(c => Array($"{Column}{c.Key}", [.. c.Value])),
        ]);
    }

    /// <summary>Resumes a life from a file.</summary>
    /// <param name="path">The path of a file that <see cref="Save"/> has written.</param>
    /// <param name="body">The body of the saved mortal.</param>
    /// <param name="niche">A new niche of the same kind, in its initial state.</param>
    /// <param name="options">The options with which the saved mortal was born.</param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged, or it holds the life of another individual.</exception>
    public static Mortal Resume(string path, Body body, Niche niche, MortalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var saved = Read(path);
        var mortal = new Mortal(body, niche, options);
        try
        {
            mortal.Restore(saved, path);
            return mortal;
        }
        catch
        {
            mortal.Dispose();
            throw;
        }
    }

    /// <summary>Reads only the biography of a saved life, which can be examined or drawn without the body and the niche.</summary>
    /// <param name="path">The path of a file that <see cref="Save"/> has written.</param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged.</exception>
    public static Biography ReadBiography(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new Biography(Read(path), path);
    }

    private static SavedLife Read(string path)
    {
        var archive = Archive<LifeDocument>.Read(path, Kind);
        var document = archive.Content;
        if (!document.Events.All(e => e is { Kind: not null, Text: not null }))
        {
            throw new HomeostatException($"{path}: an event of the life has no text. The file is damaged.");
        }

        return new SavedLife
        {
            Body = document.Body,
            States = document.States,
            Seed = document.Seed,
            Device = document.Device,
            Endowment = document.Endowment,
            Ablation = document.Ablation,
            Age = document.Age,
            Viability = document.Viability,
            CauseOfDeath = document.CauseOfDeath,
            FreeEnergy = archive.Number("free energy"),
            Energy = archive.Numbers("energy"),
            Niche = archive.Numbers("niche"),
            Sensed = archive.Numbers("sensed"),
            Done = archive.Numbers("done"),
            Circuit = archive.Snapshot(Circuit) ?? throw new HomeostatException($"{path}: the state of the circuit is missing. The file is damaged."),
            Parts = archive.Snapshot(Parts),
            Computed = archive.All(Computed),
            Events = document.Events,
            Steps = archive.All(Column).Keys.ToDictionary(c => c, c => (IReadOnlyList<double>)archive.Numbers(Column + c)),
        };
    }

    private static KeyValuePair<string, NpyArray> Array(string name, double[] values) => KeyValuePair.Create(name, NpyArray.Of<double>(values));

    internal sealed record LifeDocument(
        string Body,
        IReadOnlyList<string> States,
        ulong Seed,
        ulong Device,
        double Endowment,
        Ablation Ablation,
        long Age,
        Viability Viability,
        string? CauseOfDeath,
        IReadOnlyList<LifeEvent> Events);
}
