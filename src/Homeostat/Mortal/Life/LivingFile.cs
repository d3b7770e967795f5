namespace Homeostat;

/// <summary>
/// What lives, as an <c>.npz</c> file: the circuit's variables as <c>circuit/cells.v</c>, the niche, and what was sensed and done. A life
/// that goes on from it comes to the same bits as one that was never saved. It is data: no types or code are read from it.
/// </summary>
public static class LivingFile
{
    private const string Kind = "living", Circuit = "circuit/";

    /// <summary>Writes what lives, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="living">What lives, between two steps.</param>
    /// <exception cref="HomeostatException">The file could not be written; one that was there is as it was.</exception>
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

    /// <summary>Goes on with a life.</summary>
    /// <param name="path">A file that <see cref="Save"/> has written.</param>
    /// <param name="agent">The same agent.</param>
    /// <param name="niche">A niche of the same kind, as it was made at first.</param>
    /// <param name="options">The same options.</param>
    /// <exception cref="HomeostatException">The file is not there or damaged, or is the life of another.</exception>
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
            (living.Age, living.FreeEnergy) = (archive.Content.Age, archive.Numbers("free energy")[0]);
            return living;
        }
        catch (HomeostatException e)
        {
            living.Dispose();
            throw new HomeostatException($"{path}: {e.Message} The file is damaged, or the life of another.", e);
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
