namespace Homeostat;

/// <summary>
/// The file format for the state of a simulation, an <c>.npz</c> file. It holds every stored variable under its name, such as <c>cells.v</c>; the
/// spikes that have not yet reached all their synapses, as rows of step and unit under the name of their event, such as <c>cells.spike/0</c>; and
/// everything else as JSON text in the array <c>manifest</c>. A simulation of the same circuit and seed that loads the file gives the same bits
/// as one that was never stopped.
/// </summary>
public static class SimulationFile
{
    private const string Kind = "simulation";

    /// <summary>Writes the state of a simulation atomically.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="simulation">The simulation, which must be between two time steps.</param>
    /// <exception cref="HomeostatException">The file could not be written; an earlier file of that name is unchanged.</exception>
    public static void Save(string path, Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(simulation);
        Archive<SimulationDocument>.Write(
            path, Kind, new SimulationDocument(simulation.Batch), new Dictionary<string, Snapshot> { [""] = simulation.Snapshot() });
    }

    /// <summary>Restores a state that <see cref="Save"/> has written.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="simulation">A simulation of the same circuit, seed and number type; it is unchanged if the file does not fit.</param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged, or it is of another circuit, seed or number type.</exception>
    public static void Restore(string path, Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(simulation);
        var snapshot = Read(path);
        try
        {
            simulation.Restore(snapshot);
        }
        catch (HomeostatException e)
        {
            throw new HomeostatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Reads a state that <see cref="Save"/> has written, without a simulation.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged.</exception>
    public static Snapshot Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Archive<SimulationDocument>.Read(path, Kind).Snapshot("") ?? throw new HomeostatException($"{path}: there is no state in it. The file is damaged.");
    }

    private sealed record SimulationDocument(int Batch);
}
