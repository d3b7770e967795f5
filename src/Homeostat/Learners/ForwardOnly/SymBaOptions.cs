namespace Homeostat;

/// <summary>The settings of <see cref="SymBa"/>.</summary>
public sealed record SymBaOptions
{
    /// <summary>The factor α by which the difference of the two goodnesses is multiplied in the loss softplus(−α(G⁺ − G⁻)).</summary>
    [Setting("How steeply the loss falls with the difference between the goodness of the right and of the wrong label", Least = 0, Above = true)]
    public double Alpha { get; init; } = 4;

    /// <summary>The size of the activity that a layer passes on.</summary>
    [Setting("Size of the activity that a layer passes on: mean square 1, or length 1")]
    public RowScale Rows { get; init; }

    /// <summary>The activity of the unit that stands for the label; a pixel is between 0 and 1.</summary>
    [Setting("Activity of the unit that stands for the label, beside pixels between 0 and 1", Least = 0, Above = true)]
    public double LabelScale { get; init; } = 3;

    /// <summary>The rule by which synapses change along their gradient.</summary>
    [Setting("Learning rate of the weights", Name = "eta", Least = 0, Above = true)]
    public Optimizer Optimizer { get; init; } = Optimizer.Adam(3e-3);

    /// <summary>The expression for the initial weights.</summary>
    [Setting("Initial weights, an expression of rand(), randn(), N_pre and N_post")]
    public string Weights { get; init; } = "(2*rand() - 1)/sqrt(N_pre)";
}
