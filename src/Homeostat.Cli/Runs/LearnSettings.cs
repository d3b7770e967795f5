using System.Text.Json.Serialization;

namespace Homeostat.Cli;

/// <summary>What a run that learns was asked for.</summary>
internal sealed record LearnSettings : RunSettings
{
    public required string Model { get; init; }

    public required DataReference Data { get; init; }

    /// <summary>Layer sizes, input first; null for what suits the data.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    /// <summary>Whether an epoch ends with a smaller batch of the images that are left over.</summary>
    public bool KeepLast { get; init; }

    /// <summary>Settings of the model that were given, by their names; the others have the model's defaults.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the same network is also trained by back-propagation.</summary>
    public bool Compare { get; init; } = true;

    public override string Title => $"{Model}-{Path.GetFileName(Path.TrimEndingDirectorySeparator(Data.Name))}";

    [JsonIgnore]
    public TrainingOptions Training => new() { Epochs = Epochs, Batch = Batch, KeepLast = KeepLast, Seed = Seed };

    /// <summary>The layers for data of this size.</summary>
    public IReadOnlyList<int> LayersFor(int features, int classes) => Layers
        ?? (ModelCatalog.Find(Model).Classifies ? [features, 256, 256, classes] : [features, 128]);

    /// <summary>What gradients do to weights.</summary>
    [JsonIgnore]
    public Optimizer Optimizer => (Configured as LayeredOptions)?.Optimizer ?? Optimizer.Adam();

    /// <summary>Makes sure that the model has all settings, before anything is begun.</summary>
    /// <exception cref="HomeostatException">It has not, or a value is out of range.</exception>
    public void Require() => _ = Configured;

    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public Learner CreateLearner(ImageSet data) => ModelCatalog.Find(Model).Create(LayersFor(data.Features, data.Classes), Configured);

    private object Configured => ModelCatalog.Find(Model).Configure(Settings);
}
