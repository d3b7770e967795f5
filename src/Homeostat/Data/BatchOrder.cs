namespace Homeostat;

/// <summary>
/// The order in which samples are learned: for each epoch a random permutation, cut into batches. It depends on the seed and
/// the epoch alone, so a resumed run goes on with the very batches it would have had. Allocates only when constructed.
/// </summary>
public sealed class BatchOrder
{
    private readonly int[] _order;
    private readonly RandomStream _random;
    private int _epoch = -1;

    /// <summary>An order over so many samples.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="batch">Samples in a batch, 1 to <paramref name="count"/>.</param>
    /// <param name="seed">Any number; each gives another order.</param>
    /// <param name="keepLast">Whether a last batch of fewer samples is kept. Dropped by default: in training, every batch weighs the same.</param>
    /// <exception cref="HomeostatException">The batch is empty or larger than the data set.</exception>
    public BatchOrder(int count, int batch, ulong seed, bool keepLast = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (batch < 1 || batch > count)
        {
            throw new HomeostatException(
                $"A batch of {batch} samples was asked for, of {count} that there are. Choose a batch of 1 to {count}.");
        }

        _order = new int[count];

        // A key of its own: the same seed also initializes weights and draws data.
        _random = new RandomStream(seed ^ 0x6f72646572000000UL);
        BatchSize = batch;
        Batches = keepLast ? (count + batch - 1) / batch : count / batch;
    }

    /// <summary>Samples in a batch, the last one excepted where it is kept.</summary>
    public int BatchSize { get; }

    /// <summary>Batches in an epoch.</summary>
    public int Batches { get; }

    /// <summary>All samples in the order of an epoch; the memory is used again for the next one asked for.</summary>
    /// <param name="epoch">0, 1, 2, …</param>
    public ReadOnlySpan<int> Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (epoch != _epoch)
        {
            for (var i = 0; i < _order.Length; i++)
            {
                _order[i] = i;
            }

            // Each epoch has 2³² words of the stream to itself.
            _random.Position = (ulong)epoch << 32;
            _random.Shuffle(_order);
            _epoch = epoch;
        }

        return _order;
    }

    /// <summary>The samples of one batch of an epoch.</summary>
    /// <param name="epoch">0, 1, 2, …</param>
    /// <param name="batch">0 to <see cref="Batches"/> - 1.</param>
    public ReadOnlySpan<int> Batch(int epoch, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)batch, (uint)Batches, nameof(batch));
        var start = batch * BatchSize;
        return Epoch(epoch).Slice(start, Math.Min(BatchSize, _order.Length - start));
    }
}
