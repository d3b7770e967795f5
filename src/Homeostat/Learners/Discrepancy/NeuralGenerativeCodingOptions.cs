namespace Homeostat;

/// <summary>A value of each unit of a layer.</summary>
public enum UnitValue
{
    /// <summary>The activity φ(z), which other layers receive.</summary>
    Activities,

    /// <summary>The state z, of which a rectified activity shows only what is above zero.</summary>
    States,
}

/// <summary>The distribution of pixels around their expected values.</summary>
public enum PixelModel
{
    /// <summary>Each pixel is on with a probability, a sigmoid of the prediction.</summary>
    Bernoulli,

    /// <summary>Pixels are normally distributed around the prediction, with the variance 1.</summary>
    Gaussian,

    /// <summary>The pixels of an image are the shares of one whole, a softmax of the predictions.</summary>
    Categorical,
}

/// <summary>What classes have to do with the causes of a generative circuit.</summary>
public enum Labels
{
    /// <summary>There are no classes: the circuit learns without labels.</summary>
    None,

    /// <summary>The topmost causes predict the class beside the image, by a softmax of their own.</summary>
    Joint,

    /// <summary>The class, one unit for each, predicts the topmost causes.</summary>
    Conditional,
}

/// <summary>
/// The settings of <see cref="NeuralGenerativeCoding"/>. The default ones are those of GNCN-PDH in the published program: 50 steps at a rate of 0.1, learned feedback, learned
/// precision, groups of 12 units (18 at the top) and predictions that skip a layer.
/// </summary>
public sealed record NeuralGenerativeCodingOptions : LayeredOptions
{
    /// <summary>Creates the default settings.</summary>
    // The slope of the rectifier at 0 is 1 here: states begin at 0, and with a slope of 0 those of ngc-t1-sigma would stay there.
    public NeuralGenerativeCodingOptions() => (Activation, Weights) = ("where(z >= 0, z, 0)", "0.05*randn()");

    /// <summary>The settings of GNCN-t1-Σ: feedback by the transposed weights and the slope of the activation, with learned precision.</summary>
    public static NeuralGenerativeCodingOptions Friston { get; } = new()
    {
        Feedback = Feedback.Tied, Derivative = true, Compared = UnitValue.States, Group = 0, Skips = false, Sparsity = 0.01,
    };

    /// <summary>The settings of GNCN-t1: those of <see cref="Friston"/> without precision, and with tanh.</summary>
    public static NeuralGenerativeCodingOptions Rao { get; } = Friston with { Precision = false, Activation = "tanh(z)" };

    /// <summary>The settings of Rao and Ballard's circuit as it stands: 20 steps with a time constant of 20 steps, a Laplace prior of weight 0.14, and linear predictions of gray pixels.</summary>
    public static NeuralGenerativeCodingOptions RaoBallard { get; } = Rao with { Steps = 21, Rate = 1.0 / 20, Leak = 0, Sparsity = 0.14, Pixels = PixelModel.Gaussian };

    /// <summary>What classes have to do with the causes. With classes, the last of the layers given to a circuit is their number.</summary>
    public Labels Labels { get; init; }

    /// <summary>
    /// The weight of the class in the free energy, where causes predict it beside the image. In training the class moves the causes, which it cannot do when it is asked for: the less it
    /// does, the more are causes that the class is told from like those it was learned from.
    /// </summary>
    [Setting("Weight of the class in the free energy, where causes predict it beside the image", Least = 0, Above = true)]
    public double LabelWeight { get; init; } = 0.1;

    /// <summary>The number of steps for each batch, of which the first only computes errors.</summary>
    [Setting("Settling steps for each batch, of which the first only computes errors", Least = 2)]
    public int Steps { get; init; } = 50;

    /// <summary>The settling rate, dt/tau: the fraction of what moves a state by which it changes in one step.</summary>
    [Setting("Settling rate, dt/tau", Least = 0, Above = true)]
    public double Rate { get; init; } = 0.1;

