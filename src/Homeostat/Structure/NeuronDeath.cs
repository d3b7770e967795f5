namespace Homeostat;

/// <summary>
/// A rule that removes units that are not worth their upkeep. Units without outgoing synapses are removed at once. Another unit is a candidate if the
/// model without all of its outgoing synapses is better (<see cref="ModelReduction"/>), where the upkeep of the unit and of all its synapses is
/// saved. Candidates are removed if the sum of free energy and upkeep on the last batch is lower without them.
/// </summary>
/// <param name="Reduction">The rule that compares models; null to remove only units without outgoing synapses.</param>
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

    // The largest group of candidates, the least useful ones first, without which the measured free energy plus upkeep is lower.
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

        // At least one unit of the population is kept.
        return [.. Enumerable.Range(0, size).Where(unit => gain[unit] > 0).OrderByDescending(unit => gain[unit]).ThenBy(unit => unit)
            .Take(size - 1).Select(unit => (unit, gain[unit]))];
    }
}
