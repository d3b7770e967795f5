using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat.Cli;

/// <summary>
/// The settings of a comparison of generative models. Every model is trained on the same images, once for each seed, and a classifier is trained beside them, whose features tell how
/// much dreams look like images.
/// </summary>
/// <param name="Models">The names of the models.</param>
/// <param name="Data">The data set.</param>
/// <param name="Binarize">How gray pixels become black and white.</param>
/// <param name="Layers">The sizes of the layers of neural generative coding, the image first.</param>
/// <param name="Causes">The number of causes of autoencoders, whose hidden layers are as wide as makes their number of synapses that of <c>ngc</c>.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="Batch">The number of samples in a batch.</param>
/// <param name="Seeds">The number of seeds, from 1 on.</param>
/// <param name="Train">The number of training images; all if null.</param>
/// <param name="Test">The number of test images; all if null.</param>
/// <param name="Unknown">The data sets whose images should be told from those that are known.</param>
/// <param name="Components">The number of components of the memory, a Gaussian mixture of causes.</param>
/// <param name="Memories">The number of training images whose causes are remembered.</param>
/// <param name="Draws">The number of causes drawn for the likelihood of images.</param>
/// <param name="Annealed">The number of test images whose likelihood is also estimated by chains; 0 for none.</param>
/// <param name="Validation">The number of training images that are held out and measured in place of the test images; null to measure the test images.</param>
/// <param name="Patience">The number of epochs without a better one on the held-out images after which a training ends with the best one; null to learn all epochs.</param>
/// <param name="OnTest">Whether the test images are measured although others are held out, which then choose the epoch alone.</param>
/// <param name="Episodes">The standard deviation of a kernel around each cause, as a fraction of that of all causes, where every cause is remembered; null for a mixture that is fitted.</param>
internal sealed record DreamerComparison(
    IReadOnlyList<string> Models, string Data, Binarization Binarize, IReadOnlyList<int> Layers, int Causes, int Epochs, int Batch, int Seeds, int? Train, int? Test,
    IReadOnlyList<string> Unknown, int Components, int Memories, int Draws, int Annealed, int? Validation = null, int? Patience = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OnTest = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Episodes = null)
{
    /// <summary>The models that are compared unless others are asked for.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["ngc", "ngc-replay", "ngc-t2", "ngc-t1-sigma", "ngc-t1", "autoencoder", "vae", "vae-cv", "aae", "rbm", "mixture"];

    private const string Judge = "mono-forward";
    private const int JudgeEpochs = 10;

    /// <summary>The settings of the memory of each model.</summary>
    [JsonIgnore]
    public MemorySettings Memory => new(Memories, Components, CovarianceForm.Full, DreamCommand.Ridge, Class: null, Seed: 1, Episodes);

    /// <summary>The trials, seed after seed, so that every model has its first result early.</summary>
    public IEnumerable<Trial> Trials(string folder) => Enumerable.Range(1, Seeds).SelectMany(seed => Models.Select(model => new Trial(
        model, (ulong)seed, Path.Combine(folder, $"{model}-seed{seed}"), Arguments(model, LayersOf(ModelCatalog.Find(model)), Epochs, ["--final-rate", "1", .. Patience is { } patience ? ["--patience", Text(patience)] : Array.Empty<string>()]))));

    /// <summary>The training of the classifier, a local learner, whose features tell how much dreams look like images.</summary>
    public Trial JudgeTrial(string folder, int classes) => new(
        "classifier", 1, Path.Combine(folder, "classifier"), Arguments(Judge, [Layers[0], 256, 256, classes], JudgeEpochs, []));

    /// <summary>Reads the images to learn from and those that are measured.</summary>
    /// <param name="cancellation">The token that stops the loading.</param>
    public ImageSet Load(CancellationToken cancellation)
    {
        var data = Reference(Data);
        return !OnTest ? data.Load(cancellation: cancellation)
            : (data with { Test = null }).Load(cancellation: cancellation) with { Test = (data with { Validation = null }).Load(cancellation: cancellation).Test };
    }

    /// <summary>Tells whether another comparison takes the same measures of a model: all its settings are the same, but for the models and the number of seeds.</summary>
    public bool MeasuresAs(DreamerComparison? other) => other is not null && Way(this) == Way(other);

    /// <summary>Another data set, treated as the one that is compared.</summary>
    public DataReference Reference(string name) => new(name) { Train = name == Data ? Train : null, Validation = name == Data ? Validation : null, Test = Test, Binarize = Binarize };

    /// <summary>The layers of a model.</summary>
    public IReadOnlyList<int> LayersOf(Model model)
    {
        if (model.Family != CreditAssignment.Backpropagation)
        {
            return model.LayersOf([.. Layers, 1]);
        }

        var wanted = Synapses(NeuralGenerativeCoding.Create(Layers));
        var (low, high) = (1, Layers.Max() * 8);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Synapses((Learner)model.Create(Encoder(middle))) < wanted ? (middle + 1, high) : (low, middle);
        }

        return Encoder(low);
    }

    /// <summary>The number of synapses that learn.</summary>
    public static long Synapses(Learner learner)
    {
        var sizes = learner.Circuit.Populations.ToDictionary(population => population.Name, population => (long)population.Size);
        return learner.Circuit.Projections.Where(projection => projection.OnLearn.Length > 0).Sum(projection => sizes[projection.Pre] * sizes[projection.Post]);
    }

    // Records compare their lists by reference; texts do not.
    private static string Way(DreamerComparison comparison) => JsonSerializer.Serialize(comparison with { Models = [], Seeds = 1 }, DreamerJson.Default.DreamerComparison);

    private int[] Encoder(int width) => [Layers[0], .. Enumerable.Repeat(width, Math.Max(0, Layers.Count - 2)), Causes];

    private string[] Arguments(string model, IReadOnlyList<int> layers, int epochs, IReadOnlyList<string> more) =>
    [
        "--model", model, "--data", Data, "--layers", string.Join(',', layers), "--epochs", Text(epochs), "--batch", Text(Batch), .. more,
        .. Binarize == Binarization.None ? Array.Empty<string>() : ["--binarize", Words.Spell(Binarize)],
        .. Validation is { } held ? ["--validation", Text(held)] : Array.Empty<string>(),
        .. Train is { } train ? ["--train", Text(train)] : Array.Empty<string>(),
        .. Test is { } test && !OnTest ? ["--test", Text(test)] : Array.Empty<string>(),
    ];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The JSON forms of a comparison of generative models.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DreamerComparison))]
[JsonSerializable(typeof(KeptMeasures))]
internal sealed partial class DreamerJson : JsonSerializerContext;
