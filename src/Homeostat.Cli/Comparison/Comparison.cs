using System.Globalization;
using System.Text.Json.Serialization;

namespace Homeostat.Cli;

/// <summary>
/// The settings of a comparison of learners, kept as <c>comparison.json</c> in its folder: every learner is trained on the same network, data and budget, once for each
/// seed. Each training is a run of its own in a folder below.
/// </summary>
/// <param name="Models">The names of the learners.</param>
/// <param name="Data">The data set.</param>
/// <param name="Layers">The sizes of the layers, the input first.</param>
/// <param name="Budget">The amount of training of each learner.</param>
/// <param name="Batch">The number of samples in a batch.</param>
/// <param name="Seeds">The number of seeds, from 1 on.</param>
/// <param name="Train">The number of training images; all if null.</param>
/// <param name="Test">The number of test images; all if null.</param>
/// <param name="Unknown">The data set whose images the learners should tell from those they know; null for none.</param>
internal sealed record Comparison(
    IReadOnlyList<string> Models, string Data, IReadOnlyList<int> Layers, string Budget, int Batch, int Seeds, int? Train, int? Test, string? Unknown)
{
    /// <summary>The trials, seed after seed, so that every learner has its first result early.</summary>
    public IEnumerable<Trial> Trials(string folder) => Enumerable.Range(1, Seeds).SelectMany(seed => Models.Select(model =>
        new Trial(model, (ulong)seed, Path.Combine(folder, $"{model}-seed{seed}"), Arguments(model))));

    private string[] Arguments(string model) =>
    [
        "--model", model, "--data", Data, "--layers", string.Join(',', ModelCatalog.Find(model).LayersOf(Layers)), "--budget", Budget, "--batch", Text(Batch),
        .. ImageChoices.WordsFor(model),
        .. Train is { } train ? ["--train", Text(train)] : Array.Empty<string>(),
        .. Test is { } test ? ["--test", Text(test)] : Array.Empty<string>(),
    ];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The JSON forms of a comparison.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(Examined))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
