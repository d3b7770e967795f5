namespace Homeostat.Substrates;

/// <summary>What a stretch of rows is executed with: which rows, what time it is.</summary>
internal sealed class BlockContext
{
    /// <summary>First row (sample) of the block.</summary>
    public int FirstRow { get; set; }

    /// <summary>Number of rows still active.</summary>
    public int Rows { get; set; }

    /// <summary>Steps since the simulation began, as counted within the block.</summary>
    public long Step { get; set; }

    /// <summary>The number of plans run before.</summary>
    public long Run { get; set; }

    /// <summary>Rounds of loops since the run began.</summary>
    public int Round { get; set; }

    /// <summary>The time point of the loop over time points around.</summary>
    public int Time { get; set; }

    /// <summary>The candidate of the loop over candidates around.</summary>
    public int Candidate { get; set; }

    /// <summary>Begins a round of a loop.</summary>
    public void Enter(LoopKind kind, int round)
    {
        Round++;
        switch (kind)
        {
            case LoopKind.Times: Time = round; break;
            case LoopKind.Candidates: Candidate = round; break;
        }
    }

    /// <summary>Steps a loop takes, where the run rather than the plan says how many; else zero.</summary>
    public int Steps { get; set; }

    /// <summary>Into how many slices the units of every population are cut.</summary>
    public int Slices { get; set; } = 1;

    /// <summary>The first of the slices to treat.</summary>
    public int FirstSlice { get; set; }

    /// <summary>The slice to stop before.</summary>
    public int EndSlice { get; set; } = 1;

    /// <summary>Where the threads that treat the other slices are met; null where this one treats all.</summary>
    public Barrier? Barrier { get; set; }

    /// <summary>Carries a call out: on its slice, or, where the call needs all units, on one thread while the others wait.</summary>
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

    /// <summary>Which thread this is.</summary>
    public int Worker { get; set; }

    /// <summary>Which memory of its own a thread uses: the slice's, or the thread's where samples are what is shared out.</summary>
    public int Lane(int slice) => Slices > 1 ? slice : Worker;

    /// <summary>The units of a population to treat, from the first to before the end.</summary>
    public (int First, int End) Units(int units) => EndSlice - FirstSlice == Slices
        ? (0, units)
        : (Substrates.Slices.Range(units, FirstSlice, Slices).First, Substrates.Slices.Range(units, EndSlice - 1, Slices).End);
}
