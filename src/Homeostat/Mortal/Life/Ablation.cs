namespace Homeostat;

/// <summary>What is taken from a mortal to see what it is good for.</summary>
[Flags]
public enum Ablation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>States no longer settle: beliefs stay as they are.</summary>
    Inference = 1,

    /// <summary>Synapses no longer change.</summary>
    Learning = 2,

    /// <summary>Structure no longer changes.</summary>
    Selection = 4,

    /// <summary>What is foreseen no longer acts.</summary>
    Anticipation = 8,
}
