namespace Homeostat;

/// <summary>Counts and what they cost in joules by an energy table, cause by cause.</summary>
public sealed class Ledger
{
    private static readonly CostItem[] Sized = [CostItem.RegisterByte, CostItem.L1Byte, CostItem.L2Byte, CostItem.MemoryByte, CostItem.ErasedBit];

    internal Ledger(EnergyTable table, Cost cost, string numbers)
    {
        (Table, Cost, Numbers) = (table, cost, numbers);
        var scale = EnergyNumbers.Scale(numbers);
        Lines = [.. Enum.GetValues<CostItem>().Select(item => Line(item, cost[item] * (Sized.Contains(item) ? scale : 1)))];
    }

    /// <summary>The table that the energies are from.</summary>
    public EnergyTable Table { get; }

    /// <summary>The counts.</summary>
    public Cost Cost { get; }

    /// <summary>The type of numbers for which energies are taken.</summary>
    public string Numbers { get; }

    /// <summary>A line for each item, in the order of <see cref="CostItem"/>.</summary>
    public IReadOnlyList<LedgerLine> Lines { get; }

    /// <summary>The sum of all energies that the table has, in J.</summary>
    public double Joules => Lines.Sum(line => line.Joules ?? 0);

    /// <summary>The lines of items that were counted and that the table neither prices nor covers: their energy is not in <see cref="Joules"/>.</summary>
    public IReadOnlyList<LedgerLine> Missing => [.. Lines.Where(line => line.IsMissing)];

    private LedgerLine Line(CostItem item, double count) =>
        new(item, count, Table.Find(item, Numbers), Table.Covers.Contains(item));
}

/// <summary>An item of a ledger: how many there are, and what they cost.</summary>
/// <param name="Item">The item.</param>
/// <param name="Count">The number counted.</param>
/// <param name="Entry">The entry of the table; null if there is none.</param>
/// <param name="IsCovered">Whether the energy of the item is part of other entries.</param>
public sealed record LedgerLine(CostItem Item, double Count, EnergyEntry? Entry, bool IsCovered)
{
    /// <summary>The energy of all of the item, in J; null if the table has no entry.</summary>
    public double? Joules => Entry is null ? null : Count * Entry.Joules;

    /// <summary>Whether there are some of the item whose energy the table does not know.</summary>
    public bool IsMissing => Count > 0 && Entry is null && !IsCovered;
}
