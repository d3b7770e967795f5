using MathNet.Numerics;

namespace Homeostat.Chips;

/// <summary>A polynomial that comes near a function in a range.</summary>
/// <param name="Coefficients">The coefficients, that of the lowest power first.</param>
/// <param name="Size">The largest size of the function.</param>
/// <param name="Error">The largest difference.</param>
internal sealed record PolynomialFit(double[] Coefficients, double Size, double Error)
{
    /// <summary>The highest power of a polynomial.</summary>
    public const int MostDegree = 16;

    private const int Points = 257;
    private static readonly double s_allowed = Math.ScaleB(1, -18);

    /// <summary>Finds the polynomial of the fewest powers whose error is at most 2⁻¹⁸ of the function's size; null where there is none.</summary>
    /// <param name="function">The function.</param>
    /// <param name="least">The lower end of the range, at least -1.</param>
    /// <param name="most">The upper end, at most 1.</param>
    public static PolynomialFit? Of(Func<double, double> function, double least, double most)
    {
        // Least squares at Chebyshev's points comes near to the smallest largest error.
        double[] x = [.. Enumerable.Range(0, Points).Select(k => ((most + least) / 2) + ((most - least) / 2 * Math.Cos(Math.PI * (k + 0.5) / Points)))];
        double[] y = [.. x.Select(function)];
        var size = y.Max(Math.Abs);
        if (most == least || !double.IsFinite(size))
        {
            return most == least ? new PolynomialFit([function(most)], size, 0) : null;
        }

        for (var degree = 1; degree <= MostDegree; degree++)
        {
            var coefficients = Fit.Polynomial(x, y, degree);
            var error = x.Zip(y, (at, value) => Math.Abs(Polynomial.Evaluate(at, coefficients) - value)).Max();
            if (error <= s_allowed * size)
            {
                return new PolynomialFit(coefficients, size, error);
            }
        }

        return null;
    }
}
