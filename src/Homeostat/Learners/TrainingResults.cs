namespace Homeostat;

/// <summary>The result of learning a batch.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Batch">Batch within the epoch, from 1.</param>
/// <param name="FreeEnergy">Mean free energy of its samples after settling, before learning, in nats.</param>
/// <param name="Steps">Mean number of settling steps of its samples.</param>
public readonly record struct BatchResult(int Epoch, int Batch, double FreeEnergy, double Steps)
{
    /// <summary>The synapses and units that came and went after the batch.</summary>
    public StructuralChange Change { get; init; }

    /// <summary>The mean number of times that a sample was presented; more than 1 only by <see cref="Learner.Amplification"/>.</summary>
    public double Presentations { get; init; }
}

/// <summary>The result of a test.</summary>
/// <param name="Accuracy">Fraction of samples classified correctly.</param>
/// <param name="NegativeLogLikelihood">
/// Mean of −ln of the softmax probability given to the label, in nats; null where cells were labeled to answer (<see cref="Labels"/>).
/// </param>
/// <param name="Predictions">The class given to each sample.</param>
public sealed record TestResult(double Accuracy, double? NegativeLogLikelihood, byte[] Predictions)
{
    /// <summary>The values from which classes were read: [samples × units], row after row.</summary>
    public float[] Outputs { get; init; } = [];

    /// <summary>What the cells stand for, where <see cref="Learner.Labeling"/> reads the classes; else null.</summary>
    public CellLabels? Labels { get; init; }
}
