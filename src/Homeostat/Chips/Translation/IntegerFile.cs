namespace Homeostat;

/// <summary>
/// The file format for what was compiled for a chip: <c>integer.json</c> with the circuit, the chip, the placement and what was rounded, and beside it an
/// <c>.npz</c> file with the weights (whole numbers), the units that synapses connect, and parameters and states that differ between units.
/// </summary>
public static class IntegerFile
{
    /// <summary>The name of the JSON file within its folder.</summary>
    public const string FileName = "integer.json";

    private const string Kind = "integer circuit";

    /// <summary>Writes a circuit into a folder, replacing the one that is there.</summary>
    /// <param name="folder">The folder; it is created if it does not exist.</param>
    /// <param name="integer">The circuit.</param>
    /// <returns>The path of the JSON file.</returns>
    /// <exception cref="HomeostatException">A file could not be written; an earlier circuit in the folder is unchanged.</exception>
    public static string Save(string folder, IntegerCircuit integer)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(integer);
        var path = Path.Combine(Path.GetFullPath(folder), FileName);
        var circuit = CircuitDocument.Of(integer.Circuit);
        var pairs = circuit.Projections.Where(p => p.Connectivity is GivenPairs).ToDictionary(p => p.Name, p => (GivenPairs)p.Connectivity);
        var stripped = circuit with { Projections = [.. circuit.Projections.Select(p => pairs.ContainsKey(p.Name) ? p with { Connectivity = Connectivity.Pairs([], []) } : p)] };
        var arrays = integer.Values.Select(v => KeyValuePair.Create(v.Key, NpyArray.Of<double>(v.Value)))
            .Concat(pairs.SelectMany(p => new[] { KeyValuePair.Create($"{p.Key}/pre", NpyArray.Of<int>(p.Value.Pre)), KeyValuePair.Create($"{p.Key}/post", NpyArray.Of<int>(p.Value.Post)) }));
        Directory.CreateDirectory(folder);
        Archive<IntegerDocument>.WritePair(
            path, "integer", Kind,
            new IntegerDocument(integer.Chip, integer.Type, stripped, integer.Scales, integer.Sources, integer.Roundings, integer.Placement.Populations, integer.Placement.Faults, integer.WeightUnits, integer.Programs), new Dictionary<string, Snapshot>(), arrays);
        return path;
    }

    /// <summary>Reads a circuit that <see cref="Save"/> has written.</summary>
    /// <param name="path">The path of the JSON file or of its folder.</param>
    /// <exception cref="HomeostatException">The file does not exist or is damaged.</exception>
    public static IntegerCircuit Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = Path.GetFullPath(Directory.Exists(path) ? Path.Combine(path, FileName) : path);
        if (!File.Exists(path))
        {
            throw new HomeostatException($"{path}: there is no integer circuit. Give the folder that 'homeostat translate' has written.");
        }

        var archive = Archive<IntegerDocument>.Read(path, Kind);
        var (content, arrays) = (archive.Content, archive.All(""));
        var circuit = content.Circuit with
        {
            Projections = [.. content.Circuit.Projections.Select(p => p.Connectivity is GivenPairs ? p with { Connectivity = Connectivity.Pairs(Units($"{p.Name}/pre"), Units($"{p.Name}/post")) } : p)],
        };
        return new IntegerCircuit(
            circuit.ToCircuit(), arrays.Where(a => !a.Key.Contains('/', StringComparison.Ordinal)).ToDictionary(a => a.Key, a => archive.Numbers(a.Key)), content.Chip)
        {
            Type = content.Type, Roundings = content.Roundings, Scales = content.Scales, Sources = content.Sources, WeightUnits = content.WeightUnits ?? new Dictionary<string, double>(), Programs = content.Programs ?? new Dictionary<string, string>(),
            Placement = new Placement(content.Chip, content.Populations, content.Sources, content.Faults),
        };

        int[] Units(string name) => archive[name] is { Type: NpyType.Int32 } array ? array.As<int>().ToArray()
            : throw new HomeostatException($"{archive.ArraysPath}: the array '{name}' holds {archive[name].Type}, Int32 was expected. The file is damaged.");
    }

    private sealed record IntegerDocument(
        Chip Chip, ElementType Type, CircuitDocument Circuit, IReadOnlyDictionary<string, double> Scales, IReadOnlyList<string> Sources, IReadOnlyList<ChipRounding> Roundings,
        IReadOnlyList<PlacedPopulation> Populations, IReadOnlyList<ChipFault> Faults, IReadOnlyDictionary<string, double>? WeightUnits = null,
        IReadOnlyDictionary<string, string>? Programs = null);
}
