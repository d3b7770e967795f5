using System.Text.Json.Serialization;

namespace Homeostat.Cli;

/// <summary>The settings of a run that learns.</summary>
internal sealed record LearnSettings : RunSettings
{
    public required string Model { get; init; }

    /// <summary>The data set. A folder is kept by its full path, so that the run can be resumed from any folder.</summary>
    public required DataReference Data { get; init => field = Located(value); }

    /// <summary>The layer sizes in units, the input first; null for sizes that suit the data.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    /// <summary>The number of settling steps a batch; null for the model's default.</summary>
    public int? Steps { get; init; }

    /// <summary>The settling rate dt/tau; null for the model's default.</summary>
    public double? Rate { get; init; }

    /// <summary>The learning rate of the weights.</summary>
    public required double Eta { get; init; }

    /// <summary>The activation as an expression of z; null for the model's default.</summary>
    public string? Activation { get; init; }

    public OutputModel Output { get; init; }

    public UpdateOrder Order { get; init; }

    public double Tolerance { get; init; }

    public Feedback Feedback { get; init; }

    /// <summary>Whether the same network is also trained by back-propagation.</summary>
    public bool Compare { get; init; } = true;

    public override string Title => $"{Model}-{Path.GetFileName(Path.TrimEndingDirectorySeparator(Data.Name))}";

    public override string Extent() => "epochs";

    [JsonIgnore]
    public TrainingOptions Training => new() { Epochs = Epochs, Batch = Batch, Seed = Seed };

    /// <summary>The same settings with the data in another folder.</summary>
    public LearnSettings WithDataIn(string folder) => this with { Data = Data with { Name = folder } };

    /// <summary>The layers for data of this size.</summary>
    public IReadOnlyList<int> LayersFor(int features, int classes) => Layers
        ?? (ModelCatalog.Find(Model).Classifies ? [features, 256, 256, classes] : [features, 128]);

    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public Learner CreateLearner(ImageSet data)
    {
        var model = ModelCatalog.Find(Model);
        if (Eta is not (> 0 and < double.PositiveInfinity))
        {
            throw new HomeostatException($"A learning rate of {Eta} does not learn; give a positive number, usually 1e-4 to 1e-2.");
        }

        if (Steps < 1)
        {
            throw new HomeostatException($"{Steps} settling steps were asked for; give one or more.");
        }

        return model.Create(LayersFor(data.Features, data.Classes), model.Defaults with
        {
            Steps = Steps ?? model.Defaults.Steps,
            Rate = Rate ?? model.Defaults.Rate,
            Activation = Activation ?? model.Defaults.Activation,
            Optimizer = Optimizer.Adam(Eta),
            Output = Output,
            Order = Order,
            Tolerance = Tolerance,
            Feedback = Feedback,
        });
    }

    private static DataReference Located(DataReference data) => DataCatalog.Names.Contains(data.Name) || !Directory.Exists(data.Name)
        ? data
        : data with { Name = Path.TrimEndingDirectorySeparator(Path.GetFullPath(data.Name)) };
}
