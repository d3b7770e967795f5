namespace Homeostat;

/// <summary>Constants of an <see cref="AttractantField"/>. Lengths are in μm, times in s, concentrations in μM.</summary>
public sealed record AttractantFieldOptions
{
    /// <summary>Dimensions of space, 2 or 3.</summary>
    public int Dimensions { get; init; } = 2;

    /// <summary>Length of a step of life.</summary>
    public double TimeStep { get; init; } = 0.1;

    /// <summary>How fast a cell swims, in μm/s (Berg and Brown 1972).</summary>
    public double Speed { get; init; } = 20;

    /// <summary>How fast its heading drifts between tumbles, in rad²/s (Berg 1993, Random Walks in Biology).</summary>
    public double RotationalDiffusion { get; init; } = 0.06;

    /// <summary>Distance from one source of food to the next; the first is so far away from where life begins.</summary>
    public double Distance { get; init; } = 700;

    /// <summary>How the concentration falls off around the source: by 1/e in this length.</summary>
    public double Length { get; init; } = 250;

    /// <summary>Concentration at the source.</summary>
    public double Peak { get; init; } = 1000;

    /// <summary>How fast the source drifts, in μm/√s.</summary>
    public double Wander { get; init; }

    /// <summary>
    /// Molecules that a cell meets in a second, per μM: what it can know of the concentration is limited by their number (Berg and Purcell
    /// 1977, Biophysical Journal 20, 193). Infinite for a concentration that is felt without noise.
    /// </summary>
    public double Capture { get; init; } = 100;

    /// <summary>Energy a cell takes up in a second where there is plenty, in J. The scale is arbitrary: what counts is what a second of life costs.</summary>
    public double Uptake { get; init; } = 2;

    /// <summary>Concentration at which it takes up half as much.</summary>
    public double HalfSaturation { get; init; } = 100;

    /// <summary>Energy in a source, in J; when it is used up, another is elsewhere. Infinite for one that is never used up.</summary>
    public double Food { get; init; } = 60;
}
