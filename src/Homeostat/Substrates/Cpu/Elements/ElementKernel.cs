using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>
/// An <see cref="ElementProgram"/> that is ready to run: machine code for the widest vectors of this machine, or, where the runtime cannot
/// emit code, an interpreter that gives the same bits.
/// </summary>
/// <remarks>
/// All of an element's loads happen before its stores, so a symbol may be read and stored in one program. Two operands
/// must not overlap in memory. Stores to symbols that do not vary along rows, columns or both are made once a column,
/// once a row or once; a run over a part of the rows or columns makes them for that part. A kernel has no state: several
/// threads may run it on separate rows, provided every target varies along rows.
/// </remarks>
internal sealed unsafe class ElementKernel
{
    private readonly ElementProgram _lowered;
    private readonly Lanes _lanes;
    private readonly ElementCode _code;
    private ElementCode? _tail;

    private ElementKernel(
        ElementProgram program, ElementProgram lowered, Lanes lanes, ElementCode code, bool isCompiled)
    {
        (Program, _lowered, _lanes, _code, IsCompiled) = (program, lowered, lanes, code, isCompiled);
        var (both, columns, _, _) = ElementBlock.Split(lowered);
        Operations = both.Operations + columns.Operations;
    }

    /// <summary>The program before lowering.</summary>
    public ElementProgram Program { get; }

    /// <summary>The symbols whose memory <see cref="Run"/> takes, in that order.</summary>
    public IReadOnlyList<Symbol> Operands => Program.Operands;

    /// <summary>The type of every operand's elements and of every intermediate result.</summary>
    public ElementType Type => _lanes.ElementType;

    /// <summary>The width of the vectors used.</summary>
    public VectorWidth Width => _lanes.Width;

    /// <summary>Whether it is machine code rather than interpreted.</summary>
    public bool IsCompiled { get; }

    /// <summary>The number of arithmetic operations for each row and column; a fused multiply-add with its signs is one.</summary>
    public int Operations { get; }

    /// <summary>Lowers and compiles a program.</summary>
    /// <param name="program">The program; see <see cref="ElementProgram"/>.</param>
    /// <param name="type">The type of all operands.</param>
    /// <param name="width">The vectors to use; the widest this machine has if not given.</param>
    /// <param name="interpret">Whether to interpret rather than emit machine code, as is done too where the runtime cannot
    /// emit.</param>
    /// <param name="withBits">Whether it also writes bits: after the operands, <see cref="Run"/> then takes, for every store that has
    /// <see cref="ConditionBits"/>, their first byte and the distance between their rows in bytes.</param>
    /// <exception cref="ArgumentException">A target is stored twice, or does not vary as its value does.</exception>
    /// <exception cref="NotSupportedException">The program contains a reduction.</exception>
    public static ElementKernel Compile(
        ElementProgram program, ElementType type, VectorWidth? width = null, bool interpret = false, bool withBits = false) =>
        Compile(program, new Lanes(type, width ?? Lanes.Widest), interpret, withBits);

    /// <summary>Whether kernels of the widest vectors can write <see cref="ConditionBits"/>, whose bits for a vector must fill whole bytes.</summary>
    public static bool CanWriteBits(ElementType type, bool interpret) =>
        RuntimeFeature.IsDynamicCodeSupported && !interpret && new Lanes(type, Lanes.Widest).Count >= 8;

    /// <summary>Runs the program.</summary>
    /// <param name="operands">The first element of each operand, in the order of <see cref="Operands"/>.</param>
    /// <param name="rowStrides">The distance between rows of each operand, in bytes; unused for one that does not vary along rows.</param>
    /// <param name="rows">The number of rows to compute; zero is allowed.</param>
    /// <param name="columns">The number of columns to compute; zero is allowed. Whole vectors are the fastest; the first run that ends in a
    /// part of a vector compiles code for it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(byte** operands, nint* rowStrides, nint rows, nint columns)
    {
        if (rows <= 0 || columns <= 0)
        {
            return;
        }

        var rest = IsCompiled ? columns % _lanes.Count : 0;
        if (rest > 0)
        {
            RunTail(operands, rowStrides, rows, columns - rest, rest);
        }

        _code(operands, rowStrides, rows, columns - rest);
    }

    /// <summary>Compiles a kernel; tests pass lanes that avoid instructions which only some machines have.</summary>
    internal static ElementKernel Compile(ElementProgram program, Lanes lanes, bool interpret, bool withBits = false)
    {
        Check(program);
        var isSingle = lanes.ElementType == ElementType.Float32;
        var constants = isSingle ? LoweringConstants.Single : LoweringConstants.Double;
        var lowered = Lowering.Apply(program, constants);
        if (RuntimeFeature.IsDynamicCodeSupported && !interpret)
        {
            Symbol[] bits = withBits ? [.. program.Stores.Where(ConditionBits.AreOf).Select(store => store.Target)] : [];
            var code = ElementEmitter.Emit(lowered, program.Operands, lanes, columnsOnly: false, bits);
            return new ElementKernel(program, lowered, lanes, code, isCompiled: true);
        }

        ElementCode run = isSingle
            ? new ElementInterpreter<float, float>(lowered, program.Operands).Run
            : new ElementInterpreter<double, double>(lowered, program.Operands).Run;
        return new ElementKernel(program, lowered, lanes, run, isCompiled: false);
    }

    /// <summary>A program as written, computed in double precision by the runtime's functions; errors are measured against it.</summary>
    internal static ElementCode Reference(ElementProgram program, ElementType type)
    {
        Check(program);
        return type == ElementType.Float32
            ? new ElementInterpreter<float, double>(program, program.Operands).Run
            : new ElementInterpreter<double, double>(program, program.Operands).Run;
    }

    /// <summary>
    /// Computes the last columns, which fill no vector, one at a time and before the others: they must not see the stores made once for a row
    /// or once in all, which the other columns make.
    /// </summary>
    private void RunTail(byte** operands, nint* rowStrides, nint rows, nint start, nint columns)
    {
        // This code is compiled at its first use; memory padded to whole vectors never uses it.
        _tail ??= ElementEmitter.Emit(
            _lowered,
            Operands,
            new Lanes(Type, VectorWidth.Scalar) { IsPortable = _lanes.IsPortable },
            columnsOnly: true);
        var shifted = stackalloc byte*[Operands.Count];
        for (var i = 0; i < Operands.Count; i++)
        {
            shifted[i] = operands[i] + ((Operands[i].Axes & Axes.Columns) != 0 ? start * _lanes.ElementSize : 0);
        }

        _tail(shifted, rowStrides, rows, columns);
    }

    private static void Check(ElementProgram program)
    {
        var targets = new HashSet<Symbol>();
        foreach (var (target, value) in program.Stores)
        {
            if (!targets.Add(target))
            {
                throw new ArgumentException(
                    $"'{target}' is stored twice in one element program; its value would depend on the order. "
                    + "Store it once, or in two programs.",
                    nameof(program));
            }

            if ((value.Axes & ~target.Axes) != 0)
            {
                throw new ArgumentException(
                    $"'{target}' varies along {Describe(target.Axes)}, but the value stored to it, {value}, varies along "
                    + $"{Describe(value.Axes)}. Reduce the value over the other axis first, or store it elsewhere.",
                    nameof(program));
            }
        }
    }

    private static string Describe(Axes axes) => axes switch
    {
        Axes.None => "no axis",
        Axes.Both => "rows and columns",
        _ => axes.ToString().ToLowerInvariant(),
    };
}
