using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>
/// An <see cref="ElementProgram"/> ready to run: machine code for the widest vectors of this machine where code can be
/// emitted, else interpreted, with the same bits.
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

    /// <summary>The program as given.</summary>
    public ElementProgram Program { get; }

    /// <summary>The symbols whose memory <see cref="Run"/> takes, in that order.</summary>
    public IReadOnlyList<Symbol> Operands => Program.Operands;

    /// <summary>The type of every operand's elements and of every intermediate result.</summary>
    public ElementType Type => _lanes.ElementType;

    /// <summary>The vectors used.</summary>
    public VectorWidth Width => _lanes.Width;

    /// <summary>Whether it is machine code rather than interpreted.</summary>
    public bool IsCompiled { get; }

    /// <summary>Operations of arithmetic for each row and column; a fused multiply-add, signs included, is one.</summary>
    public int Operations { get; }

    /// <summary>Lowers and compiles a program.</summary>
    /// <param name="program">What to compute; see <see cref="ElementProgram"/>.</param>
    /// <param name="type">Type of all operands.</param>
    /// <param name="width">The vectors to use; the widest this machine has if not given.</param>
    /// <param name="interpret">Whether to interpret rather than emit machine code, as is done too where the runtime cannot
    /// emit.</param>
    /// <param name="withBits">Whether it also writes bits: after the operands, <see cref="Run"/> then takes the first byte (and the
    /// bytes from row to row) of the <see cref="ConditionBits"/> of every store that has some.</param>
    /// <exception cref="ArgumentException">A target is stored twice, or does not vary as its value does.</exception>
    /// <exception cref="NotSupportedException">The program contains a reduction.</exception>
    public static ElementKernel Compile(
        ElementProgram program, ElementType type, VectorWidth? width = null, bool interpret = false, bool withBits = false) =>
        Compile(program, new Lanes(type, width ?? Lanes.Widest), interpret, withBits);

    /// <summary>Whether kernels of the widest vectors can write <see cref="ConditionBits"/>: a vector is whole bytes of them.</summary>
    public static bool CanWriteBits(ElementType type, bool interpret) =>
        RuntimeFeature.IsDynamicCodeSupported && !interpret && new Lanes(type, Lanes.Widest).Count >= 8;

    /// <summary>Carries the program out.</summary>
    /// <param name="operands">First element of each operand, in the order of <see cref="Operands"/>.</param>
    /// <param name="rowStrides">Bytes from row to row of each operand; any for one that does not vary along rows.</param>
    /// <param name="rows">Rows to compute; with none nothing happens.</param>
    /// <param name="columns">Columns to compute; with none nothing happens. Whole vectors are fastest; the first run that
    /// ends in part of one compiles code for it.</param>
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

    /// <summary>Makes the kernel; the lanes may be told to do without what only some machines have.</summary>
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

    /// <summary>A program as written, in double precision by the runtime's functions: what to measure errors against.</summary>
    internal static ElementCode Reference(ElementProgram program, ElementType type)
    {
        Check(program);
        return type == ElementType.Float32
            ? new ElementInterpreter<float, double>(program, program.Operands).Run
            : new ElementInterpreter<double, double>(program, program.Operands).Run;
    }

    /// <summary>
    /// The columns at the end that fill no vector, one at a time, before the others: the stores made once a row or once,
    /// which the others make, must not be seen here.
    /// </summary>
    private void RunTail(byte** operands, nint* rowStrides, nint rows, nint start, nint columns)
    {
        // Compiled when first wanted: memory padded to whole vectors never wants it.
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
