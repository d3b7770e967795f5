namespace Homeostat.Substrates;

/// <summary>What an operand of an event's kernel is.</summary>
internal enum EventOperandKind
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

/// <summary>An operand: where its values come from, and whether they go back.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">The memory of the variable; null where there is none.</param>
/// <param name="IsRead">Whether it is fetched before the kernel runs.</param>
/// <param name="IsWritten">Whether it is put back (or added) after.</param>
/// <param name="Number">The stream of a random number; the first index of an index.</param>
internal sealed record EventOperand(EventOperandKind Kind, Matrix? Source, bool IsRead, bool IsWritten, int Number = 0);

/// <summary>What happens to each synapse or unit an event reaches: the kernel, what it works on, and how much at once.</summary>
/// <param name="Kernel">The kernel, which may still be compiling; its operands vary along columns, one a synapse.</param>
/// <param name="Operands">The operands, in the kernel's order.</param>
/// <param name="ByRow">
/// Whether each presynaptic unit's effect must be complete before the next one's: where what is written is also read. Else
/// as many events as fit are treated at once.
/// </param>
/// <param name="Seed">Seed of random numbers.</param>
/// <param name="TimeStep">Seconds of a step.</param>
internal sealed record EventProgram(
    Task<ElementKernel> Kernel, EventOperand[] Operands, bool ByRow, ulong Seed, double TimeStep);
