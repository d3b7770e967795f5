using System.Globalization;
using System.Text.Json.Serialization;

namespace Homeostat.Cli;

/// <summary>
/// The settings of a search, kept as <c>search.json</c> in its folder: for each learner the same number of candidates is trained on the same network, data and budget, and tested on
/// images held out of the training set.
/// </summary>
/// <param name="Models">The names of the learners.</param>
/// <param name="Data">The data set.</param>
/// <param name="Layers">The sizes of the layers, the input first.</param>
/// <param name="Budget">The amount of training of each candidate.</param>
/// <param name="Batch">The number of samples in a batch.</param>
/// <param name="Train">The number of training images; all that are not held out if null.</param>
/// <param name="Validation">The number of images held out.</param>
internal sealed record LearnerSearch(IReadOnlyList<string> Models, string Data, IReadOnlyList<int> Layers, string Budget, int Batch, int? Train, int Validation)
{
    /// <summary>The trials of a learner, one for each candidate.</summary>
    /// <param name="model">The name of the learner.</param>
    /// <param name="folder">The folder of the search.</param>
    public IReadOnlyList<Trial> TrialsOf(string model, string folder) => [.. SearchSpace.Of(ModelCatalog.Find(model)).Select((candidate, number) => new Trial(
        $"{model} {candidate}", 1, Path.Combine(folder, Text($"{model}-{number + 1}")), [.. Arguments(model), .. candidate.Split(' ')]))];

    private string[] Arguments(string model) =>
    [
        "--model", model, "--data", Data, "--layers", string.Join(',', ModelCatalog.Find(model).LayersOf(Layers)), "--budget", Budget, "--batch", Text($"{Batch}"), "--validation", Text($"{Validation}"),
        .. ImageChoices.WordsFor(model),
        .. Train is { } train ? ["--train", Text($"{train}")] : Array.Empty<string>(),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The JSON form of a search.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LearnerSearch))]
internal sealed partial class SearchJson : JsonSerializerContext;
