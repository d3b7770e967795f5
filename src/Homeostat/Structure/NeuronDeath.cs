namespace Homeostat;

/// <summary>
/// Units die that are not worth their upkeep. Those that reach nothing die at once. Of the others, those are doomed whose synapses onward, all
/// of them together, a better model would do without (<see cref="ModelReduction"/>), with the upkeep of the unit and all its synapses saved;
/// and they die if without them free energy and upkeep together are lower for the batch seen last.
/// </summary>
/// <param name="Reduction">How models are compared; null for death only of units that reach nothing.</param>
public sealed record NeuronDeath(ModelReduction? Reduction = null) : StructuralRule
{
    /// <inheritdoc/>
    public override string SynapseEquations => Reduction?.SynapseEquations ?? "";

    /// <inheritdoc/>
    public override string SynapseLearning => Reduction?.SynapseLearning ?? "";

    /// <inheritdoc/>
    public override StructuralChange Apply(Structure structure, Moment now)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var change = default(StructuralChange);
        foreach (var population in structure.Populations)
        {
            var doomed = Doomed(structure, population);
            int[] cutOff = [.. doomed.TakeWhile(unit => double.IsPositiveInfinity(unit.Gain)).Select(unit => unit.Unit)];
            int[] dying = [.. cutOff, .. Condemned(structure, population, [.. doomed[cutOff.Length..].Select(unit => unit.Unit)])];
            if (dying.Length > 0)
            {
                change += structure.RemoveUnits(population, dying);
            }
        }

        return change;
    }

    // The most of them, those first that are worth least, without which the circuit is better off as measured.
    private static int[] Condemned(Structure structure, string population, int[] doomed)
    {
        if (doomed.Length == 0)
        {
            return [];
        }

        var before = structure.Worth(0);
        for (var count = doomed.Length; count > 0; count /= 2)
        {
            var saved = structure.Simulation.Snapshot();
            structure.Destroy(population, doomed[..count]);
            var without = structure.Worth(0) - (count * structure.Upkeep.Unit);
            structure.Simulation.Restore(saved);
            if (without < before)
            {
                return doomed[..count];
            }
        }

        return [];
    }

    private (int Unit, double Gain)[] Doomed(Structure structure, string population)
    {
        var size = structure.Simulation.Circuit[population].Size;
        var (arriving, leaving, gain) = (new int[size], new int[size], new double[size]);
        foreach (var projection in structure.Touching(population))
        {
            var gains = projection.Pre == population ? Reduction?.Gain(projection) : null;
            foreach (var synapse in projection.Existing())
            {
                if (projection.Pre == population)
                {
                    leaving[synapse % projection.Columns]++;
                    gain[synapse % projection.Columns] += gains?.Invoke(synapse) ?? 0;
                }
                else
                {
                    arriving[synapse / projection.Columns]++;
                }
            }
        }

        for (var unit = 0; unit < size; unit++)
        {
            gain[unit] = leaving[unit] == 0 ? double.PositiveInfinity
                : Reduction is null ? double.NegativeInfinity
                : gain[unit] + (Reduction.Samples * structure.Upkeep.Of(arriving[unit], 1));
        }

        // The last one lives.
        return [.. Enumerable.Range(0, size).Where(unit => gain[unit] > 0).OrderByDescending(unit => gain[unit]).ThenBy(unit => unit)
            .Take(size - 1).Select(unit => (unit, gain[unit]))];
    }
}
