namespace Homeostat;

/// <summary>An estimate of the logarithm of a partition function, in nats.</summary>
/// <param name="LogPartition">The estimate, in nats.</param>
/// <param name="Deviation">The standard deviation of the estimate as the chains' weights show it, in nats.</param>
/// <param name="EffectiveChains">
/// The number of chains with equal weights that would give as good an estimate. If it is a small part of the chains, take more steps.
/// </param>
/// <param name="Path">The estimates at shares β of the energy from 0, where the number is exact, to 1.</param>
public sealed record PartitionEstimate(double LogPartition, double Deviation, double EffectiveChains, IReadOnlyList<PartitionEstimate.Point> Path)
{
    /// <summary>The estimate at a share of the energy.</summary>
    /// <param name="Beta">The share β, 0 to 1.</param>
    /// <param name="LogPartition">The logarithm of the partition function of the machine whose weights and biases are multiplied by β.</param>
    public readonly record struct Point(double Beta, double LogPartition);

    internal static PartitionEstimate Of(IReadOnlyList<Point> path, double[] logWeights)
    {
        var largest = logWeights.Max();
        double[] weights = [.. logWeights.Select(x => Math.Exp(x - largest))];
        var (mean, squares) = (weights.Average(), weights.Sum(w => w * w));
        var variance = weights.Sum(w => (w - mean) * (w - mean)) / (weights.Length - 1);
        return new PartitionEstimate(path[^1].LogPartition, Math.Sqrt(variance / weights.Length) / mean, weights.Sum() * weights.Sum() / squares, path);
    }
}
