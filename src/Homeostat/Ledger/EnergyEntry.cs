namespace Homeostat;

/// <summary>The energy of one item of a ledger in an <see cref="EnergyTable"/>.</summary>
/// <param name="Item">The item.</param>
/// <param name="Numbers">The type of the numbers, such as <c>int8</c>; null where the energy holds for every type.</param>
/// <param name="Value">The energy as the table states it: of one operation or event, or of one access to memory.</param>
/// <param name="Unit">The unit of the value, such as <c>pJ</c>.</param>
/// <param name="AccessBits">The width of an access to memory in bits; null for items that are not bytes.</param>
/// <param name="Node">The technology and the voltage, or the temperature.</param>
/// <param name="Grade">The way in which the value was found.</param>
/// <param name="Source">The publication that the value is from.</param>
/// <param name="Note">What else there is to know about the value.</param>
public sealed record EnergyEntry(
    CostItem Item, string? Numbers, double Value, string Unit, double? AccessBits, string Node, EnergyGrade Grade, string Source, string? Note)
{
    /// <summary>The energy of one of the item, in J: of a byte where the item is bytes.</summary>
    public double Joules { get; } = EnergyUnit.InJoules(Value, Unit) / (AccessBits / 8 ?? 1);
}
