using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>Shows a recorder the events of a step, each slice its own.</summary>
internal sealed class RecordEventsCall(IEventRecorder recorder, SpikeLog log, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        if (recorder.Sample < block.FirstRow || recorder.Sample >= block.FirstRow + block.Rows)
        {
            return;
        }

        for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
        {
            recorder.Note(slice, block.Step, log.At(block.Step, slice));
        }
    }

    public override string ToString() => text;
}

/// <summary>Shows a recorder single values at the beginning of a step, each slice its own.</summary>
internal sealed class RecordStateCall(IStateRecorder recorder, Matrix values, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => recorder.IsSliced;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        if (block.Step % recorder.Every != 0 || recorder.Sample < block.FirstRow || recorder.Sample >= block.FirstRow + block.Rows)
        {
            return;
        }

        var row = values.Rows == 1 ? 0 : recorder.Sample;
        var (from, to) = recorder.IsSliced ? (block.FirstSlice, block.EndSlice) : (0, recorder.Columns.Count);
        for (var slice = from; slice < to; slice++)
        {
            foreach (var column in recorder.Columns[slice])
            {
                recorder.Note(slice, values[row, column]);
            }
        }
    }

    public override string ToString() => text;
}
