using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>Elementwise arithmetic, one element after another. Every value is computed before any is stored.</summary>
/// <typeparam name="T">The number type to which every operation is rounded.</typeparam>
internal sealed class InterpretedStores<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NodeOrder _order;
    private readonly T[] _values;
    private readonly int[] _results;

    public InterpretedStores(IReadOnlyList<Store> stores)
    {
        // Elementary operations, which every substrate carries out, so that results agree to the last bit.
        stores = Lowering.Apply(new ElementProgram(stores), typeof(T) == typeof(float) ? LoweringConstants.Single : LoweringConstants.Double).Stores;
        Targets = [.. stores.Select(store => store.Target)];
        _order = new NodeOrder(stores.Select(store => store.Value));
        _values = new T[_order.Nodes.Length];
        _results = [.. stores.Select(store => _order.PlaceOf(store.Value))];
    }

    /// <summary>The symbols that are stored to.</summary>
    public IReadOnlyList<Symbol> Targets { get; }

    /// <summary>Computes all values of an element.</summary>
    /// <param name="load">The value of a symbol at the element.</param>
    /// <param name="results">The value for each target.</param>
    public void Evaluate(Func<Symbol, T> load, Span<T> results)
    {
        for (var k = 0; k < _values.Length; k++)
        {
            var (node, a) = (_order.Nodes[k], _order.Arguments[k]);
            _values[k] = node.Operation switch
            {
                Operation.Constant => T.CreateTruncating(node.Value),
                Operation.Load => load(node.Symbol!),
                _ => a.Length switch
                {
                    1 => Scalar<T>.Evaluate(node.Operation, _values[a[0]]),
                    2 => Scalar<T>.Evaluate(node.Operation, _values[a[0]], _values[a[1]]),
                    _ => Scalar<T>.Evaluate(node.Operation, _values[a[0]], _values[a[1]], _values[a[2]]),
                },
            };
        }

        for (var k = 0; k < _results.Length; k++)
        {
            results[k] = _values[_results[k]];
        }
    }

    /// <summary>Computes and stores a number of rows, from a first one on.</summary>
    public void Run(Memory memory, int firstRow, int rows, int columns)
    {
        var count = Targets.Count;
        var results = new T[rows * columns * count];
        for (var element = 0; element < rows * columns; element++)
        {
            var (row, column) = (firstRow + (element / columns), element % columns);
            Evaluate(symbol => T.CreateTruncating(memory[symbol][RowOf(memory[symbol], symbol.Axes, row), ColumnOf(symbol, column)]), results.AsSpan(element * count, count));
        }

        for (var k = 0; k < results.Length; k++)
        {
            var (row, column, target) = (firstRow + (k / count / columns), k / count % columns, Targets[k % count]);
            memory[target][RowOf(memory[target], target.Axes, row), ColumnOf(target, column)] = double.CreateTruncating(results[k]);
        }
    }

    /// <summary>Computes and stores values of every synapse, for one sample after another.</summary>
    public void Run(SampleSynapses operation, Memory memory, int samples)
    {
        var operands = operation.Operands.ToDictionary(operand => operand.Symbol);
        var results = new T[Targets.Count];
        for (var synapse = 0; synapse < operation.Rows * operation.Columns; synapse++)
        {
            var (post, pre) = Math.DivRem(synapse, operation.Columns);
            foreach (var (sum, _) in operation.Sums)
            {
                memory[sum][post, pre] = 0;
            }

            for (var sample = 0; sample < samples; sample++)
            {
                Evaluate(symbol => T.CreateTruncating(memory[operands[symbol].Variable][RowOf(symbol, sample), ColumnOf(symbol)]), results);
                for (var k = 0; k < results.Length; k++)
                {
                    memory[Targets[k]][RowOf(Targets[k], sample), ColumnOf(Targets[k])] = double.CreateTruncating(results[k]);
                }
            }

            foreach (var (sum, isMean) in operation.Sums)
            {
                memory[sum][post, pre] = double.CreateTruncating(T.CreateTruncating(isMean ? 1.0 / samples : 1) * T.CreateTruncating(memory[sum][post, pre]));
            }

            int RowOf(Symbol symbol, int sample) => operands[symbol].Kind switch
            {
                SampleOperandKind.Sample => (sample * operation.Rows) + post,
                SampleOperandKind.Synapse => symbol.Axes.HasFlag(Axes.Rows) ? post : 0,
                _ => sample,
            };

            int ColumnOf(Symbol symbol) => operands[symbol].Kind == SampleOperandKind.Post ? post : symbol.Axes.HasFlag(Axes.Columns) ? pre : 0;
        }
    }

    // A variable with one copy for each slice has the same value in all copies.
    private static int RowOf(Matrix matrix, Axes axes, int row) => axes.HasFlag(Axes.Rows) && !matrix.IsPerSlice ? row : 0;

    private static int ColumnOf(Symbol symbol, int column) => symbol.Axes.HasFlag(Axes.Columns) ? column : 0;
}
