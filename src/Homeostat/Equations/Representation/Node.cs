using System.Globalization;

namespace Homeostat.Equations;

/// <summary>
/// A value of the typed representation: an operation on other values. Nodes are made by <see cref="NodeFactory"/>, which
/// returns the same object for the same value, so that a common sub-expression is one object.
/// </summary>
internal sealed class Node
{
    private IReadOnlyList<Symbol>? _symbols;

    internal Node(Operation operation, Node[] arguments, double value, Symbol? symbol, Reduction reduction, Axes axes, int id)
    {
        Operation = operation;
        Arguments = arguments;
        Value = value;
        Symbol = symbol;
        Reduction = reduction;
        Axes = axes;
        Id = id;
    }

    /// <summary>The operation.</summary>
    public Operation Operation { get; }

    /// <summary>The values on which it operates.</summary>
    public IReadOnlyList<Node> Arguments { get; }

    /// <summary>The number of a <see cref="Operation.Constant"/>.</summary>
    public double Value { get; }

    /// <summary>The symbol of a <see cref="Operation.Load"/>.</summary>
    public Symbol? Symbol { get; }

    /// <summary>The kind of reduction of an <see cref="Operation.Reduce"/>.</summary>
    public Reduction Reduction { get; }

    /// <summary>The axes along which the value varies.</summary>
    public Axes Axes { get; }

    /// <summary>The number of the node in the order of creation; arguments have lower numbers than the nodes that use them.</summary>
    public int Id { get; }

    /// <summary>Every symbol the value reads, each once, in order of first appearance.</summary>
    public IReadOnlyList<Symbol> Symbols =>
        _symbols ??= Symbol is not null ? [Symbol] : [.. Arguments.SelectMany(argument => argument.Symbols).Distinct()];

    /// <summary>Whether the value is a condition (true or false) rather than a number.</summary>
    public bool IsCondition => Operation is Operation.Less or Operation.LessOrEqual or Operation.Equal
        or Operation.And or Operation.Or or Operation.Not;

    /// <summary>Whether the value is the constant <paramref name="value"/>.</summary>
    public bool Is(double value) => Operation == Operation.Constant && Value.Equals(value);

    /// <summary>The expression in the equation language's notation.</summary>
    public override string ToString() => NodePrinter.Print(this);

    /// <summary>A number in the language's notation, in which what is not a number has no word of its own.</summary>
    internal static string Number(double value) => double.IsNaN(value) ? "(inf - inf)"
        : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf")
        : value.ToString("R", CultureInfo.InvariantCulture);
}
