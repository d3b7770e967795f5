using Homeostat.Equations;
using Homeostat.Kernels;

namespace Homeostat.Circuits;

/// <summary>An expression about pairs of units, evaluated in double precision for a piece of them at a time, by any worker.</summary>
internal sealed class PairExpression : IDisposable
{
    /// <summary>The most pairs of one piece: few enough to stay in the first cache, enough to forget the call.</summary>
    public const int Piece = Rows * RowLength;

    // A kernel runs over whole rows, so a short piece costs what it needs.
    private const int Rows = 16;
    private const int RowLength = 64;

    private readonly SynapseContext _context;
    private readonly ValueExpression _expression;
    private readonly DrawPurpose _purpose;
    private readonly int _firstDraw;
    private readonly Dictionary<Symbol, double[]> _ends = [];
    private readonly Workspace[] _workspaces = [];

    /// <param name="context">The projection.</param>
    /// <param name="text">The expression.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="expected">The unit it must have.</param>
    /// <param name="purpose">What its random numbers are for.</param>
    /// <param name="firstDraw">Draws already made for that purpose.</param>
    public PairExpression(
        SynapseContext context, string text, string what, Dimension expected, DrawPurpose purpose, int firstDraw = 0)
    {
        (_context, _purpose, _firstDraw) = (context, purpose, firstDraw);
        _expression = new ValueExpression(text, context.Owner, what, expected, context.Names, context.MeaningOf);
        if (Constant is not null)
        {
            return;
        }

        foreach (var symbol in _expression.Program.Operands)
        {
            if (!IsIndex(symbol) && symbol != _expression.Result && !_expression.Numbers.ContainsKey(symbol)
                && _expression.Draws.All(d => d.Symbol != symbol))
            {
                _ends[symbol] = context.ValuesOf(symbol.Name);
            }
        }

        _workspaces = [.. Enumerable.Range(0, context.Workers.Count).Select(_ => new Workspace(_expression, context.Kernels))];
    }

    /// <summary>The value, where it is the same for all pairs.</summary>
    public double? Constant => _expression.Constant;

    /// <summary>Random numbers drawn for each pair.</summary>
    public int Draws => _expression.Draws.Count;

    /// <summary>The values for pairs (pre[k], post[k]); they stand until this worker's next call.</summary>
    /// <param name="worker">Who asks.</param>
    /// <param name="pre">Presynaptic units, counted within the slice.</param>
    /// <param name="post">Postsynaptic units.</param>
    /// <param name="unit">Whose random numbers are drawn.</param>
    /// <param name="first">The number of the first pair among them.</param>
    public ReadOnlySpan<double> Evaluate(int worker, ReadOnlySpan<int> pre, ReadOnlySpan<int> post, int unit, long first)
    {
        var workspace = _workspaces[worker];
        foreach (var (symbol, matrix) in workspace.Inputs)
        {
            var values = matrix.Elements<double>()[..pre.Length];
            if (_ends.TryGetValue(symbol, out var end))
            {
                Gather(end, symbol.Name.EndsWith("_pre", StringComparison.Ordinal) ? pre : post, values);
            }
            else
            {
                Convert(symbol.Name == "i" ? pre : post, values);
            }
        }

        for (var draw = 0; draw < workspace.Draws.Length; draw++)
        {
            var numbers = workspace.Draws[draw].Elements<double>()[..pre.Length];
            var step = _purpose.Step(_firstDraw + draw, unit);
            if (_expression.Draws[draw].IsNormal)
            {
                Philox.FillNormal(numbers, _context.Seed, _context.Stream, step, (ulong)first);
            }
            else
            {
                Philox.FillUniform(numbers, _context.Seed, _context.Stream, step, (ulong)first);
            }
        }

        workspace.Kernel.Run(0, (pre.Length + RowLength - 1) / RowLength);
        return workspace.Result.Elements<double>()[..pre.Length];
    }

    public void Dispose()
    {
        foreach (var matrix in _workspaces.SelectMany(w => w.All))
        {
            matrix.Dispose();
        }
    }

    private static bool IsIndex(Symbol symbol) => symbol.Name is "i" or "j";

    private static void Convert(ReadOnlySpan<int> units, Span<double> values)
    {
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = units[k];
        }
    }

    private static void Gather(double[] source, ReadOnlySpan<int> units, Span<double> values)
    {
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = source[units[k]];
        }
    }

    /// <summary>The memory of one worker.</summary>
    private sealed class Workspace
    {
        private readonly Dictionary<Symbol, Matrix> _matrices = [];

        public Workspace(ValueExpression expression, KernelCache kernels)
        {
            foreach (var symbol in expression.Program.Operands.Concat(expression.Draws.Select(d => d.Symbol)).Distinct())
            {
                _matrices[symbol] = expression.Numbers.TryGetValue(symbol, out var number)
                    ? new Matrix(1, 1, ElementType.Float64) { [0, 0] = number }
                    : new Matrix(Rows, RowLength, ElementType.Float64);
            }

            Draws = [.. expression.Draws.Select(d => _matrices[d.Symbol])];
            Result = _matrices[expression.Result];
            Inputs = [.. _matrices.Where(m => m.Value != Result && m.Value.Columns > 1 && !Draws.Contains(m.Value)).Select(m => (m.Key, m.Value))];
            Kernel = kernels.Bind(expression.Program, s => _matrices[s], RowLength);
        }

        public IEnumerable<Matrix> All => _matrices.Values;

        public (Symbol Symbol, Matrix Values)[] Inputs { get; }

        public Matrix[] Draws { get; }

        public Matrix Result { get; }

        public BoundKernel Kernel { get; }
    }
}
