using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// What blanket states tell of both sides: the most likely internal state stands for the most likely external one (Da Costa et al. 2021,
/// Proc. R. Soc. A 477:20210518). The map σ from one to the other exists if whatever changes the expected outside changes the expected
/// inside: ker E[μ|b] ⊆ ker E[η|b] (their lemma 2.2).
/// </summary>
public sealed class SynchronizationMap
{
    private readonly double[] _mean;
    private readonly MarkovBlanket _blanket;

    internal SynchronizationMap(MarkovBlanket blanket, Gaussian density)
    {
        if (blanket.Blanket.Count == 0)
        {
            throw new HomeostatException("The partition has no blanket states; inside and outside are independent and do not synchronize.");
        }

        (_blanket, _mean) = (blanket, density.Mean);
        ExternalGivenBlanket = density.Regression(blanket.External, blanket.Blanket);
        InternalGivenBlanket = density.Regression(blanket.Internal, blanket.Blanket);
        var (eta, mu) = (Matrix<double>.Build.DenseOfArray(ExternalGivenBlanket), Matrix<double>.Build.DenseOfArray(InternalGivenBlanket));

        // η = σμ for all b, if for any.
        var sigma = eta * mu.PseudoInverse();
        if ((eta - (sigma * mu)).FrobeniusNorm() <= 1e-9 * (1 + eta.FrobeniusNorm()))
        {
            Synchronization = sigma.ToArray();
        }
    }

    /// <summary>[external, blanket] how the expected external state follows the blanket: E[η|b] = m_η + this·(b − m_b).</summary>
    public double[,] ExternalGivenBlanket { get; }

    /// <summary>[internal, blanket] how the expected internal state follows the blanket.</summary>
    public double[,] InternalGivenBlanket { get; }

    /// <summary>[external, internal] σ; null if there is none, as when blanket states differ to the outside that are the same to the inside.</summary>
    public double[,]? Synchronization { get; }

    /// <summary>The external state that is expected where this internal state is: σ(μ).</summary>
    /// <param name="expected">An expected internal state, one number each.</param>
    /// <exception cref="HomeostatException">The map does not exist, or the state has another dimension.</exception>
    public double[] External(params ReadOnlySpan<double> expected)
    {
        var (inside, outside) = (_blanket.Internal, _blanket.External);
        if (Synchronization is null)
        {
            throw new HomeostatException(
                $"Outside and inside do not synchronize: blanket states that are the same to the {inside.Count} internal states differ to the {outside.Count} external ones. "
                + $"As many internal states as tell blanket states apart are needed.");
        }

        if (expected.Length != inside.Count)
        {
            throw new HomeostatException($"{expected.Length} numbers were given for {inside.Count} internal states.");
        }

        var external = outside.Select(state => _mean[state]).ToArray();
        for (var i = 0; i < external.Length; i++)
        {
            for (var j = 0; j < expected.Length; j++)
            {
                external[i] += Synchronization[i, j] * (expected[j] - _mean[inside[j]]);
            }
        }

        return external;
    }
}
