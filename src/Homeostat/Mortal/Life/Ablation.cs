namespace Homeostat;

/// <summary>The processes of a mortal that an experiment can switch off, to measure what each contributes.</summary>
[Flags]
public enum Ablation
{
    /// <summary>No process is switched off.</summary>
    None = 0,

    /// <summary>Inference is off: the states of the circuit no longer settle, so that beliefs stay constant.</summary>
    Inference = 1,

    /// <summary>Learning is off: the synapses no longer change.</summary>
    Learning = 2,

    /// <summary>Selection is off: the structure no longer changes.</summary>
    Selection = 4,

    /// <summary>Anticipation is off: predictions no longer affect the action.</summary>
    Anticipation = 8,
}
