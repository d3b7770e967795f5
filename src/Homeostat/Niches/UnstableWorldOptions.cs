namespace Homeostat;

/// <summary>Constants of an <see cref="UnstableWorld"/>. A step of life is a tenth of a second.</summary>
public sealed record UnstableWorldOptions
{
    /// <summary>How many needles there are.</summary>
    public int Needles { get; init; } = 2;

    /// <summary>How fast a needle runs away when it is left alone, in 1/s.</summary>
    public double Growth { get; init; } = 0.05;

    /// <summary>How strongly each needle drives the next, in 1/s; the last drives the first the other way, so they go round.</summary>
    public double Swirl { get; init; } = 0.2;

    /// <summary>How strongly what is done moves a needle, in 1/s.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>The most that can be done to a needle.</summary>
    public double Stop { get; init; } = 10;

    /// <summary>Deviation of the needles' own fluctuations, in 1/√s.</summary>
    public double Noise { get; init; } = 0.1;

    /// <summary>Steps from one time that a needle's polarity is reversed to the next, on average.</summary>
    public double ReversalInterval { get; init; } = 1500;

    /// <summary>How far needles may be from 0 for energy to be had.</summary>
    public double Limit { get; init; } = 1;

    /// <summary>Energy to be had in a step while all needles are within the limit, in J.</summary>
    public double Income { get; init; } = 1;
}
