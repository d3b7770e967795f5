namespace Homeostat;

/// <summary>The weights through which cells hear the errors of the readout.</summary>
public enum ErrorBroadcast
{
    /// <summary>The transposed weights of the readout.</summary>
    Symmetric,

    /// <summary>Fixed random weights.</summary>
    Random,

    /// <summary>Weights of their own, which follow the rule of the readout's weights and decay as these do, so that the two become alike.</summary>
    Adaptive,
}

/// <summary>The settings of <see cref="EligibilityPropagation"/>. A time step is 1 ms.</summary>
public sealed record EligibilityPropagationOptions : SequenceOptions
{
    /// <summary>The number of time steps for which each time point is shown.</summary>
    [Setting("Time steps of 1 ms for which each time point is shown", Least = 1)]
    public int Hold { get; init; } = 1;

    /// <summary>The time constant of the membrane, in milliseconds.</summary>
    [Setting("Time constant of the membrane in ms", Least = 0, Above = true)]
    public double Tau { get; init; } = 20;

    /// <summary>The time constant of the readout, in milliseconds.</summary>
    [Setting("Time constant of the readout in ms", Least = 0, Above = true)]
    public double ReadoutTau { get; init; } = 20;

    /// <summary>The membrane potential above which a cell fires, and by which it falls then.</summary>
    [Setting("Membrane potential above which a cell fires", Least = 0, Above = true)]
    public double Threshold { get; init; } = 1;

    /// <summary>The fraction of cells whose threshold rises with each spike.</summary>
    [Setting("Fraction of cells whose threshold rises with each spike", Least = 0, Most = 1)]
    public double Adaptive { get; init; }

    /// <summary>The amount by which the threshold of an adaptive cell rises with each spike.</summary>
    [Setting("Rise of the threshold with each spike, of adaptive cells", Least = 0)]
    public double Rise { get; init; } = 0.1;

    /// <summary>The time constant with which a raised threshold falls, in milliseconds.</summary>
    [Setting("Time constant with which a raised threshold falls, in ms", Least = 0, Above = true)]
    public double AdaptationTau { get; init; } = 200;

    /// <summary>The height of the pseudo-derivative at the threshold, in units of 1/threshold.</summary>
    [Setting("Height of the pseudo-derivative of a spike at the threshold", Least = 0, Above = true)]
    public double Dampening { get; init; } = 0.3;

    /// <summary>The weights through which cells hear the errors of the readout.</summary>
    [Setting("Cells hear errors through the readout's own weights, fixed random ones, or ones that learn as the readout's do")]
    public ErrorBroadcast Broadcast { get; init; }

    /// <summary>The expression for the initial weights through which errors are heard, unless they are the readout's own.</summary>
    [Setting("Initial weights through which errors are heard, unless they are the readout's own")]
    public string FeedbackWeights { get; init; } = Synapse.GlorotUniform;

    /// <summary>The decay of the readout's and the feedback's weights in proportion to the learning rate, where the feedback is adaptive.</summary>
    [Setting("Decay of the readout's and the feedback's weights in proportion to the learning rate, with adaptive feedback", Least = 0)]
    public double Decay { get; init; } = 0.01;

    /// <summary>The strength with which the mean rate of each cell is drawn to <see cref="TargetRate"/>; 0 for none.</summary>
    [Setting("Strength with which the mean rate of each cell is drawn to the target rate", Least = 0)]
    public double Regularization { get; init; }

    /// <summary>The rate in hertz to which the mean rate of each cell is drawn.</summary>
    [Setting("Rate in Hz to which the mean rate of each cell is drawn", Least = 0)]
    public double TargetRate { get; init; } = 20;

    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam(5e-3);

    /// <summary>The expression for the initial weights of all synapses.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "randn()/sqrt(N_pre)";
}
