namespace Homeostat.Substrates;

/// <summary>The keys and streams of a crossbar's random numbers.</summary>
internal static class CrossbarKey
{
    // Streams of circuits count from 0; those below are used by nothing else.
    private const uint First = 0xB000_0000;

    /// <summary>The stream of what the cells of an array were made like.</summary>
    public static uint Cells(int array) => First + 0x100_0000 + (uint)array;

    /// <summary>The stream of the noise with which an array is programmed.</summary>
    public static uint Programming(int array) => First + 0x200_0000 + (uint)array;

    /// <summary>The stream of the numbers by which reads and pulses vary.</summary>
    /// <param name="array">The array.</param>
    /// <param name="kind">Which of the numbers of a cell, below 4.</param>
    public static uint Changes(int array, uint kind) => First + 0x300_0000 + (4 * (uint)array) + kind;

    /// <summary>The stream of the noise of outputs.</summary>
    /// <param name="product">The number of the product in its plan.</param>
    /// <param name="halvings">The number of times that inputs were halved, below 16.</param>
    public static uint Outputs(int product, int halvings) => First + 0x400_0000 + (16 * (uint)product) + (uint)halvings;

    /// <summary>
    /// The moment of what happens to an array: it follows from the history of the array and its age, so that a restored array goes on as it would have, and
    /// nothing depends on how often it was read.
    /// </summary>
    /// <param name="programmings">The number of times that weights were set from outside.</param>
    /// <param name="changes">The number of times that learning changed it.</param>
    /// <param name="now">Its age, in seconds.</param>
    public static ulong Moment(long programmings, long changes, double now)
    {
        var (x0, x1, _, _) = Philox.Block((ulong)changes, First, BitConverter.DoubleToUInt64Bits(now), (uint)programmings);
        return x0 | ((ulong)x1 << 32);
    }

    /// <summary>The seed of what happens on an individual device in a simulation with a seed.</summary>
    public static ulong Seed(ulong simulation, ulong device)
    {
        var (x0, x1, _, _) = Philox.Block(simulation, First, device, 0);
        return x0 | ((ulong)x1 << 32);
    }
}
