namespace Homeostat;

/// <content>The free energy of samples that are not learned.</content>
public sealed partial class Training
{
    /// <summary>
    /// Computes the mean free energy of samples with their targets, in nats. Inference is the same as in training. The learner does not
    /// learn, and its state is afterwards as it was before.
    /// </summary>
    /// <param name="part">The samples; the test part of the data unless given.</param>
    /// <exception cref="HomeostatException">The training schedule has no <see cref="Measure"/> phase.</exception>
    public double FreeEnergy(DataPart? part = null)
    {
        part ??= Data.Test;
        var sum = 0.0;
        MeasureAll(part, (plan, samples) => sum += Simulation.MeanFreeEnergy(plan, samples.Length) * samples.Length);
        return sum / part.Count;
    }

    /// <summary>
    /// Computes the free energy of each sample with its targets, in nats, divided among the populations that have one: by the name of the population, [samples]. It is
    /// measured as <see cref="FreeEnergy"/> is; the sum over populations is the free energy of the sample.
    /// </summary>
    /// <param name="part">The samples; the test part of the data unless given.</param>
    /// <exception cref="HomeostatException">The training schedule has no <see cref="Measure"/> phase.</exception>
    public IReadOnlyDictionary<string, double[]> FreeEnergies(DataPart? part = null)
    {
        part ??= Data.Test;
        var owners = Simulation.EnergyOwners;
        var energies = owners.Distinct().ToDictionary(population => population, _ => new double[part.Count], StringComparer.Ordinal);
        MeasureAll(part, (plan, samples) =>
        {
            for (var row = 0; row < samples.Length; row++)
            {
                // A schedule that measures several times has the terms as often.
                foreach (var (term, energy) in Simulation.FreeEnergies(plan, row).Index())
                {
                    energies[owners[term % owners.Count]][samples[row]] += energy;
                }
            }
        });
        return energies;
    }

    private void MeasureAll(DataPart part, Action<Plan, int[]> measured)
    {
        if (!Schedule.All(Learner.Train).OfType<Measure>().Any())
        {
            throw new HomeostatException($"The model '{Learner.Name}' does not measure its free energy. Put new Measure() into its training schedule.");
        }

        var plan = Simulation.Compile(MeasureOnly);
        var saved = Simulation.Borrow(plan);
        var feed = FeedOf(plan);
        feed.Require(part);
        try
        {
            foreach (var samples in Enumerable.Range(0, part.Count).Chunk(Simulation.Batch))
            {
                feed.Fill(part, samples);
                Simulation.Run(plan, samples.Length);
                measured(plan, samples);
            }
        }
        finally
        {
            Simulation.Return(saved);
        }
    }
}
