namespace Homeostat.Substrates;

/// <summary>One line of a plan that needs all rows, cut into tasks that write disjoint memory.</summary>
internal abstract class WholeCall
{
    /// <summary>Whether it only rearranges weights, and so may come before the rows that are under way.</summary>
    public bool IsIndependent { get; init; }

    /// <summary>Number of tasks; may depend on what has changed, and zero means there is nothing to do.</summary>
    public abstract int Tasks(int batch);

    public abstract void Run(int task, int batch);

    /// <summary>Carries a task out on a thread, whose number tells which memory is its own.</summary>
    public virtual void Run(int task, int batch, int worker) => Run(task, batch);

    /// <summary>Called once after all tasks.</summary>
    public virtual void Finish(int batch)
    {
    }
}
