namespace Homeostat;

/// <summary>
/// The sizes of the caches by which bytes are booked to a level of memory. They are those of a named machine on paper, never of the machine that
/// runs, so that a ledger is the same everywhere.
/// </summary>
/// <param name="Name">The name of the set of sizes.</param>
/// <param name="L1">The size of the first level, in bytes.</param>
/// <param name="L2">The size of the second level, in bytes.</param>
public sealed record CacheSizes(string Name, long L1, long L2)
{
    /// <summary>The sizes for which Horowitz 2014 gives the energy of an access: 32 KiB and 1 MiB.</summary>
    public static CacheSizes Horowitz { get; } = new("horowitz", 32 << 10, 1 << 20);

    /// <summary>The smallest level that holds a number of bytes.</summary>
    internal CostItem LevelOf(double bytes) => bytes <= L1 ? CostItem.L1Byte : bytes <= L2 ? CostItem.L2Byte : CostItem.MemoryByte;
}
