namespace Homeostat.Substrates;

/// <summary>A call that needs all rows, cut into tasks that write separate memory.</summary>
internal abstract class WholeCall
{
    /// <summary>Whether the call only rearranges weights, so that it may run before the current program of rows.</summary>
    public bool IsIndependent { get; init; }

    /// <summary>Prepares the call; it is called once before all tasks.</summary>
    /// <param name="moment">The moment at which it is carried out.</param>
    public virtual void Begin(PlanMoment moment)
    {
    }

    /// <summary>The number of tasks; it may depend on what has changed, and zero means that there is nothing to do.</summary>
    public abstract int Tasks(int batch);

    public abstract void Run(int task, int batch);

    /// <summary>Carries out a task on a thread, whose index selects the memory for its own use.</summary>
    public virtual void Run(int task, int batch, int worker) => Run(task, batch);

    /// <summary>Completes the call; it is called once after all tasks.</summary>
    public virtual void Finish(int batch)
    {
    }
}
