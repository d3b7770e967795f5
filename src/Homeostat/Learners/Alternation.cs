namespace Homeostat;

/// <summary>
/// A schedule that takes turns with <see cref="Learner.Train"/>, as sleep does with wake: after a number of batches of the one come as many of the
/// other, and so on to the end of the training.
/// </summary>
/// <param name="Batches">The number of batches of a turn, one or more.</param>
/// <param name="Phases">The phases that are run for each batch while it is this schedule's turn.</param>
public sealed record Alternation(int Batches, IReadOnlyList<Phase> Phases);
