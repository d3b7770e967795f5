namespace Homeostat;

/// <summary>
/// What lives, as an <c>.npz</c> file: the circuit's variables as <c>circuit/cells.v</c>, the niche, what was sensed and done, and
/// <c>life</c>: age, time step of the circuit, seed. A life that goes on from it comes to the same bits as one that was never saved.
/// </summary>
public static class LivingFile
{
    private const string Circuit = "circuit/";

    /// <summary>Writes what lives, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="living">What lives, between two steps.</param>
    /// <exception cref="HomeostatException">The file could not be written; one that was there is as it was.</exception>
    public static void Save(string path, Living living)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(living);
        var state = living.Simulation.Save();
        Npz.Write(path, [
            Array("life", [living.Age, state.Step, BitConverter.UInt64BitsToDouble(living.Seed)]),
            Array("free energy", [living.FreeEnergy]),
            Array("niche", living.Niche.Values),
            Array("sensed", living.SensedValues),
            Array("done", living.DoneValues),
            .. state.Values.Select(s => Array($"{Circuit}{s.Key}", s.Value)),
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
        var arrays = Npz.Read(path);
        var living = new Living(agent, niche, options);
        try
        {
            var life = Numbers("life", 3);
            if (BitConverter.DoubleToUInt64Bits(life[2]) != living.Seed)
            {
                throw new HomeostatException($"{path}: the life saved has seed {BitConverter.DoubleToUInt64Bits(life[2])}, not {living.Seed}. It goes on with the same seed only.");
            }

            Numbers("niche", niche.Values.Length).CopyTo(niche.Values, 0);
            Numbers("sensed", living.SensedValues.Length).CopyTo(living.SensedValues, 0);
            Numbers("done", living.DoneValues.Length).CopyTo(living.DoneValues, 0);
            living.Simulation.Restore(new SavedState((long)life[1], arrays.Keys
                .Where(key => key.StartsWith(Circuit, StringComparison.Ordinal))
                .ToDictionary(key => key[Circuit.Length..], key => Numbers(key, null), StringComparer.Ordinal)));
            (living.Age, living.FreeEnergy) = ((long)life[0], Numbers("free energy", 1)[0]);
            return living;
        }
        catch
        {
            living.Dispose();
            throw;
        }

        double[] Numbers(string name, int? count) =>
            arrays.GetValueOrDefault(name) is { Type: NpyType.Float64 } array && array.As<double>().ToArray() is var values && (count ?? values.Length) == values.Length
                ? values
                : throw new HomeostatException($"{path}: the array '{name}' is missing, of another type or of another size. The file is damaged, or of another life.");
    }

    private static KeyValuePair<string, NpyArray> Array(string name, double[] values) => KeyValuePair.Create(name, NpyArray.Of<double>(values));
}
