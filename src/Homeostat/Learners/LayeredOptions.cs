namespace Homeostat;

/// <summary>The weights through which errors travel back to the units that caused them.</summary>
public enum Feedback
{
    /// <summary>Errors travel back through the transposed forward weights.</summary>
    Tied,

    /// <summary>Errors travel back through separate weights, which are learned by the same local rule (Kolen &amp; Pollack 1994).</summary>
    Learned,
}

/// <summary>The free energy of the output layer.</summary>
public enum OutputModel
{
    /// <summary>The cross-entropy of a softmax.</summary>
    Categorical,

    /// <summary>Half the sum of the squared errors.</summary>
    Gaussian,
}

/// <summary>The size of the values that layers send to each other.</summary>
public enum SignalScaling
{
    /// <summary>Layers send their activity as it is.</summary>
    None,

    /// <summary>
    /// Activity is scaled so that its size, and that of the errors, does not depend on the number of layers (μPC, Innocenti et al. 2025): by 1/√N
    /// from N inputs, by 1/√(N·L) between hidden layers of the same size in a network of L layers of weights, and by 1/N to the output. Hidden layers
    /// of the same size also pass on their states, as in a residual network.
    /// </summary>
    Depth,
}

/// <summary>The settings that all learners made of layers have in common.</summary>
public abstract record LayeredOptions
{
    /// <summary>The activation, an expression of the state <c>z</c>; its derivative is found symbolically.</summary>
    [Setting("Activation, any expression of z, such as tanh(z) or maximum(z, 0)")]
    public string Activation { get; init; } = "relu(z)";

    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>The expression for the initial weights.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = Synapse.GlorotUniform;

    /// <summary>The rule by which synapses and units are removed and added; null for a fixed structure. Biases are never removed.</summary>
    public Selection? Selection { get; init; }
}

/// <summary>The settings that all learners have in common whose layers each predict the next layer, up to the output.</summary>
public abstract record DiscriminativeOptions : LayeredOptions
{
    /// <summary>The free energy of the output layer.</summary>
    [Setting("Free energy of the output layer: cross-entropy of a softmax, or half the squared error")]
    public OutputModel Output { get; init; }

    /// <summary>Whether each layer has a bias, a synapse from a unit that is always on.</summary>
    [Setting("Whether each layer has a bias, a synapse from a unit that is always on")]
    public bool Bias { get; init; } = true;
}

/// <summary>The settings that all learners have in common whose circuit is that of predictive coding.</summary>
public abstract record PredictiveOptions : DiscriminativeOptions
{
    /// <summary>
    /// The size of the values that layers send to each other. <see cref="SignalScaling.Depth"/> is for networks of many layers; their initial weights
    /// are drawn from the standard normal distribution unless <see cref="LayeredOptions.Weights"/> is set.
    /// </summary>
    [Setting("What layers send: their activity as it is, or scaled for networks of many layers, with states passed on as in a residual network")]
    public SignalScaling Scaling { get; init; }
}

/// <summary>
/// The settings that are common to learners that predict their output and whose states settle: the settling steps, their rate, the
/// feedback and the order of updates.
/// </summary>
public abstract record SettlingOptions : PredictiveOptions
{
    /// <summary>The number of settling steps for each batch.</summary>
    [Setting("Settling steps for each batch", Least = 1)]
    public int Steps { get; init; } = 20;

    /// <summary>The settling rate, dt/tau: the fraction of the gradient by which a state changes in one step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true)]
    public double Rate { get; init; } = 0.03;

    /// <summary>The weights through which errors travel back.</summary>
    [Setting("Errors travel back through the transposed weights, or through weights of their own")]
    public Feedback Feedback { get; init; }

    /// <summary>The order in which layers settle.</summary>
    [Setting("In which order layers settle")]
    public UpdateOrder Order { get; init; }
}

/// <summary>The settings of <see cref="PredictiveCoding"/>.</summary>
public sealed record PredictiveCodingOptions : SettlingOptions
{
    /// <summary>
    /// The settings for fast training, which is still local: 4 settling steps, because after the forward sweep the error needs only one
    /// step for each layer, and a tolerance of 1e-4, so that samples whose states hardly change are dropped.
    /// </summary>
    public static PredictiveCodingOptions Fast { get; } = new() { Steps = 4, Tolerance = 1e-4 };

    /// <summary>The tolerance: a sample stops settling once the root mean square change of its states in a step is below it. With 0 no sample stops early.</summary>
    [Setting("Drop a sample from settling once its states change less than this; 0 never does", Least = 0)]
    public double Tolerance { get; init; }
}

/// <summary>The settings of <see cref="IncrementalPredictiveCoding"/>, whose synapses learn in every settling step.</summary>
public sealed record IncrementalPredictiveCodingOptions : SettlingOptions;

/// <summary>The settings of <see cref="ZeroDivergenceInference"/>. The number of settling steps and the settling rate follow from the layers.</summary>
public sealed record ZeroDivergenceOptions : PredictiveOptions
{
    /// <summary>The weights through which errors travel back.</summary>
    [Setting("Errors travel back through the transposed weights, or through weights of their own")]
    public Feedback Feedback { get; init; }
}

/// <summary>The settings of <see cref="Backpropagation"/>. There are none for settling, because its states do not settle.</summary>
public sealed record BackpropagationOptions : PredictiveOptions;

/// <summary>
/// The settings of <see cref="GenerativePredictiveCoding"/>. It needs more settling steps than <see cref="PredictiveCoding"/>, because its states
/// start from zero and not from a forward sweep.
/// </summary>
public sealed record GenerativePredictiveCodingOptions : LayeredOptions
{
    /// <summary>Creates the default settings.</summary>
    public GenerativePredictiveCodingOptions() => Activation = "tanh(z)";

    /// <summary>The number of settling steps for each batch.</summary>
    [Setting("Settling steps for each batch", Least = 1)]
    public int Steps { get; init; } = 40;

    /// <summary>The settling rate, dt/tau: the fraction of the gradient by which a state changes in one step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true)]
    public double Rate { get; init; } = 0.1;

    /// <summary>The weights through which errors travel back.</summary>
    [Setting("Errors travel back through the transposed weights, or through weights of their own")]
    public Feedback Feedback { get; init; }

    /// <summary>The order in which layers settle.</summary>
    [Setting("In which order layers settle")]
    public UpdateOrder Order { get; init; }

    /// <summary>The tolerance: a sample stops settling once the root mean square change of its states in a step is below it. With 0 no sample stops early.</summary>
    [Setting("Drop a sample from settling once its states change less than this; 0 never does", Least = 0)]
    public double Tolerance { get; init; }

    /// <summary>The precision of the Gaussian prior with mean 0 over each state: the larger it is, the more strongly states are drawn to zero.</summary>
    [Setting("How strongly states are drawn to zero: the precision of a Gaussian prior", Least = 0)]
    public double Prior { get; init; } = 0.01;
}
