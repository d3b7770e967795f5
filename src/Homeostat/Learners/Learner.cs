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
    public const string Image = "image";

    /// <summary>The name under which schedules clamp the labels of a batch, one unit a class.</summary>
    public const string Label = "label";

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

    /// <summary>How the circuit's structure changes while it is trained; null for a structure that stays.</summary>
    public Selection? Selection { get; init; }

    /// <summary>The paper it follows.</summary>
    public string Source { get; init; } = "";
}
