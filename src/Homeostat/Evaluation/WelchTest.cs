using MathNet.Numerics;

namespace Homeostat;

/// <summary>
/// Whether two means agree within sampling error, when each is of a few runs with seeds of their own: B. Welch's t-test, which
/// does not ask the two to vary alike (Biometrika 34, 1947).
/// </summary>
/// <param name="Difference">The first mean less the second.</param>
/// <param name="StandardError">The standard error of the difference: the root of the sum of variance over count of either.</param>
/// <param name="DegreesOfFreedom">By Satterthwaite's formula; 0 where neither sample varies.</param>
public sealed record WelchTest(double Difference, double StandardError, double DegreesOfFreedom)
{
    /// <summary>The z-score: the difference in standard errors. Infinite where neither sample varies and the means differ.</summary>
    public double Z => Difference == 0 ? 0 : Difference / StandardError;

    /// <summary>The chance of a difference at least as large, either way, if the means are the same; the smaller, the less they agree.</summary>
    public double P
    {
        get
        {
            // Student's distribution: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.5.27.
            var z = Z;
            return z == 0 ? 1
                : double.IsInfinity(z) ? 0
                : SpecialFunctions.BetaRegularized(DegreesOfFreedom / 2, .5, DegreesOfFreedom / (DegreesOfFreedom + (z * z)));
        }
    }

    /// <summary>Compares two samples.</summary>
    /// <param name="a">One number a run, two at least.</param>
    /// <param name="b">One number a run, two at least; not necessarily as many.</param>
    /// <exception cref="HomeostatException">A sample has fewer than two numbers, or one that is not finite.</exception>
    public static WelchTest Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (meanA, squareA) = MeanAndSquaredError(a, "first");
        var (meanB, squareB) = MeanAndSquaredError(b, "second");
        var square = squareA + squareB;
        var freedom = square == 0
            ? 0
            : square * square / ((squareA * squareA / (a.Length - 1)) + (squareB * squareB / (b.Length - 1)));
        return new WelchTest(meanA - meanB, Math.Sqrt(square), freedom);
    }

    private static (double Mean, double SquaredError) MeanAndSquaredError(ReadOnlySpan<double> sample, string which)
    {
        if (sample.Length < 2)
        {
            throw new HomeostatException($"The {which} sample has {sample.Length} numbers; how far a mean can be trusted is told from at least 2.");
        }

        var (mean, squares) = (0.0, 0.0);
        foreach (var x in sample)
        {
            mean += x / sample.Length;
        }

        foreach (var x in sample)
        {
            squares += (x - mean) * (x - mean);
        }

        return double.IsFinite(squares)
            ? (mean, squares / (sample.Length - 1) / sample.Length)
            : throw new HomeostatException($"The {which} sample holds a number that is not finite, or too large to be squared; finite numbers were expected.");
    }
}
