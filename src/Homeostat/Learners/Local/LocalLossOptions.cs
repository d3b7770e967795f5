namespace Homeostat;

/// <summary>The settings that <see cref="LocalClassifiers"/> and <see cref="PredSim"/> have in common.</summary>
public abstract record LocalLossOptions : DiscriminativeOptions
{
    /// <summary>Creates the default settings: a leaky activation, and Adam with a rate of 5e-4.</summary>
    protected LocalLossOptions() => (Activation, Optimizer) = ("maximum(z, 0.01*z)", Optimizer.Adam(5e-4));

    /// <summary>
    /// Whether what reaches a unit is brought to mean 0 and variance 1 over the batch, and then scaled and shifted by a learned gain and bias. When
    /// the circuit answers, running means of the mean and the variance are used.
    /// </summary>
    [Setting("Whether each unit is normalized over the batch before its activation")]
    public bool BatchNormalization { get; init; } = true;

    /// <summary>The probability with which a unit is silent for the next layer in a training batch. The layer's own loss sees all of its units.</summary>
    [Setting("Probability with which a unit is silent for the next layer in training", Least = 0, Most = 0.95)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>The expression for the initial weights of the classifiers of hidden layers.</summary>
    [Setting("Initial weights of the local classifiers, an expression of rand(), randn(), N_pre and N_post")]
    public string ClassifierWeights { get; init; } = "0";
}

/// <summary>The settings of <see cref="LocalClassifiers"/>.</summary>
public sealed record LocalClassifiersOptions : LocalLossOptions
{
    /// <summary>Creates the default settings.</summary>
    /// <remarks>Classifiers start from random weights, because weights of 0 would teach their layers nothing in the first batch.</remarks>
    public LocalClassifiersOptions() => ClassifierWeights = Synapse.GlorotUniform;
}

/// <summary>The settings of <see cref="PredSim"/>.</summary>
public sealed record PredSimOptions : LocalLossOptions
{
    /// <summary>The share of the similarity in the loss of a layer, 0 to 1; the rest is the share of the classifier.</summary>
    [Setting("Share of the similarity in the loss of a layer; the rest is the classifier's", Least = 0, Most = 1)]
    public double Similarity { get; init; } = 0.99;
}
