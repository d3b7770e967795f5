namespace Homeostat;

/// <summary>The memory that synapses take on a core of Loihi, in words of 64 bits. Source: nengo-loihi (commit e564f66).</summary>
public static class SynapseMemory
{
    private const int WordBits = 64;
    private const int HeaderBits = 10;
    private const int BlockSynapses = 64;

    /// <summary>The number of words that the synapses of one axon take: blocks of up to 64 synapses, each with a header, in whole words.</summary>
    /// <param name="synapses">The number of synapses of the axon on the core.</param>
    /// <param name="weightBits">The bits of a weight.</param>
    /// <param name="indexBits">The bits of the index of a target; 0 where the axon reaches every unit of the core.</param>
    /// <param name="delayBits">The bits of a delay; 0 without delays.</param>
    /// <param name="tagBits">The bits of a variable of learning; 0 without learning.</param>
    public static int Words(int synapses, int weightBits = 8, int indexBits = 0, int delayBits = 0, int tagBits = 0)
    {
        var bits = weightBits + indexBits + delayBits + tagBits;
        var (full, rest) = Math.DivRem(synapses, BlockSynapses);
        return (full * Block(BlockSynapses)) + (rest > 0 ? Block(rest) : 0);

        int Block(int count) => (HeaderBits + (count * bits) + WordBits - 1) / WordBits;
    }

    /// <summary>The bits of an index among a number of units: 6 to 12.</summary>
    /// <param name="units">The number of units of the core.</param>
    public static int IndexBits(int units) => Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Max(1, units))), 6, 12);
}
