using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// How likely it is that units coupled at random, d<i>x</i>/d<i>t</i> = <i>A x</i>, come to rest (Ashby 1952, Design for a Brain, section
/// 20/10; Gardner and Ashby 1970, Nature 228, 784): less and less, the more there are. It is the chance that one trial of an
/// ultrastable system ends its search.
/// </summary>
public static class RandomStability
{
    /// <summary>Whether d<i>x</i>/d<i>t</i> = <i>A x</i> returns to 0: all eigenvalues have a negative real part.</summary>
    /// <exception cref="HomeostatException">The matrix is not square, or not of finite numbers.</exception>
    public static bool IsStable(double[,] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (a.GetLength(0) != a.GetLength(1) || a.Length == 0 || !a.Cast<double>().All(double.IsFinite))
        {
            throw new HomeostatException($"A matrix of {a.GetLength(0)} × {a.GetLength(1)} is asked for its stability; give a square one of finite numbers.");
        }

        // Most matrices drawn fail by the first two coefficients of the characteristic polynomial, which have to be above 0.
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

    /// <summary>A matrix whose elements are uniform between −1 and 1.</summary>
    /// <param name="units">How many units.</param>
    /// <param name="random">Where it is drawn from.</param>
    /// <param name="selfFeedback">What every unit does to itself; drawn like all else unless given.</param>
    /// <exception cref="HomeostatException">There are no units.</exception>
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

    /// <summary>The chance that a matrix so drawn is stable, and its standard error.</summary>
    /// <param name="units">How many units.</param>
    /// <param name="draws">How many matrices to draw.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="selfFeedback">What every unit does to itself; drawn like all else unless given.</param>
    /// <exception cref="HomeostatException">No units or no draws.</exception>
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

    /// <summary>How often all couplings are drawn until they are stable, the last time included: geometric, with the mean 1/chance.</summary>
    /// <param name="units">How many units.</param>
    /// <param name="random">Where they are drawn from.</param>
    /// <param name="most">The most draws.</param>
    /// <exception cref="HomeostatException">None of so many was stable.</exception>
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
