
namespace Homeostat.Substrates;

/// <summary>Every buffer of a simulation, by the name of the symbol it holds; allocated once.</summary>
internal sealed class Memory(int batch, ElementType type, int slices = 1) : IDisposable
{
    private readonly Dictionary<string, Matrix> _matrices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);

    public int Batch { get; } = batch;

    public ElementType Type { get; } = type;

    public IEnumerable<KeyValuePair<string, Matrix>> All => _matrices;

    public bool Contains(Symbol symbol) => _matrices.ContainsKey(symbol.Name);

    public Matrix this[Symbol symbol] => _matrices.TryGetValue(symbol.Name, out var matrix)
        ? matrix
        : throw new InvalidOperationException($"'{symbol.Name}' has no memory.");

    /// <summary>Memory for a value of a population of that many units.</summary>
    public Matrix AddPopulation(Symbol symbol, int units) => Add(
        symbol, symbol.Axes.HasFlag(Axes.Rows) ? Batch : 1, symbol.Axes.HasFlag(Axes.Columns) ? units : 1);

    /// <summary>Memory for a value of the synapses between that many units.</summary>
    public Matrix AddSynapses(Symbol symbol, int post, int pre) => Add(
        symbol, symbol.Axes.HasFlag(Axes.Rows) ? post : 1, symbol.Axes.HasFlag(Axes.Columns) ? pre : 1);

    /// <summary>Memory for one value a sample, or a slice: whatever has a clock of its own.</summary>
    public Matrix AddPerBlock(Symbol symbol) => Add(symbol, slices > 1 ? slices : Batch, 1, isPerSlice: slices > 1);

    public Matrix Add(Symbol symbol, int rows, int columns, bool isPerSlice = false)
    {
        if (!_matrices.TryGetValue(symbol.Name, out var matrix))
        {
            matrix = new Matrix(rows, columns, Type) { IsPerSlice = isPerSlice };
            _matrices.Add(symbol.Name, matrix);
        }

        return matrix.Rows == rows && matrix.Columns == columns
            ? matrix
            : throw new InvalidOperationException(
                $"'{symbol.Name}' has {matrix.Rows} x {matrix.Columns} elements and is asked for as {rows} x {columns}.");
    }

    /// <summary>How often the value has been written; what is derived from it compares this to know whether it is stale.</summary>
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
