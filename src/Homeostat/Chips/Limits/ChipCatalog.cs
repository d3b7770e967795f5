namespace Homeostat;

/// <summary>The catalog of neuromorphic chips, each found by its name.</summary>
public static class ChipCatalog
{
    /// <summary>All chips.</summary>
    public static Catalog<Chip> All { get; } = new("chip", [Load("loihi1"), Load("loihi2"), Load("truenorth")]);

    /// <summary>Finds the chip with a name, or reads it from a JSON file.</summary>
    /// <param name="name">The name, or the path of a file that ends in <c>.json</c>.</param>
    /// <exception cref="HomeostatException">There is no chip of that name; the message lists all names.</exception>
    public static Chip Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Chip.Read(name) : All.Find(name);
    }

    private static Chip Load(string name)
    {
        using var reader = new StreamReader(typeof(ChipCatalog).Assembly.GetManifestResourceStream($"chip.{name}.json")!);
        return Chip.Parse(reader.ReadToEnd(), name);
    }
}
