namespace Homeostat.Substrates;

/// <summary>Calls that treat every slice of the units on its own, once whatever the batch: a task a slice.</summary>
internal sealed class SlicedCall(RowCall[] calls, int slices) : WholeCall
{
    public override int Tasks(int batch) => slices;

    public override void Run(int task, int batch)
    {
        var block = new BlockContext { Rows = 1, Slices = slices, FirstSlice = task, EndSlice = task + 1, Worker = task };
        foreach (var call in calls)
        {
            call.Run(block);
        }
    }

    public override string ToString() => string.Join("; ", calls.Select(call => call.ToString()));
}
