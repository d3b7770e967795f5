
namespace Homeostat.Substrates;

/// <summary>An expression about pairs of units, evaluated in double precision for several pairs at a time; each thread can use it.</summary>
internal sealed class PairExpression : IDisposable
{
    /// <summary>The largest number of pairs evaluated at once: few enough for the first-level cache, enough to amortize the call.</summary>
    public const int Piece = Rows * RowLength;

    // A kernel computes whole rows, so a short piece costs little more than its own length.
    private const int Rows = 16;
    private const int RowLength = 64;

    private readonly SynapseContext _context;
    private readonly ValueExpression _expression;
    private readonly DrawPurpose _purpose;
    private readonly int _firstDraw;
    private readonly Dictionary<Symbol, Input> _inputs = [];
    private readonly Workspace[] _workspaces = [];
    private readonly double[] _constants = [];

    /// <param name="context">The projection.</param>
    /// <param name="text">The expression.</param>
    /// <param name="what">A description of the expression for messages.</param>
    /// <param name="expected">The dimension that it must have.</param>
    /// <param name="purpose">The purpose of its random numbers.</param>
    /// <param name="firstDraw">The number of draws already made for that purpose.</param>
    public PairExpression(
        SynapseContext context, string text, string what, Dimension expected, DrawPurpose purpose, int firstDraw = 0)
    {
        (_context, _purpose, _firstDraw) = (context, purpose, firstDraw);
        _expression = new ValueExpression(text, context.Owner, what, expected, context.Names, context.MeaningOf);
        if (Constant is { } constant)
        {
            _constants = new double[Piece];
            Array.Fill(_constants, constant);
            return;
        }

        foreach (var symbol in _expression.Program.Operands.Except(_expression.Numbers.Keys).Except(_expression.Draws.Select(d => d.Symbol)))
        {
            if (symbol != _expression.Result)
            {
                _inputs[symbol] = InputOf(context, symbol.Name);
            }
        }

        _workspaces = Partners.PerWorker(context, () => new Workspace(_expression, context.Kernels));
    }

    /// <summary>Writes the values of a name for a number of pairs.</summary>
    private delegate void Input(ReadOnlySpan<int> pre, ReadOnlySpan<int> post, Span<double> values);

    /// <summary>The value, if it is the same for all pairs; otherwise null.</summary>
    public double? Constant => _expression.Constant;

    /// <summary>Whether it uses values that differ between pairs, apart from random numbers.</summary>
    public bool VariesOverPairs => _inputs.Count > 0;

    /// <summary>The number of random numbers drawn for each pair.</summary>
    public int Draws => _expression.Draws.Count;

    /// <summary>The values for pairs of one source; they are valid until this worker's next call.</summary>
    /// <param name="worker">The index of the calling worker.</param>
    /// <param name="source">The presynaptic unit, whose random numbers are drawn.</param>
    /// <param name="targets">The postsynaptic units.</param>
    /// <param name="first">The index of the first pair among the pairs of the source.</param>
    public ReadOnlySpan<double> Evaluate(int worker, int source, ReadOnlySpan<int> targets, long first)
    {
        if (Constant is not null)
        {
            return _constants.AsSpan(0, targets.Length);
        }

        var sources = _workspaces[worker].Sources.AsSpan(0, targets.Length);
        sources.Fill(source);
        return Evaluate(worker, sources, targets, source, first);
    }

    /// <summary>The values for the pairs (pre[k], post[k]), where they differ; they are valid until this worker's next call.</summary>
    /// <param name="worker">The index of the calling worker.</param>
    /// <param name="pre">The presynaptic units, counted within the slice.</param>
    /// <param name="post">The postsynaptic units.</param>
    /// <param name="unit">The unit whose random numbers are drawn.</param>
    /// <param name="first">The index of the first pair among the pairs of that unit.</param>
    public ReadOnlySpan<double> Evaluate(int worker, ReadOnlySpan<int> pre, ReadOnlySpan<int> post, int unit, long first)
    {
        var workspace = _workspaces[worker];
        foreach (var (symbol, matrix) in workspace.Inputs)
        {
            _inputs[symbol](pre, post, matrix.Elements<double>()[..pre.Length]);
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

    private static Input InputOf(SynapseContext context, string name)
    {
        if (context.Connectivity.PairNames.Contains(name))
        {
            var value = Partners.PairValue(context, name);
            return (pre, post, values) =>
            {
                for (var k = 0; k < values.Length; k++)
                {
                    values[k] = value(pre[k], post[k]);
                }
            };
        }

        if (name is "i" or "j")
        {
            return name == "i" ? (pre, _, values) => Convert(pre, values) : (_, post, values) => Convert(post, values);
        }

        var end = context.ValuesOf(name);
        return name.EndsWith("_pre", StringComparison.Ordinal)
            ? (pre, _, values) => Gather(end, pre, values)
            : (_, post, values) => Gather(end, post, values);
    }

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

        public int[] Sources { get; } = new int[Piece];

        public (Symbol Symbol, Matrix Values)[] Inputs { get; }

        public Matrix[] Draws { get; }

        public Matrix Result { get; }

        public BoundKernel Kernel { get; }
    }
}
