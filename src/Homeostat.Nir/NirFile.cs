using Homeostat.Nir;

namespace Homeostat;

/// <summary>Reads and writes NIR files, the exchange format of simulators and chips for spiking networks (HDF5).</summary>
public static class NirFile
{
    /// <summary>The version of the NIR format that files written here follow.</summary>
    public const string Version = "1.0.7";

    /// <summary>Reads a file strictly: the first fault is an error that names the node and the remedy.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file cannot be read, or is no correct NIR graph.</exception>
    public static NirGraph Read(string path) => Parse(path, new Faults(path, isLenient: false));

    /// <summary>Reads a file leniently: faults that have an obvious repair are repaired.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="repairs">What was repaired; a sentence for each repair.</param>
    /// <exception cref="HomeostatException">The file cannot be read, or has a fault that cannot be repaired.</exception>
    public static NirGraph Read(string path, out IReadOnlyList<string> repairs)
    {
        var faults = new Faults(path, isLenient: true);
        var graph = Parse(path, faults);
        repairs = faults.Repairs;
        return graph;
    }

    /// <summary>Writes a graph to a file, in place of what is there.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="graph">The graph.</param>
    /// <exception cref="HomeostatException">The graph is not correct; the message names the node and the remedy.</exception>
    public static void Write(string path, NirGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        HdfWriter.Write(path, GraphWriter.Groups(GraphCheck.Checked(graph, new Faults(path, isLenient: false))));
    }

    private static NirGraph Parse(string path, Faults faults)
    {
        ArgumentNullException.ThrowIfNull(path);
        return GraphCheck.Checked(GraphParser.Parse(HdfReader.Read(path), faults), faults);
    }
}
