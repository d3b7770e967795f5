using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// The exact propagator of an <see cref="OrnsteinUhlenbeck"/> process over a time Δ: x ← m + F(x − m) + noise of covariance N, with F = exp(AΔ) and
/// N = ∫₀^Δ exp(As) 2Γ exp(Aᵀs) ds, both from one matrix exponential (Van Loan 1978, IEEE Trans. Automat. Contr. 23:395).
/// </summary>
public sealed class Propagator
{
    private readonly double[] _mean;
    private readonly double[,] _f;
    private readonly double[,] _root;

    internal Propagator(Matrix<double> a, Matrix<double> gamma, Vector<double> mean, double interval)
    {
        // The result for a short time is doubled repeatedly, because a time that is long for the fastest rate would overflow in Van Loan's second block.
        var doublings = Math.Max(0, (int)Math.Ceiling(Math.Log2(2 * interval * a.L2Norm())));
        var h = interval / Math.Pow(2, doublings);
        var n = a.RowCount;
        var block = Matrix<double>.Build.Dense(2 * n, 2 * n);
        block.SetSubMatrix(0, 0, -h * a);
        block.SetSubMatrix(0, n, 2 * h * gamma);
        block.SetSubMatrix(n, n, h * a.Transpose());
        var exponential = Exponential(block);
        var f = exponential.SubMatrix(n, n, n, n).Transpose();
        var noise = (f * exponential.SubMatrix(0, n, n, n)).Symmetrized();
        for (var k = 0; k < doublings; k++)
        {
            noise += f * noise * f.Transpose();
            f *= f;
        }

        (_mean, _f, _root) = (mean.ToArray(), f.ToArray(), Linear.Root(noise.Symmetrized()).ToArray());
        (Interval, Noise) = (interval, noise.Symmetrized().ToArray());
    }

    /// <summary>The time Δ of the propagator.</summary>
    public double Interval { get; }

    /// <summary>The transition matrix F = exp(AΔ), [to, from].</summary>
    public double[,] Transition => (double[,])_f.Clone();

    /// <summary>The covariance N of the noise that is added in the time Δ, states × states.</summary>
    public double[,] Noise { get; }

    /// <summary>Advances a state by the time Δ.</summary>
    /// <param name="state">The state, one number for each dimension. It is overwritten.</param>
    /// <param name="chance">The source of random numbers.</param>
    /// <exception cref="HomeostatException">The state has another dimension.</exception>
    public void Step(Span<double> state, RandomStream chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        var n = _mean.Length;
        if (state.Length != n)
        {
            throw new HomeostatException($"A state of {state.Length} numbers was given to a process of {n} dimensions.");
        }

        Span<double> from = n <= 32 ? stackalloc double[n] : new double[n];
        Span<double> noise = n <= 32 ? stackalloc double[n] : new double[n];
        for (var i = 0; i < n; i++)
        {
            (from[i], noise[i]) = (state[i] - _mean[i], chance.NextNormal());
        }

        for (var i = 0; i < n; i++)
        {
            state[i] = _mean[i];
            for (var j = 0; j < n; j++)
            {
                state[i] += (_f[i, j] * from[j]) + (_root[i, j] * noise[j]);
            }
        }
    }

    // The series converges fast, because the norm of the matrix is at most about 1.
    private static Matrix<double> Exponential(Matrix<double> matrix)
    {
        var sum = Matrix<double>.Build.DenseIdentity(matrix.RowCount);
        var term = sum.Clone();
        for (var k = 1; k <= 60; k++)
        {
            term = term * matrix / k;
            sum += term;
            if (term.InfinityNorm() <= 1e-18 * sum.InfinityNorm())
            {
                break;
            }
        }

        return sum;
    }
}
