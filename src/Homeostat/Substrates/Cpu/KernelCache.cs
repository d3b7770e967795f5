using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Homeostat.Substrates;

/// <summary>
/// Compiles element programs, each shape once: two layers with the same equations share their machine code. Kernels are
/// compiled beside each other and beside what the caller goes on to do.
/// </summary>
internal sealed class KernelCache
{
    // The first kernel of a process takes ten times as long as the next, as the emitting code is itself compiled: that can
    // happen while equations are read.
    private static readonly Lazy<Task> Rehearsal = new(() => Task.Run(Rehearse));

    private readonly Dictionary<string, Task<ElementKernel>> _kernels = new(StringComparer.Ordinal);
    private readonly ElementType _type;
    private readonly bool _interpret;
    private long _ticks;

    public KernelCache(ElementType type, bool interpret)
    {
        (_type, _interpret) = (type, interpret);
        _ = Rehearsal.Value;
    }

    public int Count => _kernels.Count;

    /// <summary>What compiling took, on all threads together.</summary>
    public TimeSpan Time => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public BoundKernel Bind(ElementProgram program, Func<Symbol, Matrix> memory, int columns)
    {
        var withBits = ElementKernel.CanWriteBits(_type, _interpret) && program.Stores.Any(ConditionBits.AreOf);
        return new(Compile(program, withBits), program, memory, columns, withBits);
    }

    /// <summary>The code of a program, under way or from before.</summary>
    /// <param name="program">What to compute.</param>
    /// <param name="withBits">Whether it also writes the <see cref="ConditionBits"/> of what it stores.</param>
    public Task<ElementKernel> Compile(ElementProgram program, bool withBits = false)
    {
        var shape = withBits ? $"bits {Shape(program)}" : Shape(program);
        if (!_kernels.TryGetValue(shape, out var kernel))
        {
            kernel = Task.Run(() => CompileNow(program, withBits));
            _kernels.Add(shape, kernel);
        }

        return kernel;
    }

    /// <summary>Returns when all kernels are compiled.</summary>
    public void Complete()
    {
        foreach (var kernel in _kernels.Values)
        {
            kernel.GetAwaiter().GetResult();
        }
    }

    private ElementKernel CompileNow(ElementProgram program, bool withBits)
    {
        var start = Stopwatch.GetTimestamp();
        var kernel = ElementKernel.Compile(program, _type, interpret: _interpret, withBits: withBits);
        Interlocked.Add(ref _ticks, Stopwatch.GetElapsedTime(start).Ticks);
        return kernel;
    }

    private static void Rehearse()
    {
        var (factory, x) = (new NodeFactory(), new Symbol("x", Axes.Both));
        var value = factory.Apply(Operation.Sigmoid, factory.Load(x));
        ElementKernel.Compile(new ElementProgram([new Store(x, value)]), ElementType.Float32);
    }

    // The program with its operands numbered: equal texts mean equal code.
    private static string Shape(ElementProgram program)
    {
        var text = new StringBuilder();
        var operands = program.Operands.Select((symbol, i) => (symbol, i)).ToDictionary(o => o.symbol, o => o.i);
        var numbers = new Dictionary<Node, int>();
        foreach (var store in program.Stores)
        {
            var value = Write(store.Value);
            text.Append(CultureInfo.InvariantCulture, $"{operands[store.Target]}{store.Target.Axes}={value};");
        }

        return text.ToString();

        int Write(Node node)
        {
            if (numbers.TryGetValue(node, out var known))
            {
                return known;
            }

            var arguments = node.Arguments.Select(Write).ToArray();
            var number = numbers.Count;
            numbers.Add(node, number);
            text.Append(CultureInfo.InvariantCulture, $"{number}:{node.Operation}({string.Join(',', arguments)})");
            if (node.Operation == Operation.Constant)
            {
                text.Append(BitConverter.DoubleToInt64Bits(node.Value).ToString("x", CultureInfo.InvariantCulture));
            }
            else if (node.Symbol is { } symbol)
            {
                text.Append(CultureInfo.InvariantCulture, $"{operands[symbol]}{symbol.Axes}");
            }

            return number;
        }
    }
}
