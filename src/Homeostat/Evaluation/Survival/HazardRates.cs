using MathNet.Numerics.Distributions;

namespace Homeostat;

/// <summary>How often death comes at different ages: deaths over the time lived in each stretch of age, as if the hazard were level in it.</summary>
public static class HazardRates
{
    /// <summary>Rates in stretches of age.</summary>
    /// <param name="lives">The lives.</param>
    /// <param name="edges">Where stretches begin and end, two ages at least, ascending: 0, 100, 200 are two stretches. Deaths at an edge
    /// are of the stretch that it ends, but for the first edge.</param>
    /// <param name="confidence">The chance that an interval is to hold the true rate, between 0 and 1.</param>
    /// <returns>A rate for each stretch in which somebody was watched.</returns>
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

    // The exact interval of a Poisson count: F. Garwood, Biometrika 28, 1936.
    private static HazardRate Rate(double from, double to, int deaths, double lived, double tail) => new(
        from, to, deaths, lived, deaths / lived,
        deaths == 0 ? 0 : Gamma.InvCDF(deaths, 1, tail) / lived,
        Gamma.InvCDF(deaths + 1, 1, 1 - tail) / lived);
}

/// <summary>The hazard in a stretch of age.</summary>
/// <param name="From">Where the stretch begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Deaths">How many died in it.</param>
/// <param name="Lived">The time lived in it by all together.</param>
/// <param name="Rate">Deaths over time lived.</param>
/// <param name="Low">Where the rate's interval begins.</param>
/// <param name="High">Where the rate's interval ends; above 0 even where nobody died.</param>
public sealed record HazardRate(double From, double To, int Deaths, double Lived, double Rate, double Low, double High);
