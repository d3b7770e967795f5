namespace Homeostat.Substrates;

/// <summary>The memory of a circuit: a matrix for each symbol of its plans, allocated once.</summary>
/// <param name="batch">The number of samples.</param>
/// <param name="type">The number type.</param>
/// <param name="slices">The number of slices into which the units of a single sample are cut.</param>
internal sealed class Memory(int batch, ElementType type, int slices = 1) : IDisposable
{
    private readonly Dictionary<string, Matrix> _matrices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private int _allocated;

    public int Batch { get; } = batch;

    public ElementType Type { get; } = type;

    /// <summary>All symbols with their memory.</summary>
    public IEnumerable<(Symbol Symbol, Matrix Matrix)> All => _matrices.Select(m => (new Symbol(m.Key, Axes.Both), m.Value));

    public bool Contains(Symbol symbol) => _matrices.ContainsKey(symbol.Name);

    public Matrix this[Symbol symbol] => _matrices.TryGetValue(symbol.Name, out var matrix)
        ? matrix
        : throw new InvalidOperationException($"'{symbol.Name}' has no memory.");

    /// <summary>Allocates memory for the symbols that have none yet. Synapses stored as rows get theirs when they are connected.</summary>
    public void Allocate(SymbolTable symbols)
    {
        for (var k = _allocated; k < symbols.All.Count; k++)
        {
            var (symbol, shape, kind) = symbols.All[k];
            if (shape.SynapsesOf is null)
            {
                var isPerSlice = kind == SymbolKind.Clock && slices > 1;
                Add(symbol, isPerSlice ? slices : shape.RowsFor(Batch), shape.Columns, isPerSlice);
            }
        }

        _allocated = symbols.All.Count;
    }

    public Matrix Add(Symbol symbol, int rows, int columns, bool isPerSlice = false)
    {
        var matrix = new Matrix(rows, columns, Type) { IsPerSlice = isPerSlice };
        _matrices.Add(symbol.Name, matrix);
        return matrix;
    }

    /// <summary>The number of times a value was written from outside a program of rows, by which packed copies find out if they are stale.</summary>
    public long Version(Symbol symbol) => _versions.GetValueOrDefault(symbol.Name);

    public void Touch(Symbol symbol) => _versions[symbol.Name] = _versions.GetValueOrDefault(symbol.Name) + 1;

    public void Dispose()
    {
        foreach (var matrix in _matrices.Values)
        {
            matrix.Dispose();
        }
    }
}
