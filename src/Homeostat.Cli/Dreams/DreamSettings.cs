namespace Homeostat.Cli;

/// <summary>What a trained model is asked to imagine.</summary>
/// <param name="Samples">The number of dreams.</param>
/// <param name="Memories">The number of training images whose causes the mixture is fitted to.</param>
/// <param name="Mixture">The settings of the mixture.</param>
/// <param name="Class">The class whose images alone are remembered; null for all.</param>
/// <param name="Walk">The two classes between whose images a walk leads; empty for none.</param>
/// <param name="Complete">The part of test images that is hidden and completed.</param>
/// <param name="Draws">The number of causes drawn for the likelihood of test images; 0 to leave it out.</param>
/// <param name="Seed">The seed of the mixture and of the dreams.</param>
internal sealed record DreamSettings(int Samples, int Memories, MixtureOptions Mixture, int? Class, IReadOnlyList<int> Walk, CoveredPart Complete, int Draws, ulong Seed);
