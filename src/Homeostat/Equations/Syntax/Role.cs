namespace Homeostat;

/// <summary>
/// The meaning of a stored variable for learning, for changes of structure and for the device. It is stated by a flag on the variable's line
/// in the equations, such as <c>w : 1 (weight)</c>, whatever the variable's name. A line has at most one role.
/// </summary>
public enum Role
{
    /// <summary>The variable has no role.</summary>
    None,

    /// <summary>The weight of a synapse, <c>(weight)</c>.</summary>
    Weight,

    /// <summary>The gradient of the free energy by the weight at the last update, <c>(gradient)</c>.</summary>
    Gradient,

    /// <summary>The learning rate of a projection, one number for all synapses, <c>(shared, learning rate)</c>; training lowers it.</summary>
    LearningRate,

    /// <summary>1 for a synapse that exists and 0 for a dormant one, <c>(existence)</c>.</summary>
    Existence,

    /// <summary>The number of synapses a projection has lost and may grow again, <c>(shared, vacancy)</c>.</summary>
    Vacancy,

    /// <summary>The fixed sign of a synapse's weight, 1 or −1, <c>(sign)</c>; it stays while the synapse is dormant.</summary>
    Sign,

    /// <summary>The curvature of the free energy by the weight, <c>(curvature)</c>; it stays while the synapse is dormant.</summary>
    Curvature,

    /// <summary>A factor near 1 by which the devices of individuals differ, <c>(gain)</c>.</summary>
    Gain,

    /// <summary>A summand near 0 by which the devices of individuals differ, <c>(offset)</c>.</summary>
    Offset,

    /// <summary>The strength of the device's noise, the same for all units, <c>(noise)</c>.</summary>
    Noise,
}
