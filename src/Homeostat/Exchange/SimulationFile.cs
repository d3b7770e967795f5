namespace Homeostat;

/// <summary>
/// The state of a simulation as an <c>.npz</c> file: every stored variable by its name, <c>cells.v</c>; the spikes that are still under
/// way, rows of step and unit by the name of their event, <c>cells.spike/0</c>; and all else as JSON text, in the array <c>manifest</c>. A
/// simulation of the same circuit and seed that takes it over goes on to the same bits as one that never stopped.
/// </summary>
public static class SimulationFile
{
    private const string Kind = "simulation";

    /// <summary>Writes the state of a simulation, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="simulation">The simulation, between two time steps.</param>
    /// <exception cref="HomeostatException">The file could not be written; one that was there is as it was.</exception>
    public static void Save(string path, Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(simulation);
        Archive<SimulationDocument>.Write(
            path, Kind, new SimulationDocument(simulation.Batch), new Dictionary<string, Snapshot> { [""] = simulation.Snapshot() });
    }

    /// <summary>Takes over a state that <see cref="Save"/> has written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="simulation">A simulation of the same circuit, seed and number type; nothing of it is changed if the file does not fit.</param>
    /// <exception cref="HomeostatException">The file is not there or damaged, or is of another circuit, seed or number type.</exception>
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
    /// <param name="path">The file.</param>
    /// <exception cref="HomeostatException">The file is not there or damaged.</exception>
    public static Snapshot Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Archive<SimulationDocument>.Read(path, Kind).Snapshot("") ?? throw new HomeostatException($"{path}: there is no state in it. The file is damaged.");
    }

    private sealed record SimulationDocument(int Batch);
}
