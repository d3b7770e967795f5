using System.Text.Json;

namespace Homeostat;

/// <summary>
/// A life as an <c>.npz</c> file: the circuit's variables as <c>circuit/cells.v</c>, the parts' as <c>parts/…</c>, the niche, the energy account, the
/// biography's columns as <c>biography/temperature</c>, and <c>life</c>, which holds the rest as JSON text. A life that goes on from it comes to the same
/// bits as one that was never saved. It is data: no types or code are read from it.
/// </summary>
public static class MortalFile
{
    private const string Life = "life", Circuit = "circuit/", Parts = "parts/", Column = "biography/";
    private static readonly JsonSerializerOptions Strict = CheckpointJson.Options();

    /// <summary>Writes a life, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mortal">Between two steps; a dead one stays dead.</param>
    /// <exception cref="HomeostatException">The file could not be written; one that was there is as it was.</exception>
    public static void Save(string path, Mortal mortal)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(mortal);
        var saved = mortal.Save();
        var document = new LifeDocument(
            saved.Body, saved.States, saved.Seed, saved.Device, saved.Endowment, saved.Ablation, saved.Age, saved.Viability, saved.CauseOfDeath,
            saved.Circuit.Step, saved.Parts?.Step, saved.Events);
        Npz.Write(path, [
            KeyValuePair.Create(Life, NpyArray.Of<byte>(JsonSerializer.SerializeToUtf8Bytes(document, Strict))),
            Array("free energy", [saved.FreeEnergy]),
            Array("energy", saved.Energy),
            Array("niche", saved.Niche),
            Array("sensed", saved.Sensed),
            Array("done", saved.Done),
            .. saved.Circuit.Values.Select(s => Array($"{Circuit}{s.Key}", s.Value)),
            .. (saved.Parts?.Values ?? new Dictionary<string, double[]>()).Select(s => Array($"{Parts}{s.Key}", s.Value)),
            .. saved.Steps.Select(c => Array($"{Column}{c.Key}", [.. c.Value])),
        ]);
    }

    /// <summary>Goes on with a life.</summary>
    /// <param name="path">A file that <see cref="Save"/> has written.</param>
    /// <param name="body">The same body.</param>
    /// <param name="niche">A niche of the same kind, as it was made for the first birth.</param>
    /// <param name="options">The same options.</param>
    /// <exception cref="HomeostatException">The file is not there or damaged, or is the life of another.</exception>
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

    /// <summary>What was written down of a life, to be looked at or drawn without body or niche.</summary>
    /// <param name="path">A file that <see cref="Save"/> has written.</param>
    /// <exception cref="HomeostatException">The file is not there or damaged.</exception>
    public static Biography ReadBiography(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new Biography(Read(path), path);
    }

    private static SavedLife Read(string path)
    {
        var arrays = Npz.Read(path);
        var document = ReadDocument();
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
            FreeEnergy = Numbers("free energy") is [var energy] ? energy : throw new HomeostatException($"{path}: 'free energy' is not one number. The file is damaged."),
            Energy = Numbers("energy"),
            Niche = Numbers("niche"),
            Sensed = Numbers("sensed"),
            Done = Numbers("done"),
            Circuit = new SavedState(document.CircuitStep, All(Circuit)),
            Parts = document.PartsStep is { } step ? new SavedState(step, All(Parts)) : null,
            Events = document.Events,
            Steps = All(Column).ToDictionary(c => c.Key, c => (IReadOnlyList<double>)c.Value),
        };

        LifeDocument ReadDocument()
        {
            try
            {
                return arrays.TryGetValue(Life, out var json) && json.Type == NpyType.UInt8
                    && JsonSerializer.Deserialize<LifeDocument>(json.Bytes, Strict) is { } read && read.Events.All(e => e is { Kind: not null, Text: not null })
                    ? read
                    : throw new HomeostatException($"{path}: there is no life in it. Give a file that a life was saved to.");
            }
            catch (JsonException e)
            {
                throw new HomeostatException($"{path}: the life in it cannot be read: {e.Message} Give a file that a life was saved to.", e);
            }
        }

        double[] Numbers(string name) => arrays.GetValueOrDefault(name) is { Type: NpyType.Float64 } array
            ? array.As<double>().ToArray()
            : throw new HomeostatException($"{path}: the array '{name}' is missing or of another type. The file is damaged or no life.");

        Dictionary<string, double[]> All(string prefix) => arrays.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(k => k[prefix.Length..], Numbers, StringComparer.Ordinal);
    }

    private static KeyValuePair<string, NpyArray> Array(string name, double[] values) => KeyValuePair.Create(name, NpyArray.Of<double>(values));

    private sealed record LifeDocument(
        string Body,
        IReadOnlyList<string> States,
        ulong Seed,
        ulong Device,
        double Endowment,
        Ablation Ablation,
        long Age,
        Viability Viability,
        string? CauseOfDeath,
        long CircuitStep,
        long? PartsStep,
        IReadOnlyList<LifeEvent> Events);
}
