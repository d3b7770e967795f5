using MathNet.Numerics.Statistics;

namespace Homeostat;

/// <summary>
/// Free energy from the work of an irreversible process: ⟨e^{−W/kT}⟩ = e^{−ΔF/kT} (Jarzynski 1997, Phys. Rev. Lett. 78:2690). Rare small
/// works decide the mean; where they are too rare to have been seen, it refuses.
/// </summary>
public static class Jarzynski
{
    /// <summary>Estimates ΔF.</summary>
    /// <param name="works">The work of each run from equilibrium, in the units of kT.</param>
    /// <param name="thermalEnergy">kT.</param>
    /// <param name="tolerance">The relative error of the mean above which it refuses.</param>
    /// <exception cref="HomeostatException">The error is too large, or there are fewer than two works, or one is not finite, or kT is not above 0.</exception>
    public static FreeEnergyEstimate Estimate(ReadOnlySpan<double> works, double thermalEnergy = 1, double tolerance = FreeEnergyEstimate.Limit)
    {
        var scaled = FreeEnergyEstimate.Works(works, "forward", thermalEnergy);
        var (mean, variance) = scaled.MeanVariance();
        var least = scaled.Min();
        var weights = scaled.Select(w => Math.Exp(least - w)).ToArray();
        var average = weights.Average();

        // What was drawn knows nothing of what was too rare to be drawn: the error is that of Gaussian work, √((e^{Var} − 1)/N), if that is larger.
        var drawn = weights.StandardDeviation() / average;
        var gaussian = Math.Sqrt(Math.Exp(variance) - 1);
        var spread = Math.Max(drawn, gaussian);
        var error = spread / Math.Sqrt(scaled.Length);
        return new FreeEnergyEstimate(thermalEnergy * (least - Math.Log(average)), thermalEnergy * error, error, thermalEnergy * mean).Within(
            tolerance,
            $"Jarzynski's mean of {scaled.Length} works, whose variance is {Linear.Text(variance)} (kT)²,",
            (spread / tolerance) switch
            {
                var root when root < 1e6 => $"Take about {Linear.Text(Math.Ceiling(root * root))} works, drive slower, or use works of both directions (Crooks.Estimate).",
                _ => "No number of works will do: drive slower, or use works of both directions (Crooks.Estimate).",
            });
    }
}
