namespace Homeostat;

/// <summary>The result of learning a batch.</summary>
/// <param name="Epoch">The number of the epoch, counted from 1.</param>
/// <param name="Batch">The number of the batch within the epoch, counted from 1.</param>
/// <param name="FreeEnergy">The mean free energy of the samples after settling and before learning, in nats.</param>
/// <param name="Steps">The mean number of settling steps of the samples.</param>
public readonly record struct BatchResult(int Epoch, int Batch, double FreeEnergy, double Steps)
{
    /// <summary>The number of samples of the batch; the last batch of an epoch may have fewer than the others.</summary>
    public int Samples { get; init; }

    /// <summary>
    /// The projections that the batch taught nothing, because their gradient was exactly zero although that of others was not. It is found in the first
    /// batch of each epoch; for other batches the list is empty.
    /// </summary>
    public IReadOnlyList<string> Unreached { get; init; } = [];

    /// <summary>A sentence about <see cref="Unreached"/> projections that no earlier batch has warned of: which they are, why, and what to do. Otherwise null.</summary>
    public string? Warning { get; init; }

    /// <summary>The synapses and units that were added or removed after the batch.</summary>
    public StructuralChange Change { get; init; }

    /// <summary>
    /// The mean free energy of the samples divided among the populations that have one, in nats, by the name of the population: of an error that is Gaussian, half its mean square,
    /// summed over the units. Their sum is <see cref="FreeEnergy"/>. It is empty for a schedule without a <see cref="Measure"/> phase.
    /// </summary>
    public IReadOnlyDictionary<string, double> Energies { get; init; } = new Dictionary<string, double>();

    /// <summary>The mean number of times that a sample was presented; it is above 1 only with <see cref="Learner.Amplification"/>.</summary>
    public double Presentations { get; init; }
}

/// <summary>The result of a test.</summary>
/// <param name="Accuracy">The fraction of samples classified correctly, 0 to 1.</param>
/// <param name="NegativeLogLikelihood">
/// The mean over samples of −ln p, in nats, where p is the softmax probability of the right class; null if classes were read from
/// labeled cells (<see cref="Labels"/>).
/// </param>
/// <param name="Predictions">The predicted class of each sample.</param>
public sealed record TestResult(double Accuracy, double? NegativeLogLikelihood, int[] Predictions)
{
    /// <summary>The values from which classes were read: [samples × units], row after row.</summary>
    public float[] Outputs { get; init; } = [];

    /// <summary>The labels of the cells if <see cref="Learner.Labeling"/> reads the classes; otherwise null.</summary>
    public CellLabels? Labels { get; init; }
}
