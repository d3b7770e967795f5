namespace Homeostat;

/// <summary>The constants of an <see cref="UnstableWorld"/>. A step of life is a tenth of a second.</summary>
public sealed record UnstableWorldOptions
{
    /// <summary>The number of needles.</summary>
    public int Needles { get; init; } = 2;

    /// <summary>The rate at which a needle moves away from 0 when it is left alone, in 1/s.</summary>
    public double Growth { get; init; } = 0.05;

    /// <summary>The strength with which each needle drives the next, in 1/s. The last needle drives the first with the opposite sign, so that the needles rotate.</summary>
    public double Swirl { get; init; } = 0.2;

    /// <summary>The strength with which an effector moves its needle, in 1/s.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>The largest absolute value that an effector can apply.</summary>
    public double Stop { get; init; } = 10;

    /// <summary>The strength of the needles' random fluctuations, in 1/√s.</summary>
    public double Noise { get; init; } = 0.1;

    /// <summary>The mean interval between reversals of a polarity, in steps.</summary>
    public double ReversalInterval { get; init; } = 1500;

    /// <summary>The distance from 0 within which all needles must be for the world to give energy.</summary>
    public double Limit { get; init; } = 1;

    /// <summary>The energy income of a step in which all needles are within the limit, in J.</summary>
    public double Income { get; init; } = 1;
}
