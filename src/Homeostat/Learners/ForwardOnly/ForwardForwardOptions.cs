namespace Homeostat;

/// <summary>The way in which a learner that knows the goodness of labels answers.</summary>
public enum GoodnessAnswer
{
    /// <summary>It tries each label and takes the one with the greatest goodness: as many passes as there are labels.</summary>
    Goodness,

    /// <summary>It takes the largest unit of the softmax that reads the layers: one pass.</summary>
    Softmax,
}

/// <summary>The settings that the two forms of the forward-forward algorithm have in common.</summary>
public abstract record GoodnessOptions
{
    /// <summary>The rule by which synapses change along their gradient. The default is Hinton's 0.01 with gradients smoothed by 0.9.</summary>
    [Setting("Learning rate of the hidden layers", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Momentum(0.001);

    /// <summary>The decay of the weights onto hidden layers, in units of the learning rate; biases do not decay.</summary>
    [Setting("Decay of the weights onto hidden layers, in units of the learning rate", Least = 0)]
    public double Decay { get; init; } = 0.01;

    /// <summary>The rule by which the softmax learns that reads the layers.</summary>
    [Setting("Learning rate of the softmax that reads the layers", Name = "readout-eta", Least = 0, Above = true)]
    public Optimizer Readout { get; init; } = Optimizer.Momentum(0.01);

    /// <summary>The decay of the weights onto the softmax, in units of its learning rate.</summary>
    [Setting("Decay of the weights onto the softmax, in units of its learning rate", Least = 0)]
    public double ReadoutDecay { get; init; } = 0.03;

    /// <summary>The strength of peer normalization, by which the mean activity of a unit is drawn to that of its layer; 0 for none.</summary>
    [Setting("Strength by which the mean activity of a unit is drawn to that of its layer; 0 for none", Least = 0)]
    public double Peers { get; init; } = 0.03;

    /// <summary>The expression for the initial weights onto hidden layers.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "randn()/sqrt(N_pre)";

    /// <summary>
    /// The number of batches of wake, in which layers learn from right samples only, before as many of sleep, in which they learn from wrong ones only;
    /// 0 for both in every batch.
    /// </summary>
    [Setting("Batches of wake (right samples) before as many of sleep (wrong samples); 0 for both in every batch", Least = 0)]
    public int Wake { get; init; }
}

/// <summary>The settings of <see cref="ForwardForward"/>. The defaults are those of Hinton's code.</summary>
public sealed record ForwardForwardOptions : GoodnessOptions
{
    /// <summary>The measure of how good the activity of a layer is.</summary>
    [Setting("Goodness: the sum of squares with the number of units as threshold, or the mean of squares with threshold 2 (then Adam needs about .003)")]
    public GoodnessForm Goodness { get; init; }

    /// <summary>The activity of the unit that stands for the label; a pixel is between 0 and 1.</summary>
    [Setting("Activity of the unit that stands for the label, beside pixels between 0 and 1", Least = 0, Above = true)]
    public double LabelScale { get; init; } = 1;

    /// <summary>The way in which the learner answers.</summary>
    [Setting("Answer by the goodness of each label, or by the softmax in one pass")]
    public GoodnessAnswer Answer { get; init; }
}

/// <summary>The settings of <see cref="UnsupervisedForwardForward"/>.</summary>
public sealed record UnsupervisedForwardForwardOptions : GoodnessOptions
{
    /// <summary>The number of times the noise is blurred that decides which pixels of a hybrid come from which image.</summary>
    [Setting("How often the noise is blurred that divides a hybrid between its two images: the more often, the larger its regions", Least = 0)]
    public int Blur { get; init; } = 6;
}
