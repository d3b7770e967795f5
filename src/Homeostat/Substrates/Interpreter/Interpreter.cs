namespace Homeostat.Substrates;

internal sealed class Interpreter(Memory memory, Connections connections, MachineOptions options) : Machine(memory, connections)
{
    public override LoadedPlan Load(Plan plan) => throw new NotSupportedException(options.ToString());

    public override void Dispose()
    {
    }
}
