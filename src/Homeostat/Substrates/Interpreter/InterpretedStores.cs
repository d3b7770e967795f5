using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>Elementwise arithmetic, one element after another. Every value is computed before any is stored.</summary>
internal sealed class InterpretedStores<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<Store> _stores;
    private readonly Memory _memory;

    public InterpretedStores(IReadOnlyList<Store> stores, Memory memory)
    {
        _stores = Lowered(stores);
        _memory = memory;
    }

    /// <summary>The stores in elementary operations, which every substrate carries out, so that results agree to the last bit.</summary>
    public static IReadOnlyList<Store> Lowered(IReadOnlyList<Store> stores) => Lowering.Apply(
        new ElementProgram(stores), typeof(T) == typeof(float) ? LoweringConstants.Single : LoweringConstants.Double).Stores;

    /// <summary>Computes a number of rows, from a first one on.</summary>
    public void Run(int firstRow, int rows, int columns)
    {
        var results = new List<(Matrix Target, int Row, int Column, double Value)>();
        for (var row = firstRow; row < firstRow + rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var known = new Dictionary<Node, T>();
                foreach (var (target, value) in _stores)
                {
                    var matrix = _memory[target];
                    results.Add((matrix, RowOf(matrix, target.Axes, row), target.Axes.HasFlag(Axes.Columns) ? column : 0, Convert(Value(value, row, column, known))));
                }
            }
        }

        foreach (var (target, row, column, value) in results)
        {
            target[row, column] = value;
        }
    }

    /// <summary>The value of a node, given the values of its symbols.</summary>
    public static T Evaluate(Node node, Func<Symbol, T> load, Dictionary<Node, T> known)
    {
        if (known.TryGetValue(node, out var value))
        {
            return value;
        }

        var a = node.Arguments.Select(argument => Evaluate(argument, load, known)).ToArray();
        return known[node] = node.Operation switch
        {
            Operation.Constant => T.CreateTruncating(node.Value),
            Operation.Load => load(node.Symbol!),
            _ => a.Length switch
            {
                1 => Scalar<T>.Evaluate(node.Operation, a[0]),
                2 => Scalar<T>.Evaluate(node.Operation, a[0], a[1]),
                _ => Scalar<T>.Evaluate(node.Operation, a[0], a[1], a[2]),
            },
        };
    }

    private T Value(Node node, int row, int column, Dictionary<Node, T> known) => Evaluate(
        node,
        symbol =>
        {
            var matrix = _memory[symbol];
            return T.CreateTruncating(matrix[RowOf(matrix, symbol.Axes, row), symbol.Axes.HasFlag(Axes.Columns) ? column : 0]);
        },
        known);

    // A variable with one copy for each slice has the same value in all copies.
    private static int RowOf(Matrix matrix, Axes axes, int row) => axes.HasFlag(Axes.Rows) && !matrix.IsPerSlice ? row : 0;

    private static double Convert(T value) => double.CreateTruncating(value);
}
