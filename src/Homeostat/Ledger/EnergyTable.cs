namespace Homeostat;

/// <summary>
/// A named and dated table of the energies of operations, events and bytes on one substrate. A ledger multiplies its counts by them. What a table has
/// no entry for and does not cover either is told, never counted as free.
/// </summary>
/// <param name="Name">The name of the table, such as <c>loihi</c>.</param>
/// <param name="Title">The substrate in words.</param>
/// <param name="Date">The date of the figures: a year, a month or a day.</param>
/// <param name="About">What is in the figures and what is not; empty for none.</param>
/// <param name="Entries">The energies.</param>
/// <param name="Covers">The items whose energy is part of other entries of the table.</param>
public sealed record EnergyTable(
    string Name, string Title, string Date, string About, IReadOnlyList<EnergyEntry> Entries, IReadOnlySet<CostItem> Covers) : ICatalogEntry
{
    /// <summary>The tables that come with the library.</summary>
    public static Catalog<EnergyTable> All { get; } = new("energy table", [.. EnergyTableFile.Embedded()]);

    string ICatalogEntry.Description => Title;

    string ICatalogEntry.Source => string.Join("; ", Entries.Select(entry => entry.Source).Distinct());

    /// <summary>Reads a table from a JSON file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="HomeostatException">The file cannot be read, or it is not a valid table; the message says where and what is missing.</exception>
    public static EnergyTable Read(string path) => EnergyTableFile.Read(path);

    /// <summary>The energy of an item for a type of numbers; null where the table has none.</summary>
    /// <param name="item">The item.</param>
    /// <param name="numbers">The type of the numbers.</param>
    public EnergyEntry? Find(CostItem item, string numbers = EnergyNumbers.Usual) =>
        Entries.FirstOrDefault(entry => entry.Item == item && entry.Numbers == numbers) ?? Entries.FirstOrDefault(entry => entry.Item == item && entry.Numbers is null);

    /// <summary>Multiplies counts by the energies of the table.</summary>
    /// <param name="cost">The counts.</param>
    /// <param name="numbers">The type of the numbers for which energies are taken. Bytes and erased bits are as many as numbers of that type have.</param>
    /// <exception cref="HomeostatException">There is no such type of numbers.</exception>
    public Ledger Price(Cost cost, string numbers = EnergyNumbers.Usual) => new(this, cost, numbers);
}
