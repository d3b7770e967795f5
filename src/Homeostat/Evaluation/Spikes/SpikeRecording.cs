namespace Homeostat;

/// <summary>What spike probes have recorded, as the statistics take it.</summary>
public static class SpikeRecording
{
    extension(SpikeProbe probe)
    {
        /// <summary>
        /// The spikes of all units of the population recorded so far; of a probe that keeps the last ones only, from the first
        /// it still has.
        /// </summary>
        /// <exception cref="HomeostatException">Nothing was run since recording began, or the spikes went to a sink.</exception>
        public SpikeTrains Trains
        {
            get
            {
                ArgumentNullException.ThrowIfNull(probe);
                if (probe.Count > 0 && probe.Steps.Count == 0)
                {
                    throw new HomeostatException($"The spikes of '{probe.Population}' went where the recording's Sink put them: read them from there.");
                }

                var first = probe.Steps.Count < probe.Count ? probe.Steps[0] : probe.FirstStep;
                if (probe.EndStep <= first)
                {
                    throw new HomeostatException($"Nothing of '{probe.Population}' is recorded yet: run the simulation first.");
                }

                return new SpikeTrains(
                    probe.PopulationSize, first * probe.TimeStep, probe.EndStep * probe.TimeStep, [.. probe.Units], probe.Times);
            }
        }
    }
}
