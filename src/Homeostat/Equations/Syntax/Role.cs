namespace Homeostat;

/// <summary>
/// What a stored variable is to learning, to changing structure and to the device: stated by a flag on its line in the equations, such as
/// <c>w : 1 (weight)</c>, whatever the variable's name is. A line has at most one role.
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

    /// <summary>A factor by which the device of one individual differs from another's, around 1, <c>(gain)</c>.</summary>
    Gain,

    /// <summary>A summand by which the device of one individual differs from another's, around 0, <c>(offset)</c>.</summary>
    Offset,

    /// <summary>The strength of the device's noise, the same for all units, <c>(noise)</c>.</summary>
    Noise,
}
