namespace Homeostat;

/// <content>The exchange of spikes with NumPy.</content>
public sealed partial class SpikeTrains
{
    /// <summary>Reads a file of spikes that <see cref="WriteNpz"/> or NumPy has written.</summary>
    /// <param name="path">
    /// The file: arrays <c>units</c> [spike] of int32 and <c>times</c> [spike] of float32 or float64, in seconds and in order; and the
    /// numbers <c>size</c> (int32), of all units, <c>start</c> and <c>end</c>, in seconds.
    /// </param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged, or an array is missing or does not fit.</exception>
    public static SpikeTrains ReadNpz(string path)
    {
        var archive = new NumericArchive(path);
        return archive.Named(() => new SpikeTrains(
            archive.Integer("size", least: 1), archive.Double("start"), archive.Double("end"), archive.Integers("units"), archive.Doubles("times")));
    }

    /// <summary>
    /// Writes the arrays <c>units</c>, <c>times</c>, <c>size</c>, <c>start</c> and <c>end</c> for <c>numpy.load</c>, atomically.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file could not be written; an earlier file of that name is unchanged.</exception>
    public void WriteNpz(string path) => Npz.Write(path, [
        KeyValuePair.Create("units", NpyArray.Of<int>(_unit)),
        KeyValuePair.Create("times", NpyArray.Of<double>(_times)),
        KeyValuePair.Create("size", NpyArray.Number(Units)),
        KeyValuePair.Create("start", NpyArray.Number(Start)),
        KeyValuePair.Create("end", NpyArray.Number(End)),
    ]);
}
