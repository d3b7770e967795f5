namespace Homeostat;

/// <summary>The constants of a <see cref="Bacterium"/>: those of Escherichia coli, after Tu, Shimizu and Berg 2008 (PNAS 105, 14855).</summary>
public sealed record BacteriumOptions
{
    /// <summary>The effect of bound attractant on the receptors, as a multiple of that in a normal cell; 0 for a cell that cannot sense.</summary>
    public double Sensitivity { get; init; } = 1;

    /// <summary>The rate at which methylation corrects an error of the activity, in 1/s; 0 for a cell that does not adapt.</summary>
    public double Adaptation { get; init; } = 0.08;

    /// <summary>The noise of methylation, in 1/√s.</summary>
    public double Noise { get; init; } = 0.02;

    /// <summary>The number of receptors in a cluster, which switch together.</summary>
    public double Cluster { get; init; } = 6;

    /// <summary>The change of a receptor's free energy per unit of methylation, in kT.</summary>
    public double Methylation { get; init; } = 1.7;

    /// <summary>The dissociation constant of inactive receptors, in μM: the concentration above which the receptors respond.</summary>
    public double Inactive { get; init; } = 18.2;

    /// <summary>The dissociation constant of active receptors, in μM: the concentration above which the receptors are saturated.</summary>
    public double Active { get; init; } = 3000;

    /// <summary>The resting activity, to which methylation returns the receptors, between 0 and 1.</summary>
    public double Activity { get; init; } = 0.5;

    /// <summary>The time constant with which CheY-P follows the activity, in s.</summary>
    public double Response { get; init; } = 0.2;

    /// <summary>The rate of tumbles at the resting activity, in 1/s.</summary>
    public double TumbleRate { get; init; } = 1;

    /// <summary>The exponent of CheY-P in the rate of tumbles. Measured motors have a Hill coefficient of about 10 (Cluzel, Surette and Leibler 2000, Science 287, 1652).</summary>
    public double Steepness { get; init; } = 8;
}
