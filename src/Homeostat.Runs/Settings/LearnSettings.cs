using System.Text.Json.Serialization;

namespace Homeostat.Runs;

/// <summary>The settings of a run that learns.</summary>
internal sealed record LearnSettings : RunSettings
{
    private const int SequenceCells = 128;

    public required string Model { get; init; }

    /// <summary>The data set. A folder is kept by its full path, so that the run can be resumed from any folder.</summary>
    public required DataReference Data { get; init => field = Located(value); }

    /// <summary>The layer sizes in units, the input first; null for sizes that suit the data.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    /// <summary>The number of batches after which the run ends; null for whole epochs. A budget is turned into it when the run begins.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Batches { get; init; }

    /// <summary>The number of epochs without a better one on the held-out images after which the run ends with the best one; null to learn all epochs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Patience { get; init; }

    /// <summary>Whether an epoch ends with a smaller batch of the images that are left over.</summary>
    [JsonRequired]
    public bool KeepLast { get; init; } = true;

    /// <summary>The largest random shift of a training image, in pixels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Jitter { get; init; }

    /// <summary>The learning rate at the end, as a fraction of that at the beginning.</summary>
    public double FinalRate { get; init; } = new TrainingOptions().FinalRate;

    /// <summary>Settings of the model that were given, by their names; the others have the model's defaults.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The crossbar that the model learns on; null for the processor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CrossbarOptions? Crossbar { get; init; }

    /// <summary>Whether the same network is also trained by back-propagation.</summary>
    [JsonRequired]
    public bool Compare { get; init; } = true;

    public override string Title => $"{Model}{(Crossbar is null ? "" : $"-{Crossbar.Device.Name}")}-{Path.GetFileName(Path.TrimEndingDirectorySeparator(Data.Name))}";

    public override string Extent() => "epochs";

    [JsonIgnore]
    public TrainingOptions Training => new() { Epochs = Epochs, Batches = Batches, Batch = Batch, KeepLast = KeepLast, Jitter = Jitter, FinalRate = FinalRate, Seed = Seed, Crossbar = Crossbar };

    /// <summary>The same settings with the data in another folder.</summary>
    public LearnSettings WithDataIn(string folder) => this with { Data = Data with { Name = folder } };

    /// <summary>The same settings with another learning rate, and another fraction of it at the end; as before where null.</summary>
    public LearnSettings WithRate(double? eta, double? final) => this with
    {
        Settings = eta is { } rate ? new Dictionary<string, string>(Settings) { ["eta"] = rate.ToString("R", System.Globalization.CultureInfo.InvariantCulture) } : Settings,
        FinalRate = final ?? FinalRate,
    };

    /// <summary>The layers for data: those that were asked for, or sizes that suit images or the fewer inputs of a table.</summary>
    public IReadOnlyList<int> LayersFor(DataSource data) => ModelCatalog.Find(Model).TakesSequences
        ? Layers ?? [data.Train[DataSource.Image].Shape[^1], SequenceCells, data.Target is { } answer ? data.Train[answer].Shape[^1] : 1]
        : LayersFor(data.Train[DataSource.Image].Size, data.Target is { } target ? data.Train[target].Size : 1);

    /// <summary>The layers for data with a number of inputs, and one answer for each class or predicted number.</summary>
    public IReadOnlyList<int> LayersFor(int features, int answers)
    {
        var hidden = Data.IsTable || Data.IsArrays ? 64 : 256;
        return Layers ?? (ModelCatalog.Find(Model) is { Classifies: false } model ? model.LayersOf(features, hidden / 2, answers) : [features, hidden, hidden, answers]);
    }

    /// <summary>The optimizer, which changes weights by their gradients.</summary>
    [JsonIgnore]
    public Optimizer Optimizer => (Configured() as LayeredOptions)?.Optimizer ?? Optimizer.Adam();

    /// <summary>Makes sure that the model has all settings, before anything is begun.</summary>
    /// <exception cref="HomeostatException">It has not, or a value is out of range.</exception>
    public void Require() => _ = Configured();

    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public Learner CreateLearner(DataSource data)
    {
        var model = ModelCatalog.Find(Model);
        if (model.Classifies && data.Target is null)
        {
            throw new HomeostatException($"{data.Name}: the model '{Model}' learns right answers, but the data name none. {(data.Schema?.Inputs is { } inputs ? $"Name their column: --target COLUMN. The columns are {string.Join(", ", inputs.Select(input => input.Name))}." : "Put them into the file as the array 'y'.")}");
        }

        RequireForm(model, data);
        return model.Create(LayersFor(data), Configured(data));
    }

