namespace Homeostat;

/// <summary>The result of a test whether a partition is a Markov blanket.</summary>
/// <param name="Holds">Whether external and internal states are independent given the blanket. For samples: whether the test does not reject independence.</param>
/// <param name="External">The external state of the pair with the largest partial correlation.</param>
/// <param name="Internal">The internal state of that pair.</param>
/// <param name="PartialCorrelation">The partial correlation of that pair, given all other states; 0 for a blanket.</param>
/// <param name="ConditionalInformation">The conditional mutual information I(η; μ | s, a) of external and internal states given the blanket, in nats. For samples it is above 0 also by chance.</param>
/// <param name="Threshold">The largest absolute partial correlation that is accepted: that of rounding errors for an exact test, that of chance for samples.</param>
/// <param name="P">The probability that samples of a true blanket show at least this much dependence, for all pairs together; 0 or 1 for an exact test.</param>
/// <param name="EffectiveSamples">The number of independent samples with the same information; infinite for an exact test.</param>
public sealed record BlanketTest(
    bool Holds,
    string External,
    string Internal,
    double PartialCorrelation,
    double ConditionalInformation,
    double Threshold,
    double P,
    double EffectiveSamples)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Holds ? "a blanket" : "no blanket")}: {Pair}, {Linear.Text(ConditionalInformation)} nats of information bypass the blanket";

    internal BlanketTest Require(IReadOnlyList<string> blanket) => Holds ? this : throw new HomeostatException(
        $"The partition is no Markov blanket: given ({string.Join(", ", blanket)}), {Pair}, and "
        + $"{Linear.Text(ConditionalInformation)} nats of information bypass the blanket; 0 was expected. Move one of the two states into the blanket, or choose another partition.");

    private string Pair => $"'{External}' and '{Internal}' have a partial correlation of {Linear.Text(PartialCorrelation)}" + (double.IsInfinity(EffectiveSamples)
        ? ""
        : $" (threshold {Linear.Text(Threshold)}, P = {Linear.Text(P)}, {EffectiveSamples:F0} effective samples)");

    internal static BlanketTest Of(IndependenceTest test, IReadOnlyList<string> external, IReadOnlyList<string> @internal, double level)
    {
        var (i, j, worst) = test.Correlation.EnumerateIndexed().MaxBy(c => Math.Abs(c.Item3));
        return new BlanketTest(test.P >= level, external[i], @internal[j], worst, test.Information, test.Threshold(level), test.P, test.EffectiveSamples);
    }
}

/// <summary>The result of a test whether external and internal states affect each other only through the blanket, from one sample to the next.</summary>
/// <param name="Inward">The test of external states now against internal states at the next sample, given the blanket at both samples and the internal states now.</param>
/// <param name="Outward">The test of internal states now against external states at the next sample, given the blanket at both samples and the external states now.</param>
public sealed record BlanketFlowTest(BlanketTest Inward, BlanketTest Outward)
{
    /// <summary>Whether neither of the two tests rejects independence.</summary>
    public bool Holds => Inward.Holds && Outward.Holds;
}
