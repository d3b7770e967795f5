namespace Homeostat;

/// <summary>The settings of <see cref="Pepita"/> and <see cref="MemPepita"/>. The defaults are those of the authors' code for MNIST, with batches of 64.</summary>
public sealed record PepitaOptions
{
    /// <summary>The activation, an expression of <c>z</c>, what reaches a unit.</summary>
    [Setting("Activation, any expression of z, such as tanh(z) or maximum(z, 0)")]
    public string Activation { get; init; } = "relu(z)";

    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Momentum(0.1);

    /// <summary>The expression for the initial weights.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "sqrt(6/N_pre)*(2*rand() - 1)";

    /// <summary>The expression for the fixed weights through which the error reaches the image. The rule breaks if they are much larger.</summary>
    [Setting("Fixed weights from the error to the image, an expression of rand(), randn(), N_pre (classes) and N_post (pixels); small ones")]
    public string FeedbackWeights { get; init; } = "0.05*sqrt(6/N_post)*(2*rand() - 1)";

    /// <summary>The fraction of hidden units that are left out of a sample's two passes while the learner trains.</summary>
    [Setting("Fraction of hidden units that are left out of both passes of a sample in training", Least = 0, Most = 0.95)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>Whether each layer has a bias, a synapse from a unit that is always on.</summary>
    [Setting("Whether each layer has a bias, a synapse from a unit that is always on")]
    public bool Bias { get; init; }
}
