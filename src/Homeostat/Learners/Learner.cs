namespace Homeostat;

/// <summary>
/// A circuit with two schedules of phases: one trains the circuit on a batch of samples, the other makes it answer. Every algorithm of
/// credit assignment in the library has this form.
/// </summary>
/// <param name="Name">The name of the model.</param>
/// <param name="Circuit">The populations and projections.</param>
public sealed record Learner(string Name, Circuit Circuit)
{
    /// <summary>The name of the stream to which schedules clamp the pixels of a batch.</summary>
    public const string Image = DataSource.Image;

    /// <summary>The name of the stream to which schedules clamp the labels of a batch, with one unit for each class.</summary>
    public const string Label = DataSource.Label;

    /// <summary>The name of the stream to which <see cref="Dream"/> clamps causes.</summary>
    public const string Cause = "cause";

    /// <summary>The name of the stream to which <see cref="Complete"/> clamps which pixels are visible: 1 for these, 0 for the hidden ones.</summary>
    public const string Visible = "visible";

    /// <summary>The phases that are run once, before the first training batch, such as a normalization of the initial weights.</summary>
    public IReadOnlyList<Phase> Begin { get; init; } = [];

    /// <summary>The biases that begin at the log-odds of the training samples; null if all begin at their initial values.</summary>
    public LogOddsStart? LogOdds { get; init; }

    /// <summary>The phases that are run for each training batch.</summary>
    public required IReadOnlyList<Phase> Train { get; init; }

    /// <summary>
    /// The stages of training that come before <see cref="Train"/>, each for a number of epochs, such as one in which hidden layers learn without
    /// labels. They are part of the epochs of a training: of 10 epochs, a stage of 3 leaves 7 for <see cref="Train"/>.
    /// </summary>
    public IReadOnlyList<TrainingStage> Stages { get; init; } = [];

    /// <summary>
    /// The schedule that takes turns with <see cref="Train"/>, such as a negative phase that is apart from the positive one, as sleep is from wake; null
    /// if every batch is trained by <see cref="Train"/>.
    /// </summary>
    public Alternation? Alternation { get; init; }

    /// <summary>The phases that are run for each test batch.</summary>
    public required IReadOnlyList<Phase> Test { get; init; }

    /// <summary>
    /// The phases that turn causes, of the stream <see cref="Cause"/>, into the images they stand for, which <see cref="Reconstruction"/> then holds; empty for a model that does
    /// not generate images from causes. Causes are like the values of <see cref="Causes"/>.
    /// </summary>
    public IReadOnlyList<Phase> Dream { get; init; } = [];

    /// <summary>
    /// The phases that complete an image of which only some pixels are <see cref="Visible"/>; <see cref="Reconstruction"/> then holds what is expected everywhere. Empty for a model
    /// that cannot leave pixels out.
    /// </summary>
    public IReadOnlyList<Phase> Complete { get; init; } = [];

    /// <summary>
    /// The phases after which <see cref="Readout"/> holds the answer to causes, of the stream <see cref="Cause"/>, rather than to images; empty for a model that does not tell
    /// classes by causes.
    /// </summary>
    public IReadOnlyList<Phase> Recognize { get; init; } = [];

    /// <summary>The variable that holds the answer after <see cref="Test"/>, with one unit for each class; null for a model that gives no answer.</summary>
    public string? Readout { get; init; }

    /// <summary>The variable that holds the reconstructed image after <see cref="Test"/>; null for a model that does not reconstruct images.</summary>
    public string? Reconstruction { get; init; }

    /// <summary>The variable whose values probes (k-nearest neighbors, a linear read-out) use as features; null if there is none.</summary>
    public string? Features { get; init; }

    /// <summary>The variable whose values are the causes of an image, which a memory is made of and <see cref="Dream"/> begins with; <see cref="Features"/> unless another is given.</summary>
    public string? Causes { get => field ?? Features; init; }

    /// <summary>
    /// The learner whose circuit answers in place of this one; null if this learner's own circuit answers. It is needed for circuits that
    /// learn whenever they run. Before a test it takes over the synapses, and the parameters flagged (constant over batch), that have the
    /// same names; then its <see cref="Test"/> schedule is run.
    /// </summary>
    public Learner? Answering { get; init; }

    /// <summary>The rule by which samples with too weak a response are presented again; null to present each sample once.</summary>
    public Amplification? Amplification { get; init; }

    /// <summary>The rule by which classes are read from cells that learned without labels; null if <see cref="Readout"/> gives the answer.</summary>
    public Labeling? Labeling { get; init; }

    /// <summary>
    /// Whether the states descend the circuit's free energy while they settle. Training then checks before the first batch that the
    /// settling rate is small enough for them to converge. False for learners whose dynamics descend no energy, such as spiking ones.
    /// </summary>
    public bool DescendsEnergy { get; init; }

    /// <summary>What likely makes states of this learner grow without bound, and what to do, as whole sentences of an error message; null for the usual causes.</summary>
    public string? Divergence { get; init; }

    /// <summary>The rule by which the structure of the circuit changes during training; null for a fixed structure.</summary>
    public Selection? Selection { get; init; }

    /// <summary>The reference of the paper that the learner follows.</summary>
    public string Source { get; init; } = "";
}
