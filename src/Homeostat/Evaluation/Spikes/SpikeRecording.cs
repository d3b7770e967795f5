namespace Homeostat;

/// <summary>The conversion of the recordings of spike probes to <see cref="SpikeTrains"/>, for statistics.</summary>
public static class SpikeRecording
{
    extension(SpikeProbe probe)
    {
        /// <summary>
        /// The spikes of all units of the population recorded so far. If the probe keeps only the last spikes, the recording begins with the
        /// first spike that it still has.
        /// </summary>
        /// <exception cref="HomeostatException">The simulation has not run since the recording began, or the spikes were given to a sink.</exception>
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
