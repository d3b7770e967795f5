namespace Homeostat.Substrates;

/// <summary>What a substrate makes of a plan: something that runs.</summary>
internal abstract class LoadedPlan : IDisposable
{
    private long _runs;
    private long _samples;

    /// <summary>The plan.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Carries the plan out. Allocates nothing.</summary>
    /// <param name="samples">The number of samples of the batch to process.</param>
    /// <param name="step">The time steps taken before.</param>
    /// <param name="run">The plans run before.</param>
    /// <param name="steps">The time steps that its loop takes; 0 for as many as the plan says.</param>
    public void Run(int samples, long step, long run, int steps)
    {
        CarryOut(samples, step, run, steps);
        var times = steps == 0 ? 1 : steps;
        _runs += times;
        _samples += (long)times * samples;
    }

    /// <summary>The time steps that all samples together took in loops that drop settled samples, since the last call.</summary>
    public virtual long TakeSettledSteps() => 0;

    /// <summary>Whether the plan drops samples that have settled.</summary>
    public virtual bool DropsSettled => false;

    /// <summary>What all runs so far have cost, events included.</summary>
    public Cost SpentOf(ElementType type)
    {
        // Cost is linear in the number of samples; the number of events is counted as they happen.
        var (none, one) = (Plan.CostOf(0, type), Plan.CostOf(1, type));
        var perSample = one + (-1 * none);
        var cost = new PlanCost(Plan.Symbols, 1, type);
        return (_runs * none) + (_samples * perSample)
            + Events.Aggregate(default(Cost), (sum, e) => sum + (e.Count * cost.OfEvent(e.Statements, e.AreSynapses)));
    }

    /// <summary>How many synapses or units each set of statements has reached so far.</summary>
    public abstract IEnumerable<(EventStatements Statements, bool AreSynapses, long Count)> Events { get; }

    public abstract void Dispose();

    protected abstract void CarryOut(int samples, long step, long run, int steps);
}

/// <summary>A circuit on a substrate: its memory and synapses, and what carries plans out on them.</summary>
/// <param name="memory">The memory of its symbols.</param>
/// <param name="connections">Its synapses and events.</param>
internal abstract class Machine(Memory memory, Connections connections) : IDisposable
{
    protected Memory Memory { get; } = memory;

    protected Connections Connections { get; } = connections;

    /// <summary>Makes a plan ready to run.</summary>
    public abstract LoadedPlan Load(Plan plan);

    public abstract void Dispose();
}