    /// <summary>The leak γ of states: they are drawn to zero by γ·z.</summary>
    [Setting("Leak of states: they are drawn to zero by leak*z", Least = 0)]
    public double Leak { get; init; } = 0.001;

    /// <summary>The weight λ of a Laplace prior: states are drawn to zero by λ·sign(z).</summary>
    [Setting("Weight of a Laplace prior: states are drawn to zero by sparsity*sign(z)", Least = 0)]
    public double Sparsity { get; init; }

    /// <summary>The weights through which errors travel up.</summary>
    [Setting("Errors travel up through the transposed weights, or through weights of their own")]
    public Feedback Feedback { get; init; } = Feedback.Learned;

    /// <summary>Whether errors that travel up are multiplied by the slope of the activation.</summary>
    [Setting("Whether errors that travel up are multiplied by the slope of the activation")]
    public bool Derivative { get; init; }

    /// <summary>The value of each unit of a layer that the prediction for it is compared with: its activity, and the prediction is rectified, or its state, and the prediction is linear.</summary>
    [Setting("Value of a unit that the prediction for it is compared with: activities (predictions are rectified) or states")]
    public UnitValue Compared { get; init; }

    /// <summary>
    /// The value of each topmost unit that a memory keeps. A rectifier makes many activities zero, and causes drawn from a Gaussian mixture of them are weaker than those that were seen;
    /// states have no such edge.
    /// </summary>
    [Setting("Value of a topmost unit that a memory keeps: activities or states")]
    public UnitValue Causes { get; init; }

    /// <summary>Whether layers learn the covariance of their deviations and weight errors with its whitening factor.</summary>
    [Setting("Whether layers learn the precision of their errors")]
    public bool Precision { get; init; } = true;

    /// <summary>
    /// The factor of the whitening factor in the change of the covariance, (e·eᵀ − evidence·factor)/2. The published program adds e·eᵀ up over a batch and takes the factor once: 1
    /// divided by the size of its batches, 512.
    /// </summary>
    [Setting("Weight of the whitening factor against the errors in the change of the covariance", Least = 0)]
    public double Evidence { get; init; } = 1.0 / 512;

    /// <summary>The number of units of a group, in which units inhibit each other; 0 for no competition.</summary>
    [Setting("Units of a group, which inhibit each other; 0 for no competition", Least = 0)]
    public int Group { get; init; } = 12;

    /// <summary>The number of units of a group of the topmost layer, where there is competition.</summary>
    [Setting("Units of a group of the topmost layer", Least = 1)]
    public int TopGroup { get; init; } = 18;

    /// <summary>The strength by which units of a group inhibit each other.</summary>
    [Setting("Strength by which units of a group inhibit each other", Least = 0)]
    public double Inhibition { get; init; } = 0.1;

    /// <summary>The strength by which a unit of a group excites itself.</summary>
    [Setting("Strength by which a unit of a group excites itself", Least = 0)]
    public double Excitation { get; init; } = 0.15;

    /// <summary>Whether layers also predict the layer after the next one.</summary>
    [Setting("Whether layers also predict the layer after the next one")]
    public bool Skips { get; init; } = true;

    /// <summary>
    /// Whether synapses also learn from a replay. After states have settled, the topmost causes paint the image as in a dream, so that each layer has only what the layers above it
    /// predict; its predictions are compared with what it was awake. A circuit without it is never told how far its dream of an image is from the image.
    /// </summary>
    [Setting("Whether synapses also learn from a replay, in which the topmost causes alone paint the image as in a dream")]
    public bool Replay { get; init; }

    /// <summary>The distribution of pixels around their expected values.</summary>
    [Setting("Distribution of pixels around their expected values")]
    public PixelModel Pixels { get; init; }

    /// <summary>The largest norm of the weights onto a unit, in each projection.</summary>
    [Setting("Largest norm of the weights onto a unit, in each projection", Least = 0, Above = true)]
    public double Norm { get; init; } = 1;
}
