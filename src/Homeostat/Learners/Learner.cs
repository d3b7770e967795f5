namespace Homeostat;

/// <summary>
/// A circuit and the phases in which it is run: one schedule that trains it on a batch and one that makes it answer.
/// Every algorithm of credit assignment is said this way.
/// </summary>
/// <param name="Name">What the model is called.</param>
/// <param name="Circuit">The populations and projections.</param>
public sealed record Learner(string Name, Circuit Circuit)
{
    /// <summary>The name under which schedules clamp the pixels of a batch.</summary>
    public const string Image = DataSource.Image;

    /// <summary>The name under which schedules clamp the labels of a batch, one unit a class.</summary>
    public const string Label = DataSource.Label;

    /// <summary>What happens once, before the first training batch, such as the normalization of initial weights.</summary>
    public IReadOnlyList<Phase> Begin { get; init; } = [];

    /// <summary>What happens to a training batch.</summary>
    public required IReadOnlyList<Phase> Train { get; init; }

    /// <summary>What happens to a test batch.</summary>
    public required IReadOnlyList<Phase> Test { get; init; }

    /// <summary>The variable that holds the answer after <see cref="Test"/>, one unit a class; null for a model that gives none.</summary>
    public string? Readout { get; init; }

    /// <summary>The variable that holds what the model makes of an image after <see cref="Test"/>; null where it makes none.</summary>
    public string? Reconstruction { get; init; }

    /// <summary>The variable to probe for what the model knows (k-nearest neighbors, a linear read-out); null for none.</summary>
    public string? Features { get; init; }

    /// <summary>
    /// The learner whose circuit answers in place of this one, for circuits that learn whenever they run: it takes over synapses, and
    /// parameters that are (constant over batch), of the same names, and its <see cref="Test"/> schedule is run. Null where the circuit
    /// answers itself.
    /// </summary>
    public Learner? Answering { get; init; }

    /// <summary>How samples with too weak a response are presented again; null to present each once.</summary>
    public Amplification? Amplification { get; init; }

    /// <summary>How classes are read from cells that learned without labels; null where <see cref="Readout"/> gives the answer.</summary>
    public Labeling? Labeling { get; init; }

    /// <summary>
    /// Whether the states descend the circuit's free energy while they settle. Training then checks before the first batch that the
    /// settling rate is small enough for them to converge. False for learners whose dynamics descend no energy, such as spiking ones.
    /// </summary>
    public bool DescendsEnergy { get; init; }

    /// <summary>How the circuit's structure changes while it is trained; null for a structure that stays.</summary>
    public Selection? Selection { get; init; }

    /// <summary>The paper it follows.</summary>
    public string Source { get; init; } = "";
}
