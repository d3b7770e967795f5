namespace Homeostat;

/// <summary>A kind of machine that carries out plans.</summary>
public abstract class Substrate
{
    private protected Substrate()
    {
    }

    /// <summary>The processor of this computer: vector code emitted at run time, on the given number of threads.</summary>
    public static Substrate Cpu { get; } = new CpuSubstrate();

    /// <summary>
    /// An interpreter that carries out a plan one operation, one sample and one unit at a time, in the number type of the simulation. It is
    /// slow and simple; the results of another substrate must agree with it.
    /// </summary>
    public static Substrate Interpreter { get; } = new InterpreterSubstrate();

    /// <summary>
    /// A crossbar of memory cells beside a processor: weights of dense projections are pairs of conductances, which are read with drift and noise and changed by
    /// pulses. All else is carried out as on <see cref="Cpu"/>.
    /// </summary>
    /// <param name="options">The settings of the device; the default ones if null.</param>
    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public static Substrate Crossbar(CrossbarOptions? options = null) => new CrossbarSubstrate(options ?? new CrossbarOptions());

    /// <summary>The name of the substrate.</summary>
    public abstract string Name { get; }

    /// <summary>A machine of this kind for a circuit with its memory and synapses.</summary>
    internal abstract Machine For(Memory memory, Connections connections, MachineOptions options);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed class CpuSubstrate : Substrate
    {
        public override string Name => "cpu";

        internal override Machine For(Memory memory, Connections connections, MachineOptions options) => new CpuMachine(memory, connections, options);
    }

    private sealed class InterpreterSubstrate : Substrate
    {
        public override string Name => "interpreter";

        internal override Machine For(Memory memory, Connections connections, MachineOptions options) => new Interpreter(memory, connections, options);
    }

    private sealed class CrossbarSubstrate : Substrate
    {
        private readonly CrossbarOptions _options;

        public CrossbarSubstrate(CrossbarOptions options)
        {
            options.Require();
            _options = options;
        }

        public override string Name => "crossbar";

        internal override Machine For(Memory memory, Connections connections, MachineOptions options) => new CrossbarMachine(memory, connections, options, _options);
    }
}

/// <summary>The information that a machine needs besides plans.</summary>
/// <param name="Model">The circuit.</param>
/// <param name="Workers">The threads.</param>
/// <param name="Kernels">The compiler of element programs.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="TimeStep">The time step, in seconds.</param>
internal sealed record MachineOptions(CircuitModel Model, Workers Workers, KernelCache Kernels, ulong Seed, double TimeStep);
