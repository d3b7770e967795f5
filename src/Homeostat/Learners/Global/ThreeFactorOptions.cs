namespace Homeostat;

/// <summary>The reward of an answer.</summary>
public enum RewardForm
{
    /// <summary>The logarithm of the probability that the answer gives to the label, or minus half the squared error of a Gaussian output.</summary>
    Likelihood,

    /// <summary>1 if the unit with the largest activity is the right one, 0 otherwise.</summary>
    Choice,
}

/// <summary>The settings of <see cref="ThreeFactor"/>.</summary>
public sealed record ThreeFactorOptions : PerturbationOptions
{
    /// <summary>Creates the default settings.</summary>
    public ThreeFactorOptions() => Noise = 0.5;

    /// <summary>The reward of an answer.</summary>
    [Setting("Reward of an answer: the log-likelihood of the label, or 1 for the right class and 0 for all others")]
    public RewardForm Reward { get; init; }

    /// <summary>The share of each batch in the expected reward, which is a running mean.</summary>
    [Setting("Share of each batch in the running mean of the reward, which is what is expected", Least = 0, Above = true, Most = 1)]
    public double Pace { get; init; } = 0.05;

    /// <summary>The number of presentations between an answer and the arrival of its reward. Above 0 it needs a <see cref="Trace"/>.</summary>
    [Setting("Presentations between an answer and its reward; above 0 it needs a trace", Least = 0, Most = 100)]
    public int Delay { get; init; }

    /// <summary>
    /// The fraction of the eligibility of a synapse that is left at the next presentation. With 0, each sample of a batch has its own eligibility and
    /// reward. Above 0 a synapse has one trace, and hears one reward, the mean of the batch: train with batches of one sample.
    /// </summary>
    [Setting("Fraction of a synapse's eligibility that is left at the next presentation; above 0, all samples of a batch share one reward: use batches of 1", Least = 0, Most = 0.999)]
    public double Trace { get; init; }
}
