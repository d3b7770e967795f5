namespace Homeostat.Substrates;

/// <summary>An element program as machine code.</summary>
/// <param name="operands">The address of the first element of each operand, in the order of the program's operands.</param>
/// <param name="rowStrides">The distance between rows of each operand, in bytes.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
internal unsafe delegate void ElementCode(byte** operands, nint* rowStrides, nint rows, nint columns);
