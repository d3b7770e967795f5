namespace Homeostat;

/// <summary>A free-energy difference estimated from work.</summary>
/// <param name="Value">The free-energy difference ΔF, in the units of the works.</param>
/// <param name="StandardError">The standard error of ΔF, in the same units; it is kT times the relative error.</param>
/// <param name="RelativeError">The relative standard error of e^{−ΔF/kT}.</param>
/// <param name="MeanWork">The mean work of the forward runs. Its excess over ΔF is the dissipated work.</param>
public sealed record FreeEnergyEstimate(double Value, double StandardError, double RelativeError, double MeanWork)
{
    /// <summary>The largest relative error of a reliable estimate.</summary>
    public const double Limit = 0.05;

    /// <summary>Whether the relative error is at most 5 %. With a larger error, the estimate is uncertain and also tends to be too high.</summary>
    public bool IsReliable => RelativeError <= Limit;

    internal FreeEnergyEstimate Within(double tolerance, string whose, string remedy) => RelativeError <= tolerance ? this : throw new HomeostatException(
        $"{whose} has a relative standard error of {Linear.Text(100 * RelativeError)} %, above the {Linear.Text(100 * tolerance)} % allowed. {remedy} "
        + $"Or allow a larger error and check IsReliable.");

    internal static double[] Works(ReadOnlySpan<double> works, string which, double thermalEnergy)
    {
        DrivenSystem.Positive(thermalEnergy, "The thermal energy kT");
        if (works.Length < 2)
        {
            throw new HomeostatException($"{works.Length} {which} works were given; at least 2 are needed to estimate the error.");
        }

        var scaled = new double[works.Length];
        for (var n = 0; n < works.Length; n++)
        {
            scaled[n] = double.IsFinite(works[n]) ? works[n] / thermalEnergy : throw new HomeostatException(
                $"Number {n} of the {which} works is {works[n]}; finite numbers were expected.");
        }

        return scaled;
    }
}
