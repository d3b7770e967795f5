namespace Homeostat;

/// <summary>
/// The settings of <see cref="HolomorphicEquilibriumPropagation"/>. The activation is sigmoid(4z − 2), which is also defined for complex z.
/// </summary>
public sealed record HolomorphicOptions
{
    /// <summary>
    /// The network and its cost. <see cref="OutputModel.Categorical"/> is that of Laborieux &amp; Zenke: hidden rates settle to the activation of their input, and
    /// the output is the softmax of what it receives. <see cref="OutputModel.Gaussian"/> is that of Scellier &amp; Bengio: states of all layers descend
    /// the energy Σ z²/2 − Σ w·rate·rate, and the cost is half the squared error; it needs a small radius and a small settling rate.
    /// </summary>
    [Setting("Cost of the output: cross-entropy of a softmax that reads the hidden layers, or half the squared error of an output that settles too")]
    public OutputModel Output { get; init; }

    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Sgd(0.2);

    /// <summary>The expression for the initial weights.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = Synapse.GlorotUniform;

    /// <summary>Whether each layer has a bias, a synapse from a unit that is always on.</summary>
    [Setting("Whether each layer has a bias, a synapse from a unit that is always on")]
    public bool Bias { get; init; } = true;

    /// <summary>The number of settling steps of the free phase, in which only the image is given.</summary>
    [Setting("Settling steps of the free phase, in which only the image is given", Least = 1)]
    public int Steps { get; init; } = 30;

    /// <summary>The number of settling steps at each point of the circle.</summary>
    [Setting("Settling steps at each point of the circle", Least = 1)]
    public int NudgedSteps { get; init; } = 10;

    /// <summary>The settling rate, dt/tau: the fraction of the way that a state moves in one step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true, Most = 1)]
    public double Rate { get; init; } = 0.5;

    /// <summary>The order in which layers settle.</summary>
    [Setting("In which order layers settle")]
    public UpdateOrder Order { get; init; } = UpdateOrder.EvenOdd;

    /// <summary>The radius of the circle on which the strength of the nudge, a complex number, goes round.</summary>
    [Setting("Radius of the circle on which the strength of the nudge goes round", Least = 0, Above = true)]
    public double Beta { get; init; } = 0.4;

    /// <summary>
    /// The number of points on the circle, an even number. The error of the estimate falls with the radius to the power of this number. Two points are the
    /// centered rule of equilibrium propagation; one point is compared with the free state, which is its one-sided rule.
    /// </summary>
    [Setting("Number of points on the circle, an even number; 1 compares a nudge with the free state", Least = 1)]
    public int Points { get; init; } = 8;

    /// <summary>The standard deviation of the noise that is added to the input of each unit in each settling step.</summary>
    [Setting("Standard deviation of the noise added to the input of each unit in each settling step", Least = 0)]
    public double Noise { get; init; }

    /// <summary>The learning rate of each layer of synapses, as a fraction of that of the layer before.</summary>
    [Setting("Learning rate of each layer of synapses as a fraction of that of the layer before", Least = 0, Above = true, Most = 1)]
    public double Falloff { get; init; } = 1;
}
