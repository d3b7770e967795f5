namespace Homeostat;

/// <summary>The constants of an <see cref="AttractantField"/>. Lengths are in μm, times in s, concentrations in μM.</summary>
public sealed record AttractantFieldOptions
{
    /// <summary>The number of dimensions of space, 2 or 3.</summary>
    public int Dimensions { get; init; } = 2;

    /// <summary>The duration of a step of life, in s.</summary>
    public double TimeStep { get; init; } = 0.1;

    /// <summary>The swimming speed of the cell, in μm/s (Berg and Brown 1972).</summary>
    public double Speed { get; init; } = 20;

    /// <summary>The rotational diffusion of the cell's heading between tumbles, in rad²/s (Berg 1993, Random Walks in Biology).</summary>
    public double RotationalDiffusion { get; init; } = 0.06;

    /// <summary>The distance from one source of food to the next, and from the start of the cell to the first source, in μm.</summary>
    public double Distance { get; init; } = 700;

    /// <summary>The length over which the concentration falls to 1/e of its value, in μm.</summary>
    public double Length { get; init; } = 250;

    /// <summary>The concentration at the source, in μM.</summary>
    public double Peak { get; init; } = 1000;

    /// <summary>The random drift of the source, in μm/√s.</summary>
    public double Wander { get; init; }

    /// <summary>
    /// The number of molecules that meet the cell per second and per μM. Their number limits how precisely the cell can measure the concentration
    /// (Berg and Purcell 1977, Biophysical Journal 20, 193). An infinite number means a measurement without noise.
    /// </summary>
    public double Capture { get; init; } = 100;

    /// <summary>The energy that the cell takes up per second at a very high concentration, in J. The scale is arbitrary: only its ratio to the cost of living matters.</summary>
    public double Uptake { get; init; } = 2;

    /// <summary>The concentration at which the cell takes up half of <see cref="Uptake"/>, in μM.</summary>
    public double HalfSaturation { get; init; } = 100;

    /// <summary>The energy in a source, in J. When it is used up, a new source appears elsewhere. An infinite source is never used up.</summary>
    public double Food { get; init; } = 60;
}
