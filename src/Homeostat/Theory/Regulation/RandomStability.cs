using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// The probability that a system of randomly coupled units, d<i>x</i>/d<i>t</i> = <i>A x</i>, is stable (Ashby 1952, Design for a Brain, section 20/10;
/// Gardner and Ashby 1970, Nature 228, 784). The probability falls with the number of units. It is the probability that one trial of an ultrastable
/// system is successful.
/// </summary>
public static class RandomStability
{
    /// <summary>Whether the system d<i>x</i>/d<i>t</i> = <i>A x</i> is stable, which means that all eigenvalues of A have a negative real part.</summary>
    /// <exception cref="HomeostatException">The matrix is not square, or a number is not finite.</exception>
    public static bool IsStable(double[,] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (a.GetLength(0) != a.GetLength(1) || a.Length == 0 || !a.Cast<double>().All(double.IsFinite))
        {
            throw new HomeostatException($"The stability of a matrix of {a.GetLength(0)} × {a.GetLength(1)} was asked for; give a square matrix of finite numbers.");
        }

        // The first two coefficients of the characteristic polynomial have to be above 0. This fast test rejects most random matrices.
        var (trace, square) = (0.0, 0.0);
        for (var i = 0; i < a.GetLength(0); i++)
        {
            trace += a[i, i];
            for (var j = 0; j < a.GetLength(0); j++)
            {
                square += a[i, j] * a[j, i];
            }
        }

        return trace < 0 && (a.Length == 1 || trace * trace > square)
            && Matrix<double>.Build.DenseOfArray(a).Evd(Symmetricity.Unknown).EigenValues.All(eigenvalue => eigenvalue.Real < 0);
    }

    /// <summary>Draws a matrix whose elements are uniform between −1 and 1.</summary>
    /// <param name="units">The number of units.</param>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="selfFeedback">The value of all diagonal elements; they are drawn like the other elements unless given.</param>
    /// <exception cref="HomeostatException">The number of units is below 1.</exception>
    public static double[,] Draw(int units, RandomStream random, double? selfFeedback = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (units < 1)
        {
            throw new HomeostatException($"Couplings of {units} units were to be drawn; give one unit or more.");
        }

        var a = new double[units, units];
        for (var i = 0; i < units; i++)
        {
            for (var j = 0; j < units; j++)
            {
                a[i, j] = i == j && selfFeedback is { } self ? self : random.NextUniform(-1, 1);
            }
        }

        return a;
    }

    /// <summary>Estimates the probability that a random matrix is stable, with its standard error.</summary>
    /// <param name="units">The number of units.</param>
    /// <param name="draws">The number of matrices to draw.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="selfFeedback">The value of all diagonal elements; they are drawn like the other elements unless given.</param>
    /// <exception cref="HomeostatException">The number of units or of draws is below 1.</exception>
    public static (double Chance, double Error) Estimate(int units, int draws, ulong seed, double? selfFeedback = null)
    {
        if (units < 1 || draws < 1)
        {
            throw new HomeostatException($"{draws} draws of {units} units tell nothing of stability; give at least one of each.");
        }

        var random = new RandomStream(seed, (uint)units);
        var chance = Enumerable.Range(0, draws).Count(_ => IsStable(Draw(units, random, selfFeedback))) / (double)draws;
        return (chance, Math.Sqrt(chance * (1 - chance) / draws));
    }

    /// <summary>Draws matrices until one is stable and returns the number of draws, the last one included. The number has a geometric distribution with the mean 1/probability.</summary>
    /// <param name="units">The number of units.</param>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="most">The largest number of draws.</param>
    /// <exception cref="HomeostatException">None of the matrices was stable.</exception>
    public static int Trials(int units, RandomStream random, int most = 1_000_000)
    {
        for (var trial = 1; trial <= most; trial++)
        {
            if (IsStable(Draw(units, random)))
            {
                return trial;
            }
        }

        throw new HomeostatException($"None of {most} couplings of {units} units was stable; take fewer units, or change a part of the couplings at a time.");
    }
}
