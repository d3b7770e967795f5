namespace Homeostat;

/// <summary>The uses of a mortal's energy.</summary>
public enum EnergyUse
{
    /// <summary>Keeping the body: the basal cost and a cost for each unit and each synapse.</summary>
    Upkeep,

    /// <summary>Settling the internal states; the operations are counted in the plan.</summary>
    Inference,

    /// <summary>Changing synapses by learning; the operations are counted in the plan.</summary>
    Learning,

    /// <summary>Making new synapses, and the energy given to a copy.</summary>
    Growth,

    /// <summary>Acting on the niche.</summary>
    Action,

    /// <summary>Rebuilding worn parts.</summary>
    Repair,
}
