namespace Homeostat;

/// <summary>
/// The settings that all learners have in common whose layers send their activity in both directions, through the same synapses, and settle to a
/// state in which nothing changes any more.
/// </summary>
public abstract record SymmetricOptions : LayeredOptions
{
    /// <summary>Whether each layer has a bias, a synapse from a unit that is always on.</summary>
    [Setting("Whether each layer has a bias, a synapse from a unit that is always on")]
    public bool Bias { get; init; } = true;

    /// <summary>The number of settling steps of the free phase, in which only the image is given.</summary>
    [Setting("Settling steps of the free phase, in which only the image is given", Least = 1)]
    public int Steps { get; init; } = 20;

    /// <summary>The settling rate, dt/tau: the fraction of the way that a state moves in one step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true, Most = 1)]
    public double Rate { get; init; } = 0.5;

    /// <summary>The order in which layers settle. Taking even and odd layers in turn needs about half as many steps.</summary>
    [Setting("In which order layers settle")]
    public UpdateOrder Order { get; init; } = UpdateOrder.EvenOdd;

    /// <summary>
    /// The learning rate of each layer of synapses, as a fraction of that of the layer before. The change that reaches a layer from the output is smaller the
    /// further away it is, so layers near the image need a larger rate.
    /// </summary>
    [Setting("Learning rate of each layer of synapses as a fraction of that of the layer before", Least = 0, Above = true, Most = 1)]
    public double Falloff { get; init; } = 1;
}

/// <summary>The directions in which the output is nudged.</summary>
public enum Nudging
{
    /// <summary>The nudged state is compared with the free state. The error of the estimate is proportional to the strength.</summary>
    OneSided,

    /// <summary>The same, but each sample is nudged towards its label or away from it at random, so that errors of the two directions cancel on average.</summary>
    RandomSign,

    /// <summary>A state that is nudged towards the label is compared with one that is nudged away from it. The error is proportional to the strength squared.</summary>
    Centered,
}

/// <summary>The settings that equilibrium propagation and coupled learning have in common.</summary>
public abstract record NudgedOptions : SymmetricOptions
{
    /// <summary>
    /// Whether states stay between 0 and 1. With the activation <c>z</c> this is the hard sigmoid of Scellier &amp; Bengio; smooth activations such as
    /// <c>sigmoid(4*z - 2)</c> need no bounds.
    /// </summary>
    [Setting("Whether states stay between 0 and 1; with the activation z this is a hard sigmoid")]
    public bool Bounded { get; init; } = true;

    /// <summary>The directions in which the output is nudged.</summary>
    [Setting("Compare the nudged state with the free one, the same with a random sign for each sample, or two states nudged to both sides")]
    public Nudging Nudging { get; init; } = Nudging.Centered;

    /// <summary>The number of settling steps after each nudge.</summary>
    [Setting("Settling steps after each nudge", Least = 1)]
    public int NudgedSteps { get; init; } = 4;

    /// <summary>The standard deviation of the noise that is added to the input of each unit in each settling step.</summary>
    [Setting("Standard deviation of the noise added to the input of each unit in each settling step", Least = 0)]
    public double Noise { get; init; }
}
