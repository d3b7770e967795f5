namespace Homeostat.Substrates;

/// <summary>An operand: where its values come from, and whether they go back.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">The memory of the variable; null where there is none.</param>
/// <param name="IsRead">Whether it is fetched before the kernel runs.</param>
/// <param name="IsWritten">Whether it is put back (or added) after.</param>
/// <param name="Number">The stream of a random number; the first index of an index.</param>
internal sealed record BoundOperand(OperandKind Kind, Matrix? Source, bool IsRead, bool IsWritten, int Number = 0);

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
    Task<ElementKernel> Kernel, BoundOperand[] Operands, bool ByRow, ulong Seed, double TimeStep);
