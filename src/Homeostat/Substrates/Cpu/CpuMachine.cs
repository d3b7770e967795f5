namespace Homeostat.Substrates;

/// <summary>The central processor, with vector code, packed products and threads. No other part depends on how it carries out a plan.</summary>
internal class CpuMachine(Memory memory, Connections connections, MachineOptions options) : Machine(memory, connections)
{
    private readonly Executor _executor = new(options.Workers, connections.Slices);

    public KernelCache Kernels => options.Kernels;

    public ulong Seed => options.Seed;

    /// <summary>The time step, in seconds.</summary>
    public double TimeStep => options.TimeStep;

    /// <summary>Packed weights, by the name of the weights and the direction in which they are read.</summary>
    public Dictionary<string, PackedWeights> Packed { get; } = new(StringComparer.Ordinal);

    /// <summary>Packed values of a batch, by name.</summary>
    public Dictionary<string, PackedMatrix> Batches { get; } = new(StringComparer.Ordinal);

    private readonly Dictionary<PlanOperation, IDisposable> _shared = [];

    /// <summary>An object that carries out an operation with memory for each thread; all calls of the operation in all plans share it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="make">Makes the object for a number of threads.</param>
    public IDisposable Shared(PlanOperation operation, Func<int, IDisposable> make) =>
        _shared.TryGetValue(operation, out var known) ? known : _shared[operation] = make(options.Workers.Count);

    /// <summary>The operations that carry out a plan: those of the plan, unless a machine that extends this one rewrites them.</summary>
    protected virtual IReadOnlyList<PlanOperation> Prepared(Plan plan) => plan.Operations;

    protected override LoadedPlan Lower(Plan plan)
    {
        var calls = new CallFactory(this, Memory, Connections);
        var items = CallArranger.Arrange(Prepared(plan), calls, plan.Symbols);
        Kernels.Complete();
        return new CpuPlan(_executor, items, calls) { Plan = plan };
    }

    public override void Dispose()
    {
        foreach (var part in Packed.Values.Concat<IDisposable>(Batches.Values).Concat(_shared.Values))
        {
            part.Dispose();
        }
    }
}

/// <summary>A plan as a list of calls for the processor.</summary>
internal sealed class CpuPlan(Executor executor, PlanItem[] items, CallFactory calls) : LoadedPlan
{
    public override bool DropsSettled => calls.Settled.Count > 0;

    public override IEnumerable<(EventStatements Statements, bool AreSynapses, long Count)> Events =>
        calls.Events.Select(e => (e.Statements, e.AreSynapses, e.Count()));

    public override long TakeSettledSteps()
    {
        var steps = 0L;
        for (var k = 0; k < calls.Settled.Count; k++)
        {
            steps += calls.Settled[k].TakeSteps();
        }

        return steps;
    }

    public override void Dispose() => calls.Dispose();

    protected override void CarryOut(int samples, long step, long run, int steps) => executor.Run(items, samples, step, run, steps);
}
