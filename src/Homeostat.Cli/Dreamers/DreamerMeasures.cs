namespace Homeostat.Cli;

/// <summary>The measures of a generative model on test images.</summary>
/// <param name="Synapses">The number of synapses that learn.</param>
/// <param name="LogLikelihood">The mean log-likelihood of an image, in nats, by draws from the memory.</param>
/// <param name="EffectiveDraws">The effective number of these draws.</param>
/// <param name="WithoutDivision">The same in the form of the published program, which adds the logarithm of the number of draws.</param>
/// <param name="Annealed">The mean log-likelihood of the first test images, by annealed importance sampling; null if it was not asked for.</param>
/// <param name="EffectiveChains">The effective number of chains of an image.</param>
/// <param name="CrossEntropy">The cross-entropy of an image and its reconstruction, in nats, summed over pixels.</param>
/// <param name="MaskedError">The squared error of an image whose right half was hidden and completed, summed over the hidden pixels and divided by their number.</param>
/// <param name="LinearError">The fraction of images that a linear read-out of the causes classifies wrongly.</param>
/// <param name="NeighborError">The fraction of images that the five nearest neighbors among causes classify wrongly.</param>
/// <param name="Frechet">The Fréchet distance of dreams and images in the features of a classifier.</param>
/// <param name="Precision">The fraction of dreams that lie among images, in these features.</param>
/// <param name="Recall">The fraction of images that lie among dreams.</param>
/// <param name="Diversity">The mean distance of two dreams, divided by that of two images, in these features.</param>
/// <param name="Nearest">The mean distance of a dream to the nearest training image, divided by that of a test image, in pixels; far below 1 if training images are copied.</param>
/// <param name="Unknown">The area under the curve by which images of other sets are told from test images, by free energy and by likelihood.</param>
internal sealed record DreamerMeasures(
    long Synapses, double LogLikelihood, double EffectiveDraws, double WithoutDivision, double? Annealed, double? EffectiveChains, double CrossEntropy, double MaskedError, double LinearError, double NeighborError,
    double Frechet, double Precision, double Recall, double Diversity, double Nearest, IReadOnlyDictionary<string, Separation> Unknown);

/// <summary>The measures of a trial as they are kept in its folder.</summary>
/// <param name="Comparison">The comparison that measured it.</param>
/// <param name="Measures">The measures.</param>
internal sealed record KeptMeasures(DreamerComparison Comparison, DreamerMeasures Measures);

/// <summary>The area under the curve by which images of another set are told from those of the set that was learned, 0 to 1; 0.5 by chance.</summary>
/// <param name="FreeEnergy">By the free energy of the circuit.</param>
/// <param name="Likelihood">By the likelihood of images.</param>
internal sealed record Separation(double FreeEnergy, double Likelihood);
