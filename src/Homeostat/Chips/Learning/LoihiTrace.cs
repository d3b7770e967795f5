namespace Homeostat;

/// <summary>
/// A trace of spikes as Loihi's learning has them: a whole number from 0 to 127, to which each spike adds an impulse, and which decays exponentially. What a step keeps of it
/// is rounded at random, up with the probability of the part that is cut off, so that the mean decays exactly.
/// </summary>
public sealed record LoihiTrace
{
    /// <summary>The largest value, of seven bits.</summary>
    internal const int Most = 127;

    /// <summary>The share of a trace that stands for all of it.</summary>
    internal const int Whole = 1 << 16;

    /// <summary>The part of an impulse that stands for 1.</summary>
    internal const int ImpulseParts = 256;

    /// <summary>A value that spikes do not change: it is set from outside or by statements, as a reward is. A product takes it as a whole number from −128 to 127.</summary>
    public static LoihiTrace Given { get; } = new() { IsGiven = true };

    /// <summary>The amount that a spike adds, 0 to 127 in steps of 1/256. Of the part below 1, a spike adds 1 with that probability.</summary>
    public double Impulse { get; init; } = 16;

    /// <summary>The number of time steps in which the trace decays to 1/e; at 0 nothing is left after a step, and at infinity nothing decays.</summary>
    public double TimeConstant { get; init; }

    /// <summary>True if the value is set from outside.</summary>
    internal bool IsGiven { get; private init; }

    /// <summary>The value in the equations of the units; empty where it is set from outside.</summary>
    internal string Value { get; init; } = "";

    /// <summary>The share that a step keeps, in 1/65536.</summary>
    internal double Kept => TimeConstant > 0 ? Math.Round(Whole * Math.Exp(-1 / TimeConstant)) : 0;

    /// <summary>The impulse in the steps that the chip has.</summary>
    internal double Stored => Math.Round(Impulse * ImpulseParts) / ImpulseParts;
}
