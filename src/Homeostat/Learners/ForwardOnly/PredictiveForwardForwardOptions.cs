namespace Homeostat;

/// <summary>The settings of <see cref="PredictiveForwardForward"/>. The defaults are those of the authors' training script, with batches of 500.</summary>
public sealed record PredictiveForwardForwardOptions
{
    /// <summary>The number of steps for which a sample is shown; synapses learn in each.</summary>
    [Setting("Steps for which a sample is shown; synapses learn in each", Least = 1)]
    public int Steps { get; init; } = 12;

    /// <summary>The threshold of a layer's sum of squares, below which a sample is taken to be right.</summary>
    [Setting("Threshold of the sum of squares of a layer, below which a sample is taken to be right", Least = 0)]
    public double Threshold { get; init; } = 10;

    /// <summary>The fraction of a unit's activity that stays from one step to the next.</summary>
    [Setting("Fraction of a unit's activity that stays from one step to the next", Least = 0, Most = 0.99)]
    public double Leak { get; init; } = 0.3;

    /// <summary>The factor by which the label is multiplied where it enters the last hidden layer and where it is predicted.</summary>
    [Setting("Factor by which the label is multiplied", Least = 0, Above = true)]
    public double LabelScale { get; init; } = 5;

    /// <summary>The number of units that compete with each other.</summary>
    [Setting("Units of a group, which compete with each other", Least = 1)]
    public int Group { get; init; } = 10;

    /// <summary>The standard deviation of the noise that reaches hidden units in training.</summary>
    [Setting("Standard deviation of the noise that reaches hidden units in training", Least = 0)]
    public double Noise { get; init; } = 0.01;

    /// <summary>The standard deviation of the noise on the activity from which the generator predicts.</summary>
    [Setting("Standard deviation of the noise on the activity from which the generator predicts", Least = 0)]
    public double GeneratorNoise { get; init; } = 0.025;

    /// <summary>The number of latent units at the top of the generator.</summary>
    [Setting("Latent units at the top of the generator", Least = 1)]
    public int Latent { get; init; } = 20;

    /// <summary>The rate at which latent units follow the slope of their squared error.</summary>
    [Setting("Rate at which latent units follow the slope of their squared error", Least = 0)]
    public double LatentRate { get; init; } = 0.025;

    /// <summary>The rule by which synapses change along their gradient, which is clipped to ±1.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam(2.5e-4);

    /// <summary>The expression for the initial weights and biases; the authors' are orthogonal, of this size.</summary>
    [Setting("Initial weights and biases, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "randn()/sqrt(maximum(N_pre, N_post))";
}
