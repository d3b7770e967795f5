using System.Globalization;

namespace Homeostat;

/// <summary>Settings of a training.</summary>
public sealed record TrainingOptions
{
    /// <summary>How often all training samples are gone through, each time in another order.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The number of batches after which the training ends, in place of a number of epochs; null for whole epochs.</summary>
    public long? Batches { get; init; }

    /// <summary>The number of samples in a batch.</summary>
    public int Batch { get; init; } = 250;

    /// <summary>
    /// Whether an epoch ends with a smaller batch of the samples that are left over; else they are left out of that epoch, and every
    /// batch weighs the same.
    /// </summary>
    public bool KeepLast { get; init; }

    /// <summary>The number of samples in a batch of <see cref="Learner.Answering"/>; as many as in training unless given.</summary>
    public int? TestBatch { get; init; }

    /// <summary>Seed of weights, order of samples and all else that is drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The fraction of the learning rate that is left at the end; it falls linearly from batch to batch.</summary>
    public double FinalRate { get; init; } = 0.1;

    /// <summary>Number type of all memory.</summary>
    public ElementType Type { get; init; } = ElementType.Float32;

    internal void Require()
    {
        if (Epochs < 0)
        {
            throw new HomeostatException($"{Epochs} epochs cannot be trained; give zero or more.");
        }

        if (Batches < 0)
        {
            throw new HomeostatException($"{Batches} batches cannot be trained; give zero or more.");
        }

        if (TestBatch < 1)
        {
            throw new HomeostatException($"A test batch of {TestBatch} samples cannot be shown; give one or more.");
        }

        if (FinalRate is not (>= 0 and <= 1))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"A final learning rate of {FinalRate} of the first is out of range; give a fraction from 0 to 1."));
        }
    }
}
