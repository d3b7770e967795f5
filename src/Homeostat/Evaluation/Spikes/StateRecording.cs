namespace Homeostat;

/// <summary>What state probes have recorded, as the statistics take it.</summary>
public static class StateRecording
{
    extension(StateProbe probe)
    {
        /// <summary>The variable over time.</summary>
        public StateTraces Traces
        {
            get
            {
                ArgumentNullException.ThrowIfNull(probe);
                return new StateTraces([.. probe.Units], probe.Times, [.. probe.Values.Cast<double>()]);
            }
        }
    }
}
