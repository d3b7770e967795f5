namespace Homeostat;

/// <summary>The things that a ledger counts. Energy tables have a price for some of them, by the same names in kebab case.</summary>
public enum CostItem
{
    /// <summary>Multiply-accumulates of products with weights and of sums over a batch.</summary>
    MultiplyAccumulate,

    /// <summary>Additions and subtractions, also those of sums over units or synapses.</summary>
    Accumulate,

    /// <summary>Multiplications outside of products.</summary>
    Multiplication,

    /// <summary>Divisions.</summary>
    Division,

    /// <summary>Comparisons of two numbers, also those that find a smaller or larger one.</summary>
    Comparison,

    /// <summary>Transcendental functions: exponentials, logarithms, powers, roots, sines, sigmoids.</summary>
    Function,

    /// <summary>Operations on signs and conditions, choices between two values, and rounding to whole numbers.</summary>
    Logic,

    /// <summary>Random numbers drawn.</summary>
    Draw,

    /// <summary>Spikes: the units that fired.</summary>
    Spike,

    /// <summary>Synapses that an event, a sum over stored rows or the clock has reached (<see cref="Cost.SynapticEvents"/>).</summary>
    SynapticEvent,

    /// <summary>Updates of a unit: elementwise arithmetic that stores a variable of the unit or takes in what arrived over its synapses.</summary>
    UnitUpdate,

    /// <summary>Updates of a synapse: arithmetic that stores a variable of the synapse.</summary>
    WeightUpdate,

    /// <summary>Bytes that arithmetic reads from registers and writes to them.</summary>
    RegisterByte,

    /// <summary>Bytes moved from and to the cache of the first level.</summary>
    L1Byte,

    /// <summary>Bytes moved from and to the cache of the second level.</summary>
    L2Byte,

    /// <summary>Bytes moved from and to the memory outside of the caches.</summary>
    MemoryByte,

    /// <summary>Bits of memory overwritten by stores.</summary>
    ErasedBit,
}
