using System.Collections.Concurrent;
using System.Diagnostics;

namespace Homeostat.Substrates;

/// <summary>
/// The element kernels of a simulation. Each shape of program is compiled once in a process: layers, plans and simulations
/// with the same equations share its machine code. Kernels are compiled beside each other and beside what the caller goes on to do.
/// </summary>
internal sealed class KernelCache
{
    // More shapes than any one circuit has; a process that simulates ever new circuits does not keep the code of all of them.
    private const int MostKept = 4096;

    // Of the whole process. A kernel has no state, so any number of simulations may run it at a time.
    private static readonly ConcurrentDictionary<KernelShape, Lazy<Task<ElementKernel>>> Shared = new();

    // The first kernel of a process takes ten times as long as the next, as the emitting code is itself compiled: that can
    // happen while equations are read.
    private static readonly Lazy<Task> Rehearsal = new(() => Task.Run(Rehearse));

    private readonly Dictionary<KernelShape, Task<ElementKernel>> _kernels = [];
    private readonly ElementType _type;
    private readonly bool _interpret;
    private long _ticks;
    private int _compiled;

    public KernelCache(ElementType type, bool interpret)
    {
        (_type, _interpret) = (type, interpret);
        _ = Rehearsal.Value;
    }

    /// <summary>The number of different kernels that the simulation uses.</summary>
    public int Count => _kernels.Count;

    /// <summary>The number of kernels that were compiled for this simulation first; the others were there already.</summary>
    public int Compiled => Volatile.Read(ref _compiled);

    /// <summary>The time that compiling took, on all threads together.</summary>
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
        var shape = KernelShape.Of(program, _type, _interpret, withBits);
        if (!_kernels.TryGetValue(shape, out var kernel))
        {
            if (Shared.Count >= MostKept)
            {
                Shared.Clear();
            }

            kernel = Shared.GetOrAdd(shape, _ => new Lazy<Task<ElementKernel>>(() => Task.Run(() => CompileNow(shape, program)))).Value;
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

    private ElementKernel CompileNow(KernelShape shape, ElementProgram program)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var kernel = ElementKernel.Compile(program, _type, interpret: _interpret, withBits: shape.WithBits);
            Interlocked.Increment(ref _compiled);
            return kernel;
        }
        catch
        {
            // The message names symbols of this program; another of the same shape has names of its own.
            Shared.TryRemove(shape, out _);
            throw;
        }
        finally
        {
            Interlocked.Add(ref _ticks, Stopwatch.GetElapsedTime(start).Ticks);
        }
    }

    private static void Rehearse()
    {
        var (factory, x) = (new NodeFactory(), new Symbol("x", Axes.Both));
        var value = factory.Apply(Operation.Sigmoid, factory.Load(x));
        ElementKernel.Compile(new ElementProgram([new Store(x, value)]), ElementType.Float32);
    }
}
