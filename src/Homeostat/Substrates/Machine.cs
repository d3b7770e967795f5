namespace Homeostat.Substrates;

/// <summary>A plan that a substrate has made ready to run.</summary>
internal abstract class LoadedPlan : IDisposable
{
    private long _runs;
    private long _samples;

    /// <summary>The plan.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Carries out the plan; allocates nothing.</summary>
    /// <param name="samples">The number of samples of the batch to process.</param>
    /// <param name="step">The number of time steps taken before.</param>
    /// <param name="run">The number of plans run before.</param>
    /// <param name="steps">The number of time steps of the plan's loop; 0 for the number in the plan.</param>
    public void Run(int samples, long step, long run, int steps)
    {
        CarryOut(samples, step, run, steps);
        var times = steps == 0 ? 1 : steps;
        _runs += times;
        _samples += (long)times * samples;
    }

    /// <summary>The number of time steps that all samples together took in loops that remove settled samples, since the last call.</summary>
    public virtual long TakeSettledSteps() => 0;

    /// <summary>Whether the plan removes samples that have settled.</summary>
    public virtual bool DropsSettled => false;

    /// <summary>The cost of all runs so far, including events.</summary>
    /// <param name="type">The number type of all memory.</param>
    /// <param name="batch">The number of samples that memory holds.</param>
    /// <param name="synapses">The number of synapses of a projection that is stored as rows.</param>
    public Cost SpentOf(ElementType type, int batch, Func<string, long> synapses)
    {
        // The cost is linear in the number of samples; events are counted as they happen.
        var cost = new PlanCost(Plan.Operations, Plan.Symbols, batch, type, synapses);
        var none = cost.Of(0);
        var perSample = cost.Of(1) + (-1 * none);
        return (_runs * none) + (_samples * perSample)
            + Events.Aggregate(default(Cost), (sum, e) => sum + (e.Count * cost.OfEvent(e.Statements, e.AreSynapses)));
    }

    /// <summary>The number of synapses or units that each block of event statements has reached so far.</summary>
    public abstract IEnumerable<(EventStatements Statements, bool AreSynapses, long Count)> Events { get; }

    public abstract void Dispose();

    protected abstract void CarryOut(int samples, long step, long run, int steps);
}

/// <summary>A circuit on a substrate: its memory and synapses, and the means to run plans on them.</summary>
/// <param name="memory">The memory of the circuit's symbols.</param>
/// <param name="connections">The synapses and events of the circuit.</param>
internal abstract class Machine(Memory memory, Connections connections) : IDisposable
{
    protected Memory Memory { get; } = memory;

    protected Connections Connections { get; } = connections;

    /// <summary>Makes a plan ready to run, with memory for the symbols that no plan before it had.</summary>
    public LoadedPlan Load(Plan plan)
    {
        Memory.Allocate(plan.Symbols);
        return Lower(plan);
    }

    public abstract void Dispose();

    /// <summary>The device whose properties are its own, such as <c>pcm 1</c>; null for a machine that all circuits can share.</summary>
    public virtual string? Device => null;

    /// <summary>The state of the machine that is not in the circuit's memory, by name: a snapshot holds it.</summary>
    public virtual IEnumerable<KeyValuePair<string, Matrix>> State => [];

    /// <summary>Lets time pass in which nothing runs, in seconds.</summary>
    public virtual void Wait(double seconds)
    {
    }

    /// <summary>Turns the operations of a plan into what this machine runs.</summary>
    protected abstract LoadedPlan Lower(Plan plan);
}
