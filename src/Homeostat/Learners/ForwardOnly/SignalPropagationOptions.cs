namespace Homeostat;

/// <summary>The settings of <see cref="SignalPropagation"/>. The defaults are those of the authors' code.</summary>
public sealed record SignalPropagationOptions
{
    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam(5e-4);

    /// <summary>The expression for the initial weights.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "(2*rand() - 1)/sqrt(N_pre)";

    /// <summary>The fraction of hidden units that are left out of each sample while the learner trains; targets keep all.</summary>
    [Setting("Fraction of hidden units that are left out of each sample in training", Least = 0, Most = 0.95)]
    public double Dropout { get; init; } = 0.2;
}
