namespace Homeostat;

/// <summary>Constants of a <see cref="Bacterium"/>: those of Escherichia coli, after Tu, Shimizu and Berg 2008 (PNAS 105, 14855).</summary>
public sealed record BacteriumOptions
{
    /// <summary>What its receptors tell, as a multiple of what those of a cell do that is whole; 0 for a blind one.</summary>
    public double Sensitivity { get; init; } = 1;

    /// <summary>How fast methylation follows the error of activity, in 1/s; 0 for a cell that does not adapt.</summary>
    public double Adaptation { get; init; } = 0.08;

    /// <summary>Noise of methylation, in 1/√s.</summary>
    public double Noise { get; init; } = 0.02;

    /// <summary>Receptors that switch together.</summary>
    public double Cluster { get; init; } = 6;

    /// <summary>Free energy of a receptor by methylation, in kT.</summary>
    public double Methylation { get; init; } = 1.7;

    /// <summary>Concentration that receptors begin to feel, in μM.</summary>
    public double Inactive { get; init; } = 18.2;

    /// <summary>Concentration beyond which they feel no difference, in μM.</summary>
    public double Active { get; init; } = 3000;

    /// <summary>The activity that methylation returns to.</summary>
    public double Activity { get; init; } = 0.5;

    /// <summary>Seconds in which CheY-P follows activity.</summary>
    public double Response { get; init; } = 0.2;

    /// <summary>Tumbles in a second at that activity.</summary>
    public double TumbleRate { get; init; } = 1;

    /// <summary>How steeply tumbles rise with CheY-P, as a power of it. Of motors a Hill coefficient of about 10 was measured (Cluzel, Surette and Leibler 2000, Science 287, 1652).</summary>
    public double Steepness { get; init; } = 8;
}
