namespace Homeostat.Semantics;

/// <summary>The kinds of operands in statements about synapses or single units.</summary>
internal enum OperandKind
{
    /// <summary>A variable of the synapse.</summary>
    Synapse,

    /// <summary>A variable of the presynaptic unit.</summary>
    Pre,

    /// <summary>A variable of the postsynaptic unit, or of the unit itself where there are no synapses.</summary>
    Post,

    /// <summary>An amount to be added to a variable of the postsynaptic unit.</summary>
    Added,

    /// <summary>A value shared by all synapses or units.</summary>
    Shared,

    /// <summary>The time, in seconds.</summary>
    Time,

    /// <summary>The number of the step, counted from the beginning of the simulation.</summary>
    Step,

    /// <summary>A random number drawn for the event, uniform in [0, 1).</summary>
    Uniform,

    /// <summary>A random number drawn for the event, standard normal.</summary>
    Normal,

    /// <summary>The index of the presynaptic unit.</summary>
    PreIndex,

    /// <summary>The index of the postsynaptic unit.</summary>
    PostIndex,
}
