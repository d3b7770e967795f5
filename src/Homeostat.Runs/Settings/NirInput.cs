namespace Homeostat.Runs;

/// <summary>The input of a NIR graph from a file: spikes or a matrix of NumPy, or NIR data.</summary>
internal static class NirInput
{
    /// <param name="path">The file.</param>
    /// <param name="node">The name of the Input node.</param>
    /// <param name="sample">The sample of NIR data.</param>
    /// <param name="units">The number of units of the node.</param>
    /// <param name="timeStep">The time step in seconds.</param>
    /// <returns>The signal, followed by a row of zeros, which holds from its end on.</returns>
    public static TimedArray Read(string path, string node, int sample, int units, double timeStep)
    {
        var signal = path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? OfNumPy(path, node, timeStep) : OfNir(path, node, sample, timeStep);
        if (signal.GetLength(1) != units)
        {
            throw new HomeostatException($"{path}: the input has {signal.GetLength(1)} units, but the Input '{node}' has {units}. Give a file for this network.");
        }

        var ended = new double[signal.GetLength(0) + 1, units];
        Array.Copy(signal, ended, signal.Length);
        return new TimedArray(ended, timeStep * Units.Second);
    }

    private static double[,] OfNumPy(string path, string node, double timeStep)
    {
        var arrays = Npz.Read(path);
        if (arrays.ContainsKey("units") && arrays.ContainsKey("times"))
        {
            return NirEvents.Of(SpikeTrains.ReadNpz(path)).Signal(0, timeStep);
        }

        var name = arrays.ContainsKey(node) ? node : arrays.Count == 1 ? arrays.Keys.Single() : throw new HomeostatException(
            $"{path}: it holds {string.Join(", ", arrays.Keys)}. For the Input '{node}', store spikes (units, times, size, start, end) or an array [steps, units] named '{node}'.");
        var array = arrays[name];
        if (array.Shape is not [var steps, var units] || steps < 1)
        {
            throw new HomeostatException($"{path}: the array '{name}' is {array}; store [steps, units].");
        }

        var signal = NirObservable.Steps(steps, units);
        for (var k = 0; k < steps * units; k++)
        {
            signal[k / units, k % units] = array.Type switch
            {
                NpyType.UInt8 => array.As<byte>()[k],
                NpyType.Int32 => array.As<int>()[k],
                NpyType.Int64 => array.As<long>()[k],
                NpyType.Float32 => array.As<float>()[k],
                _ => array.As<double>()[k],
            };
        }

        return signal;
    }

    private static double[,] OfNir(string path, string node, int sample, double timeStep)
    {
        var data = NirData.Read(path);
        return data.Nodes.TryGetValue(node, out var observables)
            ? observables.TryGetValue("spikes", out var spikes) ? spikes.Signal(sample, timeStep)
                : observables.Count == 1 ? observables.Values.Single().Signal(sample, timeStep)
                : throw new HomeostatException($"{path}: node '{node}' has the observables {string.Join(", ", observables.Keys)}; name one of them 'spikes'.")
            : throw new HomeostatException($"{path}: it has no data of the Input '{node}', only of {string.Join(", ", data.Nodes.Keys.Select(n => $"'{n}'"))}. Name the node as in the graph.");
    }
}
