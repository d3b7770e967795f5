namespace Homeostat.Nir;

/// <summary>An entry to a node: what a route delivers has to be multiplied by a factor for each postsynaptic unit.</summary>
internal sealed record Entry(string Node, double[] Factor);

/// <summary>The nodes that a population becomes.</summary>
/// <param name="Name">The name of the population.</param>
internal sealed class UnitNodes(string Name)
{
    public string Name { get; } = Name;

    /// <summary>The nodes that a delivery to a variable enters.</summary>
    public Dictionary<Symbol, List<Entry>> Entries { get; } = [];

    /// <summary>The node that hands on a value of the population.</summary>
    public Dictionary<Node, string> Outputs { get; } = [];

    /// <summary>A current for each unit that the first map to the entry has to add; null for none.</summary>
    public double[]? Bias { get; set; }

    /// <summary>Whether the only map to the population is its node.</summary>
    public bool IsMap { get; init; }
}
