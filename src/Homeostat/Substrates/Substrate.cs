namespace Homeostat;

/// <summary>A kind of machine that carries out plans.</summary>
public abstract class Substrate
{
    private protected Substrate()
    {
    }

    /// <summary>This computer's processor: vector code emitted at run time, on as many threads as are given.</summary>
    public static Substrate Cpu { get; } = new CpuSubstrate();

    /// <summary>
    /// An interpreter that carries out a plan one operation, one sample and one unit at a time, in the number type of the simulation. It is
    /// slow and simple: what another substrate must agree with.
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

/// <summary>What a machine needs to know besides plans.</summary>
/// <param name="Workers">The threads.</param>
/// <param name="Kernels">Compiles arithmetic.</param>
/// <param name="Seed">The seed of all that is drawn.</param>
/// <param name="TimeStep">Seconds of a time step.</param>
internal sealed record MachineOptions(Workers Workers, KernelCache Kernels, ulong Seed, double TimeStep);
