namespace Homeostat.Substrates;

/// <summary>An element program as machine code.</summary>
/// <param name="operands">The first element of each operand, in the order of the program's operands.</param>
/// <param name="rowStrides">Bytes from one row to the next, for each operand.</param>
/// <param name="rows">Number of rows.</param>
/// <param name="columns">Number of columns.</param>
internal unsafe delegate void ElementCode(byte** operands, nint* rowStrides, nint rows, nint columns);
