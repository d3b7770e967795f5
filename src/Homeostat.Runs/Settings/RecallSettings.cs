using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>The settings of a run that stores patterns in a memory and recalls them.</summary>
internal sealed record RecallSettings : RunSettings
{
    public required string Model { get; init; }

    /// <summary>The name of a data set, or a folder.</summary>
    public required string Data { get; init; }

    /// <summary>The number of patterns.</summary>
    public required int Patterns { get; init; }

    /// <summary>The number of cues of each pattern.</summary>
    public required int Cues { get; init; }

    [JsonRequired]
    public Corruption Corruption { get; init; }

    /// <summary>The fractions of pixels that are corrupted.</summary>
    public required IReadOnlyList<double> Fractions { get; init; }

    /// <summary>The layer sizes in units, the input first; null for sizes that suit the patterns.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>The number of epochs in which the patterns are learned; null for once if the model stores them at once, and <see cref="GradualEpochs"/> times otherwise.</summary>
    public int? Epochs { get; init; }

    /// <summary>Settings of the model that were given, by their names; the others have the model's defaults.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The number of epochs of a model that learns bit by bit, unless given.</summary>
    public const int GradualEpochs = 300;

    public override string Title => $"recall-{Model}-{Path.GetFileName(Path.TrimEndingDirectorySeparator(Data))}";

    public override string Extent() => "epochs";

    /// <summary>The learner for patterns of this many pixels. A modern Hopfield memory has a memory for each pattern.</summary>
    /// <exception cref="HomeostatException">The model is no memory, or a setting or the layers do not fit it.</exception>
    public Learner CreateLearner(int pixels)
    {
        var model = ModelCatalog.Find(Model);
        var hidden = model == ModernHopfieldMemory.Model ? Patterns : 128;
        var learner = model.Create(Layers ?? model.LayersOf(pixels, hidden, 10), model.Configure(Settings));
        return learner.Reconstruction is not null ? learner : throw new HomeostatException(
            $"The model '{Model}' gives no image back, so nothing can be recalled from it. Models that do are {string.Join(", ", Memories.Where(m => m.Create(m.LayersOf(4, 2, 2)).Reconstruction is not null).Select(m => m.Name))}.");
    }

    /// <summary>The models that learn without labels; most of them give images back.</summary>
    public static IReadOnlyList<Model> Memories => [.. ModelCatalog.All.Where(model => !model.Classifies)];
}
