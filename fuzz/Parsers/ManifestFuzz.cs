using System.Text.Json;
using System.Text.RegularExpressions;

namespace Homeostat.Fuzz;

/// <summary>
/// Manifests in JSON: checkpoints of learners and circuits. A manifest that is refused only because its checksum no longer fits is read again with
/// the right one, and the circuit in it is checked.
/// </summary>
internal sealed partial class ManifestFuzz() : FileFuzz(".json")
{
    public override string Name => "json";

    public override string Summary => "manifests of checkpoints, with right checksums, and circuits";

    protected override IReadOnlyList<string> Words { get; } =
    [
        "\"kind\": \"clamp\"", "\"kind\": \"repeat\"", "\"dense\"", "\"one-to-one\"", "{ \"even-chance\": { \"p\": 0.1, \"condition\": \"\" } }", "null", "\"size\": 0", "\"float16\"",
        "{ \"value\": 1, \"unit\": { \"second\": 1 } }", "\"populations\": [null]", "\"x\": 1,", "[[[[[[[[[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":",
    ];

    protected override void ReadFile(string path)
    {
        var text = File.ReadAllText(path);
        Attempt(() => Check(Document(text)));
        try
        {
            Check(Checkpoint.Read(path).Learner);
        }
        catch (HomeostatException e) when (Checksum().Match(e.Message) is { Success: true } found)
        {
            File.WriteAllText(path, text.Replace(found.Groups[2].Value, found.Groups[1].Value, StringComparison.Ordinal));
            Check(Checkpoint.Read(path).Learner);
        }
    }

    protected override IEnumerable<byte[]> Sources()
    {
        var data = new ImageSet("few", Images(20), Images(5));
        foreach (var model in ModelCatalog.All)
        {
            if (RandomLearners.Small(model, 4, 3, 2) is not { } learner)
            {
                continue;
            }

            using var training = new Training(learner, DataSource.Of(data), new TrainingOptions { Batch = 5 });
            yield return File.ReadAllBytes(Checkpoint.Save(Place(model.Name), training));
            yield return JsonSerializer.SerializeToUtf8Bytes(CircuitDocument.Of(training.Learner.Circuit), ArchiveJson.Options);
        }

        foreach (var network in NetworkCatalog.All)
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(CircuitDocument.Of(network.Circuit), ArchiveJson.Options);
        }

        static LabeledImages Images(int count) => new("few", 2, 2, 2, new byte[count * 4], new byte[count]);
    }

    // The same exceptions as the reader of archives catches.
    private static CircuitDocument? Document(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<CircuitDocument>(text, ArchiveJson.Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Check(CircuitDocument? document) => _ = document is null ? null : new CircuitModel(document.ToCircuit());

    private static void Check(Learner learner) => _ = new CircuitModel(learner.Circuit);

    [GeneratedRegex("the content has sha256 ([0-9a-f]{64}), but ([0-9a-f]{64}) was noted")]
    private static partial Regex Checksum();
}
