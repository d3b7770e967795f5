namespace Homeostat.Substrates;

/// <summary>An operand bound to the memory from which its values are read and to which they are written.</summary>
/// <param name="Kind">The kind of operand.</param>
/// <param name="Source">The memory of the variable; null for an operand without memory.</param>
/// <param name="IsRead">Whether it is read before the kernel runs.</param>
/// <param name="IsWritten">Whether it is written (or added) after the kernel has run.</param>
/// <param name="Number">The stream of a random number, or the first index of an index.</param>
internal sealed record BoundOperand(OperandKind Kind, Matrix? Source, bool IsRead, bool IsWritten, int Number = 0);

/// <summary>The update of each synapse or unit that an event reaches: the kernel, its operands, and the order of execution.</summary>
/// <param name="Kernel">The kernel, which may still be compiling; its operands vary along columns, one for each synapse.</param>
/// <param name="Operands">The operands, in the kernel's order.</param>
/// <param name="ByRow">
/// Whether the effect of each presynaptic unit must be complete before that of the next one, because a variable is both read and
/// written. Otherwise as many events as fit are processed together.
/// </param>
/// <param name="Seed">The seed of random numbers.</param>
/// <param name="TimeStep">The time step, in seconds.</param>
internal sealed record EventProgram(
    Task<ElementKernel> Kernel, BoundOperand[] Operands, bool ByRow, ulong Seed, double TimeStep);
