namespace Homeostat.Chips;

/// <summary>A trace of spikes in real numbers.</summary>
/// <param name="Name">The name of the variable of the synapse.</param>
/// <param name="IsPre">Whether presynaptic spikes add to it, or postsynaptic ones.</param>
/// <param name="Jump">What a spike adds.</param>
/// <param name="Keep">The share that a step of the chip keeps.</param>
internal sealed record RealTrace(string Name, bool IsPre, double Jump, double Keep);

/// <summary>A change at a spike.</summary>
/// <param name="AtPre">Whether it comes with a presynaptic spike, or with a postsynaptic one.</param>
/// <param name="Trace">The trace that it is proportional to; null for a change that is always the same.</param>
/// <param name="Change">The change where the trace has the size of one spike, in the unit of what changes.</param>
/// <param name="AtBoth">Whether it comes only where both units fire in the same step.</param>
internal sealed record RealTerm(bool AtPre, RealTrace? Trace, double Change, bool AtBoth = false);

/// <summary>An eligibility: what spikes leave in it turns into weight step by step.</summary>
/// <param name="Name">The name of the variable of the synapse.</param>
/// <param name="Keep">The share that a step of the chip keeps.</param>
/// <param name="Terms">The changes at spikes.</param>
/// <param name="Gain">The change of the weight in a step, for an eligibility of 1 and a reward of 1.</param>
/// <param name="Reward">The parameter of the postsynaptic units that multiplies it; null for none.</param>
internal sealed record RealTag(string Name, double Keep, IReadOnlyList<RealTerm> Terms, double Gain, string? Reward);

/// <summary>A projection that learns, in real numbers.</summary>
/// <param name="Weight">The name of the variable that is delivered.</param>
/// <param name="Delivered">What a spike delivers for a weight of 1.</param>
/// <param name="Least">The smallest weight.</param>
/// <param name="Most">The largest weight; infinite where there is none.</param>
/// <param name="Terms">The changes at spikes.</param>
/// <param name="Tag">The eligibility; null for none.</param>
internal sealed record RealLearning(string Weight, double Delivered, double Least, double Most, IReadOnlyList<RealTerm> Terms, RealTag? Tag)
{
    /// <summary>The traces, in the order in which they are named.</summary>
    public IReadOnlyList<RealTrace> Traces { get; } = [.. Terms.Concat(Tag?.Terms ?? []).Select(t => t.Trace).OfType<RealTrace>().Distinct()];
}
