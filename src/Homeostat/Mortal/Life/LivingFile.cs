namespace Homeostat;

/// <summary>
/// A <see cref="Living"/> saved as an <c>.npz</c> file: the circuit's variables as <c>circuit/cells.v</c>, the niche, and the sensed and
/// applied values. A life that is resumed from the file gives the same bits as a life that was never saved. The file contains only data:
/// no types or code are read from it.
/// </summary>
public static class LivingFile
{
    private const string Kind = "living", Circuit = "circuit/";

    /// <summary>Writes a life to a file, atomically.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="living">The life to save, between two steps.</param>
    /// <exception cref="HomeostatException">The file could not be written. An existing file is unchanged.</exception>
    public static void Save(string path, Living living)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(living);
        Archive<LivingDocument>.Write(
            path, Kind, new LivingDocument(living.Agent.Name, living.Age), new Dictionary<string, Snapshot> { [Circuit] = living.Simulation.Snapshot() }, [
            Array("free energy", [living.FreeEnergy]),
            Array("niche", living.Niche.Values),
            Array("sensed", living.SensedValues),
            Array("done", living.DoneValues),
        ]);
    }

    /// <summary>Resumes a life from a file.</summary>
    /// <param name="path">The path of a file that <see cref="Save"/> has written.</param>
    /// <param name="agent">The agent of the saved life.</param>
    /// <param name="niche">A new niche of the same kind, in its initial state.</param>
    /// <param name="options">The options of the saved life.</param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged, or it holds the life of another agent.</exception>
    public static Living Resume(string path, Agent agent, Niche niche, LivingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var archive = Archive<LivingDocument>.Read(path, Kind);
        var living = new Living(agent, niche, options);
        try
        {
            living.Simulation.Restore(archive.Snapshot(Circuit) ?? throw new HomeostatException("the state of the circuit is missing."));
            Take("niche", niche.Values);
            Take("sensed", living.SensedValues);
            Take("done", living.DoneValues);
            (living.Age, living.FreeEnergy) = (archive.Content.Age, archive.Number("free energy"));
            return living;
        }
        catch (HomeostatException e)
        {
            living.Dispose();
            throw new HomeostatException($"{path}: {e.Message} The file is damaged, or it holds the life of another agent.", e);
        }

        void Take(string name, double[] to)
        {
            var values = archive.Numbers(name);
            if (values.Length != to.Length || !values.All(double.IsFinite))
            {
                throw new HomeostatException($"'{name}' holds {values.Length} numbers; {to.Length} finite ones were expected.");
            }

            values.CopyTo(to, 0);
        }
    }

    private static KeyValuePair<string, NpyArray> Array(string name, double[] values) => KeyValuePair.Create(name, NpyArray.Of<double>(values));

    private sealed record LivingDocument(string Agent, long Age);
}
