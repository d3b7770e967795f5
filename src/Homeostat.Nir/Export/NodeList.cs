namespace Homeostat.Nir;

/// <summary>The nodes and edges of a graph that is being built. A name that is taken gets a number.</summary>
internal sealed class NodeList
{
    private readonly List<(string Name, NirNode Node)> _nodes = [];
    private readonly List<NirEdge> _edges = [];
    private readonly HashSet<string> _names = [];

    /// <summary>Adds a node.</summary>
    /// <returns>Its name.</returns>
    public string Add(string name, NirNode node)
    {
        var unique = name;
        for (var k = 2; !_names.Add(unique); k++)
        {
            unique = $"{name}_{k}";
        }

        _nodes.Add((unique, node));
        return unique;
    }

    public void Connect(string from, string to) => _edges.Add(new NirEdge(from, to));

    public NirGraph ToGraph(IReadOnlyDictionary<string, NirValue> metadata) => new(_nodes, [.. _edges]) { Metadata = metadata, Version = NirFile.Version };

    public static NirValue Lengths(IReadOnlyList<int> shape) => NirValue.Of(shape.Select(length => (long)length).ToArray());

    /// <summary>A parameter with a value for each unit.</summary>
    public static (string Name, NirValue Value) Parameter(string name, double[] values, IReadOnlyList<int> shape) => (name, NirValue.Of(values, shape));
}
