namespace Homeostat;

/// <summary>
/// The number of spikes a synapse and inference below which a spiking network costs less than a dense one of the same synapses: a dense network
/// multiplies at each synapse once, a spiking one adds at each spike.
/// </summary>
/// <param name="Arithmetic">The number where arithmetic alone is counted, or where the energies of the tables have memory in them.</param>
/// <param name="WithWeightRead">The number where each of the two also reads the weight from memory; null where the tables have no energy for that.</param>
public sealed record BreakEven(double Arithmetic, double? WithWeightRead)
{
    /// <summary>The number of spikes a synapse at which energies are equal.</summary>
    /// <param name="multiplyAccumulate">The energy of a multiply-accumulate.</param>
    /// <param name="spike">The energy of a spike at a synapse, in the same unit.</param>
    /// <param name="weightRead">The energy of a weight read from memory, which both need, in the same unit.</param>
    public static double SpikesPerSynapse(double multiplyAccumulate, double spike, double weightRead = 0) => (multiplyAccumulate + weightRead) / (spike + weightRead);

    /// <summary>The break-even between two tables; null where the dense one has no multiply-accumulate, or the spiking one nothing for a spike at a synapse.</summary>
    /// <param name="spiking">The table of the spiking network.</param>
    /// <param name="dense">The table of the dense network; the same table if null.</param>
    /// <param name="numbers">The type of the numbers.</param>
    /// <param name="level">The level of memory that weights are read from.</param>
    public static BreakEven? Of(EnergyTable spiking, EnergyTable? dense = null, string numbers = EnergyNumbers.Usual, CostItem level = CostItem.L1Byte)
    {
        ArgumentNullException.ThrowIfNull(spiking);
        dense ??= spiking;
        if (dense.Find(CostItem.MultiplyAccumulate, numbers) is not { } product
            || (spiking.Find(CostItem.SynapticEvent, numbers) ?? spiking.Find(CostItem.Accumulate, numbers)) is not { } spike)
        {
            return null;
        }

        // What a table covers is in its other energies already.
        var (denseRead, spikeRead) = (Read(dense), Read(spiking));
        return new BreakEven(
            SpikesPerSynapse(product.Joules, spike.Joules),
            denseRead is { } one && spikeRead is { } other && one + other > 0 ? (product.Joules + one) / (spike.Joules + other) : null);

        double? Read(EnergyTable table) => table.Covers.Contains(level) ? 0 : table.Find(level, numbers)?.Joules * 4 * EnergyNumbers.Scale(numbers);
    }
}
