namespace Homeostat;

/// <summary>Landauer's bound: the smallest work that is needed to erase information (Landauer 1961, IBM J. Res. Dev. 5:183).</summary>
public static class Landauer
{
    /// <summary>Boltzmann's constant k, in J/K, which is exact in the SI since 2019.</summary>
    public const double Boltzmann = 1.380649e-23;

    /// <summary>The smallest work to erase a number of bits, kT ln 2 for each bit, in J.</summary>
    /// <param name="temperature">The temperature in K, above 0.</param>
    /// <param name="bits">The number of bits, which may be a fraction.</param>
    /// <exception cref="HomeostatException">The temperature is not above 0, or the number of bits is negative.</exception>
    public static double Bound(double temperature, double bits = 1) => temperature > 0 && double.IsFinite(temperature) && bits >= 0 && double.IsFinite(bits)
        ? Boltzmann * temperature * Math.Log(2) * bits
        : throw new HomeostatException($"Erasing {Linear.Text(bits)} bits at {Linear.Text(temperature)} K has no bound; give 0 bits or more, and a temperature above 0 K.");
}
