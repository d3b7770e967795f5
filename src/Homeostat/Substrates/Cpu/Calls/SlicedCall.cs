namespace Homeostat.Substrates;

/// <summary>A call that processes every slice of the units separately, once for all samples: one task for each slice.</summary>
internal sealed class SlicedCall(RowCall call, int slices, Action written) : WholeCall
{
    private readonly BlockContext[] _contexts =
        [.. Enumerable.Range(0, slices).Select(slice => new BlockContext { Rows = 1, Slices = slices, FirstSlice = slice, EndSlice = slice + 1, Worker = slice })];

    public override void Begin(PlanMoment moment) => Array.ForEach(_contexts, context => context.Step = moment.Step);

    public override int Tasks(int batch) => slices;

    public override void Run(int task, int batch) => call.Run(_contexts[task]);

    public override void Finish(int batch) => written();

    public override string ToString() => call.ToString()!;
}
