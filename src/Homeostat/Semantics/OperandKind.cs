namespace Homeostat.Semantics;

/// <summary>What an operand of a statement about synapses or single units stands for.</summary>
internal enum OperandKind
{
    /// <summary>A variable of the synapse.</summary>
    Synapse,

    /// <summary>A variable of the presynaptic unit.</summary>
    Pre,

    /// <summary>A variable of the postsynaptic unit, or of the unit itself where there are no synapses.</summary>
    Post,

    /// <summary>What is to be added to a variable of the postsynaptic unit.</summary>
    Added,

    /// <summary>One value for all.</summary>
    Shared,

    /// <summary>The time, in seconds.</summary>
    Time,

    /// <summary>The step, counted from the beginning.</summary>
    Step,

    /// <summary>A number uniform in [0, 1), drawn for the event.</summary>
    Uniform,

    /// <summary>A normal number, drawn for the event.</summary>
    Normal,

    /// <summary>The index of the presynaptic unit.</summary>
    PreIndex,

    /// <summary>The index of the postsynaptic unit.</summary>
    PostIndex,
}
