namespace Homeostat;

/// <summary>The settings of <see cref="TargetPropagation"/> and <see cref="DifferenceTargetPropagation"/>.</summary>
public sealed record TargetPropagationOptions : DiscriminativeOptions
{
    /// <summary>Creates the default settings.</summary>
    public TargetPropagationOptions() => Activation = "tanh(z)";

    /// <summary>The fraction of the gradient by which the target of the last hidden layer differs from its activity.</summary>
    [Setting("Fraction of the gradient by which the target of the last hidden layer differs from its activity", Least = 0, Above = true)]
    public double TargetStep { get; init; } = 0.22;

    /// <summary>The standard deviation of the noise that is added to the activity of a layer from which its inverse learns.</summary>
    [Setting("Standard deviation of the noise from which inverses learn", Least = 0)]
    public double Noise { get; init; } = 0.084;

    /// <summary>The number of times that the inverses learn in each batch, each time with other noise.</summary>
    [Setting("How often the inverses learn in each batch, each time with other noise", Least = 1)]
    public int InversePasses { get; init; } = 1;

    /// <summary>The rule by which the synapses of the inverses change along their gradient.</summary>
    [Setting("Learning rate of the inverses", Name = "inverse-eta", Least = 0, Above = true)]
    public Optimizer InverseOptimizer { get; init; } = Optimizer.Adam(2e-3);
}
