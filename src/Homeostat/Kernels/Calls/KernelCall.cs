namespace Homeostat.Kernels;

/// <summary>What a stretch of rows is executed with: which rows, what time it is.</summary>
internal sealed class BlockContext
{
    /// <summary>First row (sample) of the block.</summary>
    public int FirstRow { get; set; }

    /// <summary>Number of rows still active.</summary>
    public int Rows { get; set; }

    /// <summary>Steps since the simulation began, as counted within the block.</summary>
    public long Step { get; set; }

    /// <summary>Steps a loop takes, where the run rather than the plan says how many; else zero.</summary>
    public int Steps { get; set; }

    /// <summary>Into how many slices the units of every population are cut.</summary>
    public int Slices { get; set; } = 1;

    /// <summary>The first of the slices to treat.</summary>
    public int FirstSlice { get; set; }

    /// <summary>The slice to stop before.</summary>
    public int EndSlice { get; set; } = 1;

    /// <summary>Where the threads that treat the other slices are met; null where this one treats all.</summary>
    public Meeting? Meeting { get; set; }

    /// <summary>Carries a call out: on its slice, or, where the call needs all units, on one thread while the others wait.</summary>
    public void Run(RowCall call)
    {
        if (Meeting is null || call.IsSliced)
        {
            call.Run(this);
            return;
        }

        Meeting.Wait();
        if (FirstSlice == 0)
        {
            call.Run(this);
        }

        Meeting.Wait();
    }

    /// <summary>Which thread this is.</summary>
    public int Worker { get; set; }

    /// <summary>Which memory of its own a thread uses: the slice's, or the thread's where samples are what is shared out.</summary>
    public int Lane(int slice) => Slices > 1 ? slice : Worker;

    /// <summary>The units of a population to treat, from the first to before the end.</summary>
    public (int First, int End) Units(int units) => EndSlice - FirstSlice == Slices
        ? (0, units)
        : (Kernels.Slices.Range(units, FirstSlice, Slices).First, Kernels.Slices.Range(units, EndSlice - 1, Slices).End);
}

/// <summary>What carrying out a call costs, for the energy ledger: counted, never timed.</summary>
/// <param name="MultiplyAccumulates">Multiply-accumulates of dense products.</param>
/// <param name="Operations">Other arithmetic operations.</param>
/// <param name="Bytes">Bytes read and written, were nothing kept in cache.</param>
public readonly record struct Cost(double MultiplyAccumulates, double Operations, double Bytes)
{
    /// <summary>Both costs together.</summary>
    public static Cost operator +(Cost a, Cost b) => new(
        a.MultiplyAccumulates + b.MultiplyAccumulates, a.Operations + b.Operations, a.Bytes + b.Bytes);

    /// <summary>The cost of repeating.</summary>
    public static Cost operator *(double n, Cost a) => new(n * a.MultiplyAccumulates, n * a.Operations, n * a.Bytes);
}

/// <summary>
/// One line of a plan that treats each row (sample) on its own: it may be carried out for any block of rows on any thread.
/// </summary>
internal abstract class RowCall
{
    /// <summary>Matrices with a row a sample that the call reads or writes.</summary>
    public abstract IEnumerable<Matrix> RowMatrices { get; }

    /// <summary>The cost of one row.</summary>
    public virtual Cost CostPerRow => default;

    /// <summary>
    /// Whether threads may each treat their slice of the units without waiting for another: it reads and writes there only.
    /// </summary>
    public virtual bool IsSliced => false;

    public abstract void Run(BlockContext block);
}

/// <summary>One line of a plan that needs all rows, cut into tasks that write disjoint memory.</summary>
internal abstract class WholeCall
{
    /// <summary>Whether it only rearranges weights, and so may come before the rows that are under way.</summary>
    public bool IsIndependent { get; init; }

    /// <summary>Number of tasks; may depend on what has changed, and zero means there is nothing to do.</summary>
    public abstract int Tasks(int batch);

    /// <summary>The cost of the whole call.</summary>
    public virtual Cost CostOf(int batch) => default;

    public abstract void Run(int task, int batch);

    /// <summary>Called once after all tasks.</summary>
    public virtual void Finish(int batch)
    {
    }
}
