namespace Homeostat.Planning;

/// <summary>
/// One operation of a plan: what is computed from which symbols, and nothing about how. Whatever runs, counts, classifies or cuts
/// up a plan reads these records; there are about a dozen kinds.
/// </summary>
internal abstract record PlanOperation
{
    /// <summary>The symbols that are read.</summary>
    public abstract IEnumerable<Symbol> Reads { get; }

    /// <summary>The symbols that are written.</summary>
    public abstract IEnumerable<Symbol> Writes { get; }

    /// <summary>The operation as a person reads it, a line or several.</summary>
    public virtual IEnumerable<string> Lines => [ToString()];

    protected static string Text(IReadOnlyList<Store> stores) =>
        string.Join("; ", stores.Select(store => $"{store.Target.Name} = {store.Value}"));

    protected static IEnumerable<Symbol> ReadBy(IReadOnlyList<Store> stores) => stores.SelectMany(store => store.Value.Symbols).Distinct();
}
