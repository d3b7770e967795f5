namespace Homeostat;

/// <summary>
/// The settings that learners have in common whose hidden layers learn features without labels, and whose output then learns, by the delta rule, to
/// read the class off the last hidden layer.
/// </summary>
public abstract record FeatureOptions
{
    /// <summary>The learning rate of the features at first; it falls while they are learned.</summary>
    [Setting("Learning rate of the features, which are learned without labels", Name = "feature-rate", Least = 0, Above = true)]
    public double Rate { get; init; } = 0.01;

    /// <summary>The number of epochs in which features are learned without labels, before the output learns.</summary>
    [Setting("Epochs in which features are learned without labels, before the output learns", Least = 1)]
    public int Pretraining { get; init; } = 1;

    /// <summary>The expression for the initial weights of the features.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = Synapse.GlorotUniform;

    /// <summary>The rule by which the weights of the output change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam(0.01);

    /// <summary>Whether the output has a bias, a synapse from a unit that is always on.</summary>
    [Setting("Whether layers that learn from labels have a bias, a synapse from a unit that is always on")]
    public bool Bias { get; init; } = true;
}
