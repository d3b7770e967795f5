namespace Homeostat;

/// <summary>The conversion of the recordings of state probes to <see cref="StateTraces"/>, for statistics.</summary>
public static class StateRecording
{
    extension(StateProbe probe)
    {
        /// <summary>The recorded variable over time.</summary>
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
