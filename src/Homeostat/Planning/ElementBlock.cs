
namespace Homeostat.Planning;

/// <summary>
/// The part of a program that is computed at one depth of the loops: the stores made there, the nodes they need that
/// vary there, and the nodes taken over from outer depths.
/// </summary>
internal sealed class ElementBlock
{
    private readonly HashSet<Node> _roots;

    private ElementBlock(Axes axes, IReadOnlyList<Store> stores, IEnumerable<Node> needed)
    {
        (Axes, Stores) = (axes, stores);
        _roots = [.. needed];
        var nodes = new HashSet<Node>();
        var imports = new HashSet<Node>();

        void Visit(Node node)
        {
            if (node.Operation == Operation.Constant)
            {
                return;
            }

            Uses[node] = Uses.GetValueOrDefault(node) + 1;
            if (!BelongsTo(axes, node.Axes))
            {
                imports.Add(node);
            }
            else if (nodes.Add(node))
            {
                foreach (var argument in node.Arguments)
                {
                    Visit(argument);
                }
            }
        }

        foreach (var root in stores.Select(s => s.Value).Concat(_roots))
        {
            Visit(root);
        }

        Nodes = [.. nodes.OrderBy(n => n.Id)];
        Imports = [.. imports.OrderBy(n => n.Id)];
    }

    /// <summary>The axes of the targets stored to here.</summary>
    public Axes Axes { get; }

    /// <summary>The stores that are made at this depth.</summary>
    public IReadOnlyList<Store> Stores { get; }

    /// <summary>The nodes computed here, arguments first.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The nodes computed further out that are used here.</summary>
    public IReadOnlyList<Node> Imports { get; }

    /// <summary>The number of uses of each node at this depth.</summary>
    public Dictionary<Node, int> Uses { get; } = [];

    /// <summary>Arithmetic carried out here. A fused multiply-add's instruction changes the signs it is given.</summary>
    public int Operations
    {
        get
        {
            var signs = Nodes.Where(n => n.Operation == Operation.Negate).ToHashSet();
            signs.ExceptWith(Nodes.Where(n => n.Operation != Operation.MultiplyAdd).SelectMany(n => n.Arguments));
            signs.ExceptWith(Stores.Select(s => s.Value));
            return Nodes.Count(n => n.Operation != Operation.Load && !signs.Contains(n));
        }
    }

    /// <summary>Whether the value must be kept in a variable: it is used twice, or further in.</summary>
    public bool IsKept(Node node) => Uses[node] > 1 || _roots.Contains(node);

    /// <summary>The nodes that nothing but the third argument of a <see cref="Operation.SelectFallback"/> needs, arguments first.</summary>
    public IReadOnlyList<Node> OnlyForFallbackOf(Node select)
    {
        // Uses that are not arguments are stores and blocks further in.
        var others = new Dictionary<Node, int>(Uses);
        var only = new List<Node>();
        Release(select.Arguments[2]);
        for (var i = Nodes.Count - 1; i >= 0; i--)
        {
            if (others[Nodes[i]] == 0)
            {
                only.Add(Nodes[i]);
                foreach (var argument in Nodes[i].Arguments)
                {
                    Release(argument);
                }
            }
        }

        only.Reverse();
        return only;

        void Release(Node node)
        {
            if (others.TryGetValue(node, out var uses))
            {
                others[node] = uses - 1;
            }
        }
    }

    /// <summary>
    /// The four blocks of a program: for each row and column; once a column; once a row; once. They are carried out from
    /// the last to the first, but the columns' after all rows, since the rows still read what they overwrite.
    /// </summary>
    public static (ElementBlock Both, ElementBlock Columns, ElementBlock Rows, ElementBlock Once) Split(
        ElementProgram program)
    {
        IReadOnlyList<Store> To(Axes axes) => [.. program.Stores.Where(s => s.Target.Axes == axes)];

        var both = new ElementBlock(Axes.Both, To(Axes.Both), []);
        var columns = new ElementBlock(Axes.Columns, To(Axes.Columns), []);
        var rows = new ElementBlock(Axes.Rows, To(Axes.Rows), both.Imports.Where(n => n.Axes == Axes.Rows));
        var imports = both.Imports.Concat(columns.Imports).Concat(rows.Imports);
        var once = new ElementBlock(Axes.None, To(Axes.None), imports.Where(n => n.Axes == Axes.None));
        return (both, columns, rows, once);
    }

    /// <summary>Per-column values are computed where they are used: keeping a row of them would cost more.</summary>
    private static bool BelongsTo(Axes block, Axes node) => block switch
    {
        Axes.Both => node.HasFlag(Axes.Columns),
        _ => node == block,
    };
}
