using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>The JSON half of a checkpoint: data only, never types or code.</summary>
internal sealed record CheckpointDocument(
    string Format,
    LearnerDocument Learner,
    TrainingOptions Options,
    DataDocument Data,
    int BatchesDone,
    long Step,
    ArraysDocument Arrays,
    string Sha256)
{
    public const string CurrentFormat = "homeostat checkpoint 1";

    private static readonly JsonSerializerOptions Json = CheckpointJson.Options();

    /// <summary>The document as it is written, with the checksum of all the rest in it.</summary>
    public byte[] Write() => Serialize(this with { Sha256 = Checksum() });

    public static CheckpointDocument Read(string path)
    {
        CheckpointDocument? document;
        try
        {
            document = JsonSerializer.Deserialize<CheckpointDocument>(File.ReadAllBytes(path), Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{path}: could not be read: {e.Message.TrimEnd('.')}.", e);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or HomeostatException or ArgumentException)
        {
            throw new HomeostatException(
                $"{path}: no intact checkpoint: {e.Message.TrimEnd('.')}. It is damaged, was cut short or was changed by hand; "
                + "start the run anew or take another checkpoint.",
                e);
        }

        if (document?.Format != CurrentFormat)
        {
            throw new HomeostatException(
                $"{path}: the format '{document?.Format}' was found, '{CurrentFormat}' was expected. Another version of Homeostat "
                + $"may have written it.");
        }

        var checksum = document.Checksum();
        return document.Sha256 == checksum
            ? document
            : throw new HomeostatException(
                $"{path}: the content has sha256 {checksum}, but {document.Sha256} was noted when it was written. It is damaged "
                + $"or was changed by hand; take another checkpoint, or change settings through the program.");
    }

    // Over the content rather than the text: white space may change, nothing else.
    private string Checksum() => Convert.ToHexStringLower(SHA256.HashData(Serialize(this with { Sha256 = "" })));

    private static byte[] Serialize(CheckpointDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, Json);
}

/// <summary>A learner as data.</summary>
internal sealed record LearnerDocument(
    string Name,
    string Source,
    string? Readout,
    string? Reconstruction,
    string? Features,
    IReadOnlyList<Phase> Train,
    IReadOnlyList<Phase> Test,
    CircuitDocument Circuit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Selection? Selection = null)
{
    public static LearnerDocument Of(Learner learner)
    {
        if (learner.Selection?.Rules.FirstOrDefault(rule => rule.GetType().Assembly != typeof(StructuralRule).Assembly) is { } own)
        {
            throw new HomeostatException(
                $"The rule '{own.GetType().Name}' is not one of the library's, and a checkpoint holds data only, no code. Train with the library's "
                + $"rules, or save the simulation's state alone with SimulationFile.");
        }

        return new LearnerDocument(
            learner.Name, learner.Source, learner.Readout, learner.Reconstruction, learner.Features,
            learner.Train, learner.Test, CircuitDocument.Of(learner.Circuit), learner.Selection);
    }

    public Learner ToLearner() => new(Name, Circuit.ToCircuit())
    {
        Train = Train,
        Test = Test,
        Readout = Readout,
        Reconstruction = Reconstruction,
        Features = Features,
        Source = Source,
        Selection = Selection,
    };
}

/// <summary>A circuit as data.</summary>
internal sealed record CircuitDocument(
    string Name, double TimeStep, IReadOnlyList<Population> Populations, IReadOnlyList<Projection> Projections)
{
    public static CircuitDocument Of(Circuit circuit) =>
        new(circuit.Name, circuit.TimeStep, circuit.Populations, circuit.Projections);

    public Circuit ToCircuit()
    {
        var circuit = new Circuit(Name, TimeStep * Units.Second);
        foreach (var population in Populations)
        {
            circuit.Add(population);
        }

        circuit.Add(Projections);
        return circuit;
    }
}

/// <summary>What was learned from.</summary>
internal sealed record DataDocument(string Name, string Sha256, DataReference? Reference);

/// <summary>The file that holds the arrays.</summary>
internal sealed record ArraysDocument(string File, string Sha256);
