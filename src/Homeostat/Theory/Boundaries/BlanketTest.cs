namespace Homeostat;

/// <summary>Whether a partition is a Markov blanket, and by how much it is not.</summary>
/// <param name="Holds">Whether external and internal states are independent given the blanket; of samples: whether nothing speaks against it.</param>
/// <param name="External">The external state of the pair that is the furthest from it.</param>
/// <param name="Internal">The internal state of that pair.</param>
/// <param name="PartialCorrelation">Of that pair, given all other states; 0 for a blanket.</param>
/// <param name="ConditionalInformation">What external states tell of internal ones that the blanket does not, I(η; μ | s, a), in nats. Of samples it is above 0 also by chance.</param>
/// <param name="Threshold">The size of a partial correlation that passes: rounding if exact; of samples, what chance alone does not exceed.</param>
/// <param name="P">The chance of as much dependence of samples of a blanket, all pairs together; 0 or 1 if exact.</param>
/// <param name="EffectiveSamples">How many independent samples would tell as much; infinite if exact.</param>
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
        $"{(Holds ? "a blanket" : "no blanket")}: {Pair}, {Linear.Text(ConditionalInformation)} nats are told past the blanket";

    internal BlanketTest Require(IReadOnlyList<string> blanket) => Holds ? this : throw new HomeostatException(
        $"The partition is no Markov blanket: given ({string.Join(", ", blanket)}), {Pair}, and "
        + $"{Linear.Text(ConditionalInformation)} nats are told past the blanket; 0 was expected. Count one of the two to the blanket, or choose another partition.");

    private string Pair => $"'{External}' and '{Internal}' have a partial correlation of {Linear.Text(PartialCorrelation)}" + (double.IsInfinity(EffectiveSamples)
        ? ""
        : $" (threshold {Linear.Text(Threshold)}, P = {Linear.Text(P)}, {EffectiveSamples:F0} effective samples)");

    internal static BlanketTest Of(IndependenceTest test, IReadOnlyList<string> external, IReadOnlyList<string> @internal, double level)
    {
        var (i, j, worst) = test.Correlation.EnumerateIndexed().MaxBy(c => Math.Abs(c.Item3));
        return new BlanketTest(test.P >= level, external[i], @internal[j], worst, test.Information, test.Threshold(level), test.P, test.EffectiveSamples);
    }
}

/// <summary>Whether what is outside reaches what is inside, and the other way round, through the blanket only, from one moment to the next.</summary>
/// <param name="Inward">External states now and internal states next, given the blanket now and next and internal states now.</param>
/// <param name="Outward">Internal states now and external states next, given the blanket now and next and external states now.</param>
public sealed record BlanketFlowTest(BlanketTest Inward, BlanketTest Outward)
{
    /// <summary>Whether nothing speaks against either.</summary>
    public bool Holds => Inward.Holds && Outward.Holds;
}
