namespace Homeostat;

/// <summary>How errors travel back to the units that caused them.</summary>
public enum Feedback
{
    /// <summary>Through the transposed forward weights.</summary>
    Tied,

    /// <summary>Through weights of their own, learned by the same local rule (Kolen &amp; Pollack 1994).</summary>
    Learned,
}

/// <summary>What the output layer's free energy is.</summary>
public enum OutputModel
{
    /// <summary>Cross-entropy of a softmax.</summary>
    Categorical,

    /// <summary>Half the squared error.</summary>
    Gaussian,
}

/// <summary>Settings of every learner made of layers.</summary>
public abstract record LayeredOptions
{
    /// <summary>The activation, an expression of the state <c>z</c>; its derivative is found symbolically.</summary>
    [Setting("Activation, any expression of z, such as tanh(z) or maximum(z, 0)")]
    public string Activation { get; init; } = "relu(z)";

    /// <summary>How synapses change.</summary>
    [Setting("Learning rate of the weights (Adam)", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>Initial weights, as an expression.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = Synapse.GlorotUniform;

    /// <summary>How synapses and units come and go; null for a structure that stays. Biases always exist.</summary>
    public Selection? Selection { get; init; }
}

/// <summary>Settings of every learner that predicts its output layer by layer.</summary>
public abstract record DiscriminativeOptions : LayeredOptions
{
    /// <summary>The output layer's free energy.</summary>
    [Setting("Free energy of the output layer: cross-entropy of a softmax, or half the squared error")]
    public OutputModel Output { get; init; }

    /// <summary>Whether each layer has a bias, a synapse from a unit that is always on.</summary>
    [Setting("Whether each layer has a bias, a synapse from a unit that is always on")]
    public bool Bias { get; init; } = true;
}

/// <summary>Settings of <see cref="PredictiveCoding"/>.</summary>
public sealed record PredictiveCodingOptions : DiscriminativeOptions
{
    /// <summary>
    /// Settings that spare steps and stay local: after the forward sweep the error needs only a step a layer to arrive, and
    /// samples whose states hardly change are dropped.
    /// </summary>
    public static PredictiveCodingOptions Fast { get; } = new() { Steps = 4, Tolerance = 1e-4 };

    /// <summary>Settling steps for each batch.</summary>
    [Setting("Settling steps for each batch", Least = 1)]
    public int Steps { get; init; } = 20;

    /// <summary>The settling rate, dt/tau: the fraction of the gradient a state follows in a step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true)]
    public double Rate { get; init; } = 0.03;

    /// <summary>How errors travel back.</summary>
    [Setting("Errors travel back through the transposed weights, or through weights of their own")]
    public Feedback Feedback { get; init; }

    /// <summary>In which order layers settle.</summary>
    [Setting("In which order layers settle")]
    public UpdateOrder Order { get; init; }

    /// <summary>A sample is dropped once the root mean square change of its states falls below this; zero never drops one.</summary>
    [Setting("Drop a sample from settling once its states change less than this; 0 never does", Least = 0)]
    public double Tolerance { get; init; }
}

/// <summary>Settings of <see cref="IncrementalPredictiveCoding"/>.</summary>
public sealed record IncrementalPredictiveCodingOptions : DiscriminativeOptions
{
    /// <summary>Settling steps for each batch, in each of which synapses learn.</summary>
    [Setting("Settling steps for each batch", Least = 1)]
    public int Steps { get; init; } = 20;

    /// <summary>The settling rate, dt/tau: the fraction of the gradient a state follows in a step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true)]
    public double Rate { get; init; } = 0.03;

    /// <summary>How errors travel back.</summary>
    [Setting("Errors travel back through the transposed weights, or through weights of their own")]
    public Feedback Feedback { get; init; }

    /// <summary>In which order layers settle.</summary>
    [Setting("In which order layers settle")]
    public UpdateOrder Order { get; init; }
}

/// <summary>Settings of <see cref="ZeroDivergenceInference"/>. Steps and settling rate follow from the layers.</summary>
public sealed record ZeroDivergenceOptions : DiscriminativeOptions
{
    /// <summary>How errors travel back.</summary>
    [Setting("Errors travel back through the transposed weights, or through weights of their own")]
    public Feedback Feedback { get; init; }
}

/// <summary>Settings of <see cref="Backpropagation"/>. Nothing settles.</summary>
public sealed record BackpropagationOptions : DiscriminativeOptions;

/// <summary>Settings of <see cref="GenerativePredictiveCoding"/>: causes need more steps to be found than a feed-forward guess to be mended.</summary>
public sealed record GenerativePredictiveCodingOptions : LayeredOptions
{
    /// <summary>The usual settings.</summary>
    public GenerativePredictiveCodingOptions() => Activation = "tanh(z)";

    /// <summary>Settling steps for each batch.</summary>
    [Setting("Settling steps for each batch", Least = 1)]
    public int Steps { get; init; } = 40;

    /// <summary>The settling rate, dt/tau: the fraction of the gradient a state follows in a step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true)]
    public double Rate { get; init; } = 0.1;

    /// <summary>How errors travel back.</summary>
    [Setting("Errors travel back through the transposed weights, or through weights of their own")]
    public Feedback Feedback { get; init; }

    /// <summary>In which order layers settle.</summary>
    [Setting("In which order layers settle")]
    public UpdateOrder Order { get; init; }

    /// <summary>A sample is dropped once the root mean square change of its states falls below this; zero never drops one.</summary>
    [Setting("Drop a sample from settling once its states change less than this; 0 never does", Least = 0)]
    public double Tolerance { get; init; }

    /// <summary>How strongly states are drawn to zero: the precision of a Gaussian prior.</summary>
    [Setting("How strongly states are drawn to zero: the precision of a Gaussian prior", Least = 0)]
    public double Prior { get; init; } = 0.01;
}
