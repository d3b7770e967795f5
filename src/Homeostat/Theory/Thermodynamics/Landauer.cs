namespace Homeostat;

/// <summary>The least work that forgetting costs (Landauer 1961, IBM J. Res. Dev. 5:183).</summary>
public static class Landauer
{
    /// <summary>Boltzmann's constant k, in J/K; exact since the SI of 2019.</summary>
    public const double Boltzmann = 1.380649e-23;

    /// <summary>kT ln 2 for each bit erased, in J.</summary>
    /// <param name="temperature">In K; above 0.</param>
    /// <param name="bits">How many; may be a fraction.</param>
    /// <exception cref="HomeostatException">A temperature that is none, or less than no bits.</exception>
    public static double Bound(double temperature, double bits = 1) => temperature > 0 && double.IsFinite(temperature) && bits >= 0 && double.IsFinite(bits)
        ? Boltzmann * temperature * Math.Log(2) * bits
        : throw new HomeostatException($"Erasing {Linear.Text(bits)} bits at {Linear.Text(temperature)} K has no bound; give 0 bits or more, and a temperature above 0 K.");
}
