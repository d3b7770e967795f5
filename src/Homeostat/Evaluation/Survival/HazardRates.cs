using MathNet.Numerics.Distributions;

namespace Homeostat;

/// <summary>The hazard rates in intervals of age: the number of deaths divided by the time lived in each interval, as if the hazard were constant within it.</summary>
public static class HazardRates
{
    /// <summary>Estimates the hazard rates in intervals of age.</summary>
    /// <param name="lives">The lives.</param>
    /// <param name="edges">The edges of the intervals: at least two ages in ascending order. For example, 0, 100, 200 are two intervals. A death
    /// at an edge counts for the interval that ends there; a death at the first edge counts for the first interval.</param>
    /// <param name="confidence">The probability with which a confidence interval contains the true rate, between 0 and 1.</param>
    /// <returns>A rate for each interval of age in which a life was observed.</returns>
    /// <exception cref="HomeostatException">Edges do not ascend from 0 or more, or the confidence is not between 0 and 1.</exception>
    public static IReadOnlyList<HazardRate> Of(Lifetimes lives, ReadOnlySpan<double> edges, double confidence = .95)
    {
        ArgumentNullException.ThrowIfNull(lives);
        if (confidence is not (> 0 and < 1))
        {
            throw new HomeostatException($"A confidence of {confidence} was asked for; one between 0 and 1 was expected, such as 0.95.");
        }

        if (edges.Length < 2 || !(edges[0] >= 0) || !double.IsFinite(edges[^1]))
        {
            throw new HomeostatException("Hazard rates need two edges of age or more, finite and from 0 on, such as 0, 100, 200.");
        }

        var rates = new List<HazardRate>();
        for (var i = 1; i < edges.Length; i++)
        {
            var (from, to) = (edges[i - 1], edges[i]);
            if (!(to > from))
            {
                throw new HomeostatException($"The edges of age {from} and {to} were found after each other; ascending ages were expected.");
            }

            var deaths = lives.Died.Count(age => (age > from || (i == 1 && age == from)) && age <= to);
            var lived = lives.Died.Concat(lives.Alive).Sum(age => Math.Clamp(age - from, 0, to - from));
            if (lived > 0)
            {
                rates.Add(Rate(from, to, deaths, lived, (1 - confidence) / 2));
            }
        }

        return rates;
    }

    // The exact confidence interval of a Poisson count (F. Garwood, Biometrika 28, 1936).
    private static HazardRate Rate(double from, double to, int deaths, double lived, double tail) => new(
        from, to, deaths, lived, deaths / lived,
        deaths == 0 ? 0 : Gamma.InvCDF(deaths, 1, tail) / lived,
        Gamma.InvCDF(deaths + 1, 1, 1 - tail) / lived);
}

/// <summary>The hazard rate in an interval of age.</summary>
/// <param name="From">The age at which the interval begins.</param>
/// <param name="To">The age at which the interval ends.</param>
/// <param name="Deaths">The number of deaths in the interval.</param>
/// <param name="Lived">The time that all lives together lived in the interval.</param>
/// <param name="Rate">The number of deaths divided by the time lived.</param>
/// <param name="Low">The lower limit of the confidence interval of the rate.</param>
/// <param name="High">The upper limit of the confidence interval of the rate; it is above 0 even if there was no death.</param>
public sealed record HazardRate(double From, double To, int Deaths, double Lived, double Rate, double Low, double High);
