namespace Homeostat.Cli;

/// <summary>The properties of a trained learner beside its accuracy.</summary>
/// <param name="NoisyInputs">The test accuracy with normal noise of standard deviation 0.3 added to the pixels.</param>
/// <param name="NoisyWeights">The test accuracy with normal noise added to the weights, a tenth of the standard deviation of their projection.</param>
/// <param name="EightBits">The test accuracy with the weights of each projection rounded to 255 values.</param>
/// <param name="SixteenBits">The test accuracy with weights rounded to half precision.</param>
/// <param name="Silent">The fraction of hidden units that never change over the test images.</param>
/// <param name="Zeros">The mean fraction of hidden units with activity 0.</param>
/// <param name="Alignment">The cosine between the update of the learner and that of back-propagation at the same weights, by projection; empty where none is shared.</param>
/// <param name="Unknown">
/// The probability that an image of the known set has a larger log-sum-exp of the outputs than an image of an unknown set (AUROC); null without an unknown set.
/// </param>
internal sealed record Examined(
    double NoisyInputs, double NoisyWeights, double EightBits, double SixteenBits, double Silent, double Zeros, IReadOnlyDictionary<string, double> Alignment, double? Unknown);
