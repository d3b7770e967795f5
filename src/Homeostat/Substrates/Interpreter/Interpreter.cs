namespace Homeostat.Substrates;

/// <summary>
/// Carries out plans one operation, one sample and one element at a time, on one thread. Every operation is written in the simplest
/// way that has a defined order of sums; the results of another substrate must agree with it.
/// </summary>
internal sealed class Interpreter(Memory memory, Connections connections, MachineOptions options) : Machine(memory, connections)
{
    protected override LoadedPlan Lower(Plan plan)
    {
        return Memory.Type == ElementType.Float32
            ? new InterpretedPlan<float>(Memory, Connections, options) { Plan = plan }
            : new InterpretedPlan<double>(Memory, Connections, options) { Plan = plan };
    }

    public override void Dispose()
    {
    }
}
