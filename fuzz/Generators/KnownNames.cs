
namespace Homeostat.Fuzz;

/// <summary>A scope made of a list of names and units: t, dt, xi, i and N, and those given, as in <c>"tau: second, C: farad"</c>.</summary>
internal sealed class KnownNames : IScope
{
    private readonly Dictionary<string, Dimension> _names = new(StringComparer.Ordinal)
    {
        ["t"] = Dimension.Second,
        ["dt"] = Dimension.Second,
        ["xi"] = Dimension.Second.Pow(-0.5),
        ["i"] = Dimension.None,
        ["N"] = Dimension.None,
    };

    public KnownNames(string declarations = "")
    {
        foreach (var declaration in declarations.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = declaration.Split(':');
            _names[parts[0].Trim()] = Quantity.Parse(parts[1]).Dimension;
        }
    }

    public IEnumerable<string> Names => _names.Keys;

    public bool TryGetDimension(string name, out Dimension dimension) => _names.TryGetValue(name, out dimension);
}
