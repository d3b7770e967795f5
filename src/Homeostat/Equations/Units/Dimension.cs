namespace Homeostat.Equations;

/// <summary>A physical dimension: the exponents of the seven base units of the SI.</summary>
public readonly record struct Dimension(
    double Length, double Mass, double Time, double Current, double Temperature, double Amount, double Luminosity)
{
    /// <summary>A pure number.</summary>
    public static Dimension None => default;
}