    // Samples with a time axis are for models of sequences, and these learn no others.
    private static void RequireForm(Model model, DataSource data)
    {
        var inputs = data.Train[DataSource.Image];
        var sequence = SequenceForm.Of(inputs);
        if (model.TakesSequences && sequence is null)
        {
            throw new HomeostatException(
                $"{data.Name}: the model '{model.Name}' learns sequences, but a sample is {(data.Images is null ? inputs.Describe() : "an image")} without a time axis. "
                + (data.Images is not null ? "Read images row by row (--by-rows)."
                    : data.Schema?.Inputs is not null ? "Name the column that tells to which sequence a row belongs (--sequence COLUMN)."
                    : "Give an array x of samples × time × inputs in a file of NumPy (.npz)."));
        }

        if (!model.TakesSequences && sequence is not null)
        {
            throw new HomeostatException(
                $"{data.Name}: a sample is a sequence of {sequence}, but the model '{model.Name}' has no time. Learn by {string.Join(" or ", ModelCatalog.All.Where(m => m.TakesSequences).Select(m => $"--model {m.Name}"))}, "
                + $"{(data.Schema?.Images is not null ? "or leave --by-rows out" : data.Schema?.Inputs is not null ? "or leave --sequence out" : FormattableString.Invariant($"or give the values of a sample in one row, {inputs.Size} of them"))}.");
        }
    }

    /// <summary>
    /// The settings of a run by back-propagation in a network of the same layers, on the same data, to compare with; null for a model that back-propagates itself,
    /// does not classify, or learns sequences, in time, for which there is no such network.
    /// </summary>
    public LearnSettings? Baseline()
    {
        var baseline = Backpropagation.Model;
        return Model == baseline.Name || ModelCatalog.Find(Model) is { Classifies: false } or { TakesSequences: true } ? null : this with
        {
            Model = baseline.Name,
            Settings = Settings.Where(given => baseline.Settings.Any(own => own.Name == given.Key)).ToDictionary(),
            Crossbar = null,
            Compare = false,
        };
    }

    /// <summary>
    /// The same network with the same optimizer, trained by back-propagation; the usual one with the same layers where the settings of the learner are not
    /// those of a network that predicts its output, or where its circuit has no sweep to derive back-propagation from, as that of a network that settles.
    /// </summary>
    /// <param name="learner">The learner that it is compared with.</param>
    /// <param name="data">The data.</param>
    public Learner CreateBaseline(Learner learner, DataSource data) => Configured(data) is DiscriminativeOptions options and not PredictiveOptions
        ? Backpropagation.Create(LayersFor(data), new BackpropagationOptions
        {
            Activation = options.Activation, Weights = options.Weights, Output = options.Output, Bias = options.Bias, Optimizer = options.Optimizer,
        })
        : Configured(data) is LayeredOptions && learner.Train.Any(phase => phase is Sweep) ? Backpropagation.Of(learner, Optimizer)
        : Backpropagation.Create(LayersFor(data));

    // An output that predicts numbers is Gaussian, unless another was asked for.
    private object Configured(DataSource? data = null)
    {
        var configured = ModelCatalog.Find(Model).Configure(Settings);
        if (data is not null && configured is SequenceOptions sequence && SequenceForm.Of(data.Train[DataSource.Image]) is { Times: var times })
        {
            if (Settings.ContainsKey("times") && sequence.Times != times)
            {
                throw new HomeostatException($"{data.Name}: sequences have {times} time points, but --times {sequence.Times} was given. Leave --times out.");
            }

            return sequence with
            {
                Times = times,
                Follow = data.Target is { } answers && data.Train[answers] is { Classes: null, Shape.Count: 2 },
                Output = data.PredictsNumbers && !Settings.ContainsKey("output") ? OutputModel.Gaussian : sequence.Output,
            };
        }

        return data is { PredictsNumbers: true } && !Settings.ContainsKey("output") && configured is LayeredOptions and DiscriminativeOptions options ? options with { Output = OutputModel.Gaussian } : configured;
    }

    private static DataReference Located(DataReference data) => DataCatalog.Names.Contains(data.Name) || !(Directory.Exists(data.Name) || File.Exists(data.Name))
        ? data
        : data with { Name = Path.TrimEndingDirectorySeparator(Path.GetFullPath(data.Name)) };
}
