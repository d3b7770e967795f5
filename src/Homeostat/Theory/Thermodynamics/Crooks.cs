using MathNet.Numerics.RootFinding;

namespace Homeostat;

/// <summary>
/// Estimates from work that was measured in both directions, by Crooks's relation P_F(W)/P_R(−W) = e^{(W − ΔF)/kT} (Crooks 1999, Phys. Rev. E 60:2721).
/// By this relation, the probability that a work value comes from a forward run is a logistic function of the work. ΔF (Bennett 1976, J. Comput. Phys.
/// 22:245) and the slope are therefore estimated by maximum likelihood (Shirts et al. 2003, Phys. Rev. Lett. 91:140601), without histograms.
/// </summary>
public static class Crooks
{
    /// <summary>Estimates ΔF by Bennett's acceptance ratio, which has the smallest variance.</summary>
    /// <param name="forward">The work of each forward run, which starts from equilibrium at s = 0, in the units of kT.</param>
    /// <param name="reverse">The work of each backward run, which starts from equilibrium at s = 1, in the units of kT. The number of runs may differ.</param>
    /// <param name="thermalEnergy">The thermal energy kT.</param>
    /// <param name="tolerance">The relative error of e^{−ΔF/kT} above which the estimate is refused.</param>
    /// <exception cref="HomeostatException">The error is too large, or there are fewer than two works, or one is not finite, or kT is not above 0.</exception>
    public static FreeEnergyEstimate Estimate(
        ReadOnlySpan<double> forward, ReadOnlySpan<double> reverse, double thermalEnergy = 1, double tolerance = FreeEnergyEstimate.Limit)
    {
        var (f, r) = Scaled(forward, reverse, thermalEnergy);
        var odds = Math.Log((double)f.Length / r.Length);
        double[] all = [.. f, .. r.Select(w => -w)];

        // At the estimate, the expected number of forward works classified as reverse equals the number of reverse works classified as forward.
        var free = Brent.FindRoot(
            guess => f.Sum(w => Fermi(odds + w - guess)) - r.Sum(w => Fermi(guess + w - odds)),
            all.Min() - Math.Abs(odds) - 40,
            all.Max() + Math.Abs(odds) + 40,
            accuracy: 1e-12,
            maxIterations: 1000);
        var error = Math.Sqrt(Share(f, w => Fermi(odds + w - free)) + Share(r, w => Fermi(free + w - odds)));
        return new FreeEnergyEstimate(thermalEnergy * free, thermalEnergy * error, error, thermalEnergy * f.Average()).Within(
            tolerance,
            $"Bennett's acceptance ratio of {f.Length} forward and {r.Length} reverse works",
            "Take more works, or drive slower, so that forward works and reverse works with their sign changed overlap more.");
    }

    /// <summary>Fits ln P_F(W)/P_R(−W) = slope·W/kT − offset. If the work obeys Crooks's relation, the slope is 1 and the offset is ΔF/kT.</summary>
    /// <param name="forward">The work of each forward run, which starts from equilibrium at s = 0, in the units of kT.</param>
    /// <param name="reverse">The work of each backward run, which starts from equilibrium at s = 1, in the units of kT.</param>
    /// <param name="thermalEnergy">The thermal energy kT.</param>
    /// <exception cref="HomeostatException">The two distributions do not overlap, or there are fewer than two works, or one is not finite, or kT is not above 0.</exception>
    public static CrooksRelation Relation(ReadOnlySpan<double> forward, ReadOnlySpan<double> reverse, double thermalEnergy = 1)
    {
        var (f, r) = Scaled(forward, reverse, thermalEnergy);
        double[] works = [.. f, .. r.Select(w => -w)];
        var (highest, lowest) = (r.Max(w => -w), f.Min());
        if (lowest >= highest || works.Max() == works.Min())
        {
            throw new HomeostatException(
                $"No forward work is below any reverse work with its sign changed (the least forward work is {Linear.Text(lowest)} kT, the greatest of the others "
                + $"{Linear.Text(highest)} kT), so their ratio cannot be estimated. Drive slower, or take more works.");
        }

        // Newton's method for logistic regression on centered works. The logarithm of the ratio of their numbers is subtracted, because it is not part of the relation.
        var center = works.Average();
        var odds = Math.Log((double)f.Length / r.Length);
        var (slope, offset, slopeError, last) = (0.0, odds, double.NaN, double.PositiveInfinity);
        for (var iteration = 0; iteration < 100; iteration++)
        {
            var (g0, g1, h00, h01, h11) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (var n = 0; n < works.Length; n++)
            {
                var x = works[n] - center;
                var chance = Fermi(-(offset + (slope * x)));
                var (miss, weight) = ((n < f.Length ? 1 : 0) - chance, chance * (1 - chance));
                (g0, g1, h00, h01, h11) = (g0 + miss, g1 + (miss * x), h00 + weight, h01 + (weight * x), h11 + (weight * x * x));
            }

            var determinant = (h00 * h11) - (h01 * h01);
            var (step0, step1) = (((h11 * g0) - (h01 * g1)) / determinant, ((h00 * g1) - (h01 * g0)) / determinant);

            // The step is limited so that the next weights stay away from 0.
            var shorter = Math.Min(1, 1 / Math.Max(Math.Abs(step0), Math.Abs(step1) * (works.Max() - works.Min()) / 4));
            (offset, slope, slopeError) = (offset + (shorter * step0), slope + (shorter * step1), Math.Sqrt(h00 / determinant));
            last = Math.Abs(step0) + Math.Abs(step1);
            if (last < 1e-12)
            {
                break;
            }
        }

        // The slope is infinite for works that do not overlap.
        return last < 1e-6 && double.IsFinite(slope + slopeError)
            ? new CrooksRelation(slope, slopeError, thermalEnergy * ((slope * center) - offset + odds) / slope)
            : throw new HomeostatException("Forward works and reverse works with their sign changed overlap too little for a slope. Drive slower, or take more works.");
    }

    private static (double[] Forward, double[] Reverse) Scaled(ReadOnlySpan<double> forward, ReadOnlySpan<double> reverse, double thermalEnergy) =>
        (FreeEnergyEstimate.Works(forward, "forward", thermalEnergy), FreeEnergyEstimate.Works(reverse, "reverse", thermalEnergy));

    private static double Fermi(double x) => 1 / (1 + Math.Exp(x));

    // The squared relative error of a mean (Bennett's equation 10b).
    private static double Share(double[] works, Func<double, double> accepted)
    {
        var values = Array.ConvertAll(works, w => accepted(w));
        var mean = values.Average();
        return mean * mean > 0 ? ((values.Average(v => v * v) / (mean * mean)) - 1) / values.Length : double.PositiveInfinity;
    }
}

/// <summary>The fit of Crooks's relation to works of both directions.</summary>
/// <param name="Slope">The slope of ln P_F(W)/P_R(−W) against W/kT; 1 if the relation holds.</param>
/// <param name="SlopeError">The standard error of the slope.</param>
/// <param name="Crossing">The work W at which P_F(W) = P_R(−W); ΔF if the relation holds.</param>
public sealed record CrooksRelation(double Slope, double SlopeError, double Crossing);
