using MathNet.Numerics.LinearAlgebra;

namespace Homeostat;

/// <summary>
/// The expected external and internal states given the blanket states, and the map σ from the expected internal to the expected external state (Da
/// Costa et al. 2021, Proc. R. Soc. A 477:20210518). The map exists if every change of the blanket that changes the expected external state also
/// changes the expected internal state: ker E[μ|b] ⊆ ker E[η|b] (their lemma 2.2).
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

        // If a map σ exists, η = σμ holds for all blanket states b.
        var sigma = eta * mu.PseudoInverse();
        if ((eta - (sigma * mu)).FrobeniusNorm() <= 1e-9 * (1 + eta.FrobeniusNorm()))
        {
            Synchronization = sigma.ToArray();
        }
    }

    /// <summary>The matrix R, [external, blanket], of the expected external state given the blanket: E[η|b] = m_η + R·(b − m_b).</summary>
    public double[,] ExternalGivenBlanket { get; }

    /// <summary>The matrix R, [internal, blanket], of the expected internal state given the blanket: E[μ|b] = m_μ + R·(b − m_b).</summary>
    public double[,] InternalGivenBlanket { get; }

    /// <summary>The matrix σ, [external, internal]; null if the map does not exist, because blanket states with the same expected internal state have different expected external states.</summary>
    public double[,]? Synchronization { get; }

    /// <summary>The expected external state σ(μ) that belongs to an expected internal state μ.</summary>
    /// <param name="expected">The expected internal state μ, one number for each internal state.</param>
    /// <exception cref="HomeostatException">The map does not exist, or the state has another dimension.</exception>
    public double[] External(params ReadOnlySpan<double> expected)
    {
        var (inside, outside) = (_blanket.Internal, _blanket.External);
        if (Synchronization is null)
        {
            throw new HomeostatException(
                $"Outside and inside do not synchronize: blanket states with the same expected {inside.Count} internal states have different expected {outside.Count} external states. "
                + $"Add internal states until they distinguish the blanket states.");
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
