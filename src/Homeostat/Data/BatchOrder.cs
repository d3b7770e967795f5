namespace Homeostat;

/// <summary>
/// The order in which samples are learned: a random permutation for each epoch, divided into batches. It depends only on the seed and
/// the epoch, so a resumed run continues with the same batches. Memory is allocated only by the constructor.
/// </summary>
public sealed class BatchOrder
{
    private readonly int[] _order;
    private readonly RandomStream _random;
    private int _epoch = -1;

    /// <summary>Creates an order of samples.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="batch">The number of samples in a batch, 1 to <paramref name="count"/>.</param>
    /// <param name="seed">The seed of the order; each seed gives another order.</param>
    /// <param name="keepLast">Whether an incomplete last batch is kept. If false, it is dropped, so that all batches have the same size.</param>
    /// <exception cref="HomeostatException">The batch is empty or larger than the data set.</exception>
    public BatchOrder(int count, int batch, ulong seed, bool keepLast = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (batch < 1 || batch > count)
        {
            throw new HomeostatException(
                $"A batch of {batch} samples was asked for, of {count} that there are. Choose a batch of 1 to {count}.");
        }

        _order = new int[count];

        // The random stream has a key of its own, because the same seed is also used for weights and for drawn data.
        _random = new RandomStream(seed ^ 0x6f72646572000000UL);
        BatchSize = batch;
        Batches = keepLast ? (count + batch - 1) / batch : count / batch;
    }

    /// <summary>The number of samples in a batch; a last batch that is kept may have fewer.</summary>
    public int BatchSize { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int Batches { get; }

    /// <summary>The indices of all samples in the order of an epoch. The next call uses the same memory.</summary>
    /// <param name="epoch">The number of the epoch, counted from 0.</param>
    public ReadOnlySpan<int> Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (epoch != _epoch)
        {
            for (var i = 0; i < _order.Length; i++)
            {
                _order[i] = i;
            }

            // Each epoch has 2³² words of the random stream that no other epoch uses.
            _random.Position = (ulong)epoch << 32;
            _random.Shuffle(_order);
            _epoch = epoch;
        }

        return _order;
    }

    /// <summary>The indices of the samples of one batch.</summary>
    /// <param name="epoch">The number of the epoch, counted from 0.</param>
    /// <param name="batch">The number of the batch, 0 to <see cref="Batches"/> - 1.</param>
    public ReadOnlySpan<int> Batch(int epoch, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)batch, (uint)Batches, nameof(batch));
        var start = batch * BatchSize;
        return Epoch(epoch).Slice(start, Math.Min(BatchSize, _order.Length - start));
    }
}
