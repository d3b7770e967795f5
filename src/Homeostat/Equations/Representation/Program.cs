namespace Homeostat.Equations;

/// <summary>A value and the symbol it is stored to.</summary>
internal sealed record Store(Symbol Target, Node Value);

/// <summary>
/// A set of stores carried out for every row and column. Every value is taken from the state before any of the stores;
/// an element reads and writes no other element. Contains no <see cref="Operation.Reduce"/>: the plan has taken those out.
/// </summary>
internal sealed record ElementProgram(IReadOnlyList<Store> Stores)
{
    /// <summary>Every symbol read or written, each once, in order of first appearance: the order in which a kernel takes its operands.</summary>
    public IReadOnlyList<Symbol> Operands { get; } =
        [.. Stores.SelectMany(store => store.Value.Symbols).Concat(Stores.Select(store => store.Target)).Distinct()];
}
