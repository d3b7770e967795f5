namespace Homeostat.Substrates;

/// <summary>The context in which a block of rows is executed: its rows, slices, time and thread.</summary>
internal sealed class BlockContext
{
    /// <summary>The first row (sample) of the block.</summary>
    public int FirstRow { get; set; }

    /// <summary>The number of rows that are still active.</summary>
    public int Rows { get; set; }

    /// <summary>The sample that each row holds, while settled samples are removed from a block and others take their rows; null where row and sample are the same.</summary>
    public int[]? Samples { get; set; }

    /// <summary>The sample in a row. Random numbers and messages follow the sample, wherever it is.</summary>
    public int SampleOf(int row) => Samples is null ? row : Samples[row];

    /// <summary>The number of steps since the simulation began, as counted within the block.</summary>
    public long Step { get; set; }

    /// <summary>The number of plans that were run before.</summary>
    public long Run { get; set; }

    /// <summary>The position within the loops of the plan.</summary>
    public LoopPosition Position { get; set; }

    /// <summary>The number of steps of a loop whose length the run chooses; zero where the plan chooses it.</summary>
    public int Steps { get; set; }

    /// <summary>The number of slices into which the units of every population are cut.</summary>
    public int Slices { get; set; } = 1;

    /// <summary>The first slice to process.</summary>
    public int FirstSlice { get; set; }

    /// <summary>The slice after the last one to process.</summary>
    public int EndSlice { get; set; } = 1;

    /// <summary>The barrier shared with the threads that process the other slices; null where this thread processes all of them.</summary>
    public Barrier? Barrier { get; set; }

    /// <summary>Carries out a call on this thread's slices; a call that needs all units runs on one thread while the others wait.</summary>
    public void Carry(RowCall call)
    {
        if (Barrier is null || call.IsSliced)
        {
            call.Run(this);
            return;
        }

        Barrier.Wait();
        if (FirstSlice == 0)
        {
            call.Run(this);
        }

        Barrier.Wait();
    }

    /// <summary>The index of the thread.</summary>
    public int Worker { get; set; }

    /// <summary>The index of a thread's own memory: the slice's, or the thread's where samples are distributed among threads.</summary>
    public int Lane(int slice) => Slices > 1 ? slice : Worker;

    /// <summary>The units of a population to process, as a half-open range.</summary>
    public (int First, int End) Units(int units) => EndSlice - FirstSlice == Slices
        ? (0, units)
        : (Substrates.Slices.Range(units, FirstSlice, Slices).First, Substrates.Slices.Range(units, EndSlice - 1, Slices).End);
}
