namespace Homeostat;

/// <summary>A part of a training that has a schedule of its own. Learning rates fall anew in each stage.</summary>
/// <param name="Epochs">The number of epochs, one or more.</param>
/// <param name="Train">The phases that are run for each batch.</param>
public sealed record TrainingStage(int Epochs, IReadOnlyList<Phase> Train)
{
    /// <summary>The learning rate at the end of the stage, as a fraction of the initial rate; <see cref="TrainingOptions.FinalRate"/> if null.</summary>
    public double? FinalRate { get; init; }
}
