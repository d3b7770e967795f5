using MathNet.Numerics;

namespace Homeostat;

/// <summary>
/// The t-test of B. Welch (Biometrika 34, 1947): whether the means of two samples agree within sampling error, such as those of a few
/// runs with different seeds. The two samples may have different variances.
/// </summary>
/// <param name="Difference">The first mean minus the second.</param>
/// <param name="StandardError">The standard error of the difference: √(s₁²/n₁ + s₂²/n₂), with the variances s² and the sizes n of the samples.</param>
/// <param name="DegreesOfFreedom">The degrees of freedom by Satterthwaite's formula; 0 if neither sample varies.</param>
public sealed record WelchTest(double Difference, double StandardError, double DegreesOfFreedom)
{
    /// <summary>The z-score: the difference divided by its standard error. It is infinite if neither sample varies and the means differ.</summary>
    public double Z => Difference == 0 ? 0 : Difference / StandardError;

    /// <summary>The two-sided p-value: the probability of a difference at least as large in either direction if the true means are equal.</summary>
    public double P
    {
        get
        {
            // Student's distribution is computed by Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, equation 26.5.27.
            var z = Z;
            return z == 0 ? 1
                : double.IsInfinity(z) ? 0
                : SpecialFunctions.BetaRegularized(DegreesOfFreedom / 2, .5, DegreesOfFreedom / (DegreesOfFreedom + (z * z)));
        }
    }

    /// <summary>Compares two samples.</summary>
    /// <param name="a">The first sample: one number for each run, at least two.</param>
    /// <param name="b">The second sample: one number for each run, at least two; its size may differ from that of the first.</param>
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
            throw new HomeostatException($"The {which} sample has {sample.Length} numbers, but a t-test needs at least 2. Give the results of more runs.");
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
