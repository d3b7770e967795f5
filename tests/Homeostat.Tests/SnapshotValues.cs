namespace Homeostat.Tests;

/// <summary>Snapshots as tests compare them.</summary>
internal static class SnapshotValues
{
    extension(Snapshot snapshot)
    {
        /// <summary>Every number of the state by name, spikes under way included.</summary>
        public IReadOnlyDictionary<string, double[]> Values => snapshot.Variables.Concat(snapshot.Spikes).ToDictionary(v => v.Key, v => Numbers(v.Value));
    }

    private static double[] Numbers(NpyArray array) => array.Type == NpyType.Float32
        ? Array.ConvertAll(array.As<float>().ToArray(), x => (double)x)
        : array.As<double>().ToArray();
}
