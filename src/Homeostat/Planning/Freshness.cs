
namespace Homeostat.Planning;

/// <summary>
/// Which derived buffers hold what they should at a point of the plan. A write makes stale whatever follows from it; the
/// builder then computes only what is needed and stale. That one rule hoists constant predictions out of settling loops,
/// reuses the forward sweep's activations, and runs a backward pass in the right order without being told.
/// </summary>
internal sealed class Freshness(IReadOnlyDictionary<string, Derived> derived)
{
    private readonly Dictionary<string, HashSet<string>> _roots = new(StringComparer.Ordinal);
    private HashSet<string> _fresh = new(StringComparer.Ordinal);

    public bool IsFresh(Symbol symbol) => _fresh.Contains(symbol.Name);

    public void Computed(Symbol symbol) => _fresh.Add(symbol.Name);

    public void Written(Symbol symbol) => _fresh.RemoveWhere(name => RootsOf(name).Contains(symbol.Name));

    public HashSet<string> Snapshot() => [.. _fresh];

    public void Restore(HashSet<string> snapshot) => _fresh = [.. snapshot];

    /// <summary>The stored variables a derived buffer ultimately follows from.</summary>
    private HashSet<string> RootsOf(string name)
    {
        if (_roots.TryGetValue(name, out var known))
        {
            return known;
        }

        var roots = new HashSet<string>(StringComparer.Ordinal);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        Visit(name);
        return _roots[name] = roots;

        void Visit(string symbol)
        {
            if (!visited.Add(symbol))
            {
                return;
            }

            if (!derived.TryGetValue(symbol, out var d))
            {
                roots.Add(symbol);
                return;
            }

            foreach (var source in d.Sources)
            {
                // A random draw and the clock are their own roots: the end of a step makes them stale.
                if (source.Name == symbol)
                {
                    roots.Add(symbol);
                }
                else
                {
                    Visit(source.Name);
                }
            }
        }
    }
}
