namespace Homeostat.Semantics;

/// <summary>The kinds of variables of a population.</summary>
internal enum VariableKind
{
    /// <summary>A state variable, which has a differential equation.</summary>
    State,

    /// <summary>A stored variable that is set from outside or by statements.</summary>
    Parameter,

    /// <summary>A variable to which projections add.</summary>
    Input,
}

/// <summary>A stored variable of a population or projection.</summary>
internal sealed record Variable(string Owner, string Name, Symbol Symbol, VariableKind Kind, Dimension Dimension, Role Role = Role.None)
{
    /// <summary>True for a variable of synapses that has a value for each sample of the batch.</summary>
    public bool IsPerSample { get; init; }

    public override string ToString() => Symbol.Name;
}
