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
}

/// <summary>The information that a machine needs besides plans.</summary>
/// <param name="Workers">The threads.</param>
/// <param name="Kernels">The compiler of element programs.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="TimeStep">The time step, in seconds.</param>
internal sealed record MachineOptions(Workers Workers, KernelCache Kernels, ulong Seed, double TimeStep);
