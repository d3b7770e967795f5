using MathNet.Numerics.Statistics;

namespace Homeostat;

/// <summary>
/// Estimates of free energy from the work of an irreversible process, by ⟨e^{−W/kT}⟩ = e^{−ΔF/kT} (Jarzynski 1997, Phys. Rev. Lett. 78:2690). Rare small
/// values of the work dominate the mean. If they are too rare to be in the sample, the estimate is refused.
/// </summary>
public static class Jarzynski
{
    /// <summary>Estimates ΔF.</summary>
    /// <param name="works">The work of each run, which starts from equilibrium, in the units of kT.</param>
    /// <param name="thermalEnergy">The thermal energy kT.</param>
    /// <param name="tolerance">The relative error of the mean above which the estimate is refused.</param>
    /// <exception cref="HomeostatException">The error is too large, or there are fewer than two works, or one is not finite, or kT is not above 0.</exception>
    public static FreeEnergyEstimate Estimate(ReadOnlySpan<double> works, double thermalEnergy = 1, double tolerance = FreeEnergyEstimate.Limit)
    {
        var scaled = FreeEnergyEstimate.Works(works, "forward", thermalEnergy);
        var (mean, variance) = scaled.MeanVariance();
        var least = scaled.Min();
        var weights = scaled.Select(w => Math.Exp(least - w)).ToArray();
        var average = weights.Average();

        // The sample error misses values that were too rare to be drawn. If the error for Gaussian work, √((e^{Var} − 1)/N), is larger, it is used instead.
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
                _ => "No number of works will do. Drive slower, or use works of both directions (Crooks.Estimate).",
            });
    }
}
