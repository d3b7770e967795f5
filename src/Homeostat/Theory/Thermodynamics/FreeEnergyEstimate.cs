namespace Homeostat;

/// <summary>A free-energy difference estimated from work.</summary>
/// <param name="Value">ΔF, in the units of the works.</param>
/// <param name="StandardError">Its standard error, in the same units: kT times the relative error.</param>
/// <param name="RelativeError">The relative standard error of e^{−ΔF/kT}.</param>
/// <param name="MeanWork">The mean work done forwards. What of it is above ΔF was dissipated.</param>
public sealed record FreeEnergyEstimate(double Value, double StandardError, double RelativeError, double MeanWork)
{
    /// <summary>The relative error up to which an estimate is relied on.</summary>
    public const double Limit = 0.05;

    /// <summary>Whether the relative error is 5 % at most. Beyond, the estimate tends to be too high as well as uncertain.</summary>
    public bool IsReliable => RelativeError <= Limit;

    internal FreeEnergyEstimate Within(double tolerance, string whose, string remedy) => RelativeError <= tolerance ? this : throw new HomeostatException(
        $"{whose} has a relative standard error of {Linear.Text(100 * RelativeError)} %, above the {Linear.Text(100 * tolerance)} % allowed. {remedy} "
        + $"Or allow a larger error, and look at IsReliable.");

    internal static double[] Works(ReadOnlySpan<double> works, string which, double thermalEnergy)
    {
        DrivenSystem.Positive(thermalEnergy, "The thermal energy kT");
        if (works.Length < 2)
        {
            throw new HomeostatException($"{works.Length} {which} works were given; how far an estimate can be trusted is told from at least 2.");
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
