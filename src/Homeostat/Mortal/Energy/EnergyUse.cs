namespace Homeostat;

/// <summary>What energy is spent on.</summary>
public enum EnergyUse
{
    /// <summary>Being there: basal, and a little for each unit and synapse.</summary>
    Upkeep,

    /// <summary>Settling the internal states, counted from the plan.</summary>
    Inference,

    /// <summary>Changing synapses, counted from the plan.</summary>
    Learning,

    /// <summary>Making new synapses and units; what a copy is endowed with.</summary>
    Growth,

    /// <summary>Acting on the niche.</summary>
    Action,

    /// <summary>Rebuilding worn parts.</summary>
    Repair,
}
