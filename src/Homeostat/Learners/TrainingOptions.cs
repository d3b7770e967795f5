using System.Globalization;
using System.Text.Json.Serialization;

namespace Homeostat;

/// <summary>The settings of a training.</summary>
public sealed record TrainingOptions
{
    /// <summary>The number of epochs: passes through all training samples, each in another random order.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The number of batches after which the training ends; it replaces the number of epochs. Null to train for whole epochs.</summary>
    public long? Batches { get; init; }

    /// <summary>The number of samples in a batch.</summary>
    public int Batch { get; init; } = 250;

    /// <summary>
    /// Whether an epoch ends with a smaller batch of the samples that do not fill a whole batch. If false, these samples are left out of
    /// that epoch, and all batches have the same size.
    /// </summary>
    public bool KeepLast { get; init; } = true;

    /// <summary>The number of samples in a test batch of <see cref="Learner.Answering"/>; <see cref="Batch"/> if null.</summary>
    public int? TestBatch { get; init; }

    /// <summary>The seed of all random numbers: those of the weights, of the order of samples and of the simulation.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The learning rate at the end, as a fraction of the initial rate; the rate falls linearly from batch to batch.</summary>
    public double FinalRate { get; init; } = 0.1;

    /// <summary>
    /// The number of batches over which the learning rate falls; afterwards it stays at its final value. Null for all batches of the training. A
    /// training that is resumed for more epochs keeps the number it began with, so that its rate goes on from where it was.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? RateBatches { get; init; }

    /// <summary>
    /// The largest shift of a training image in each direction, in pixels; 0 for none. In each epoch an image is shifted by whole numbers of pixels that
    /// depend only on the seed, the epoch and its index, so that a resumed training sees the same images. What comes into an image is 0.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Jitter { get; init; }

    /// <summary>The number type of all variables.</summary>
    public ElementType Type { get; init; } = ElementType.Float32;

    /// <summary>The crossbar on which the learner learns; null for the processor (<see cref="Substrate.Cpu"/>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CrossbarOptions? Crossbar { get; init; }

    /// <summary>The kind of machine that the learner learns on.</summary>
    internal Substrate Substrate => Crossbar is null ? Substrate.Cpu : Substrate.Crossbar(Crossbar);

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

        if (RateBatches < 1)
        {
            throw new HomeostatException($"The learning rate cannot fall over {RateBatches} batches; give one or more, or null for all.");
        }

        if (Jitter < 0)
        {
            throw new HomeostatException($"Images cannot be shifted by up to {Jitter} pixels; give 0 (never) or more.");
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
