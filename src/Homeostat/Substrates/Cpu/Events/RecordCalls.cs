using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>What one slice has recorded since it was last collected.</summary>
internal sealed class RecordedSpikes
{
    public List<long> Steps { get; } = [];

    public List<int> Units { get; } = [];
}

/// <summary>Notes the events of a step, each slice its own.</summary>
internal sealed class RecordSpikesCall(RecordedSpikes[] parts, SpikeLog log, int sample, bool[]? wanted, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        if (sample < block.FirstRow || sample >= block.FirstRow + block.Rows)
        {
            return;
        }

        for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
        {
            var fired = log.At(block.Step, slice);
            if (fired.IsEmpty)
            {
                continue;
            }

            var (steps, units) = (parts[slice].Steps, parts[slice].Units);
            foreach (var unit in fired)
            {
                if (wanted is null || wanted[unit])
                {
                    steps.Add(block.Step);
                    units.Add(unit);
                }
            }
        }
    }

    public override string ToString() => text;
}

/// <summary>Counts the events of each bin of time, each slice its own.</summary>
internal sealed class CountSpikesCall(List<long>[] counts, SpikeLog log, int sample, long first, int steps, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        if (sample < block.FirstRow || sample >= block.FirstRow + block.Rows)
        {
            return;
        }

        var bin = (int)((block.Step - first) / steps);
        for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
        {
            while (counts[slice].Count <= bin)
            {
                counts[slice].Add(0);
            }

            counts[slice][bin] += log.At(block.Step, slice).Length;
        }
    }

    public override string ToString() => text;
}

/// <summary>Values of single units at the beginning of a step, each slice its own.</summary>
/// <param name="values">Where they are.</param>
/// <param name="columns">The columns recorded, ascending, by slice.</param>
/// <param name="recorded">The samples of each slice, one after the other.</param>
/// <param name="sample">The row recorded.</param>
/// <param name="every">Steps from one sample to the next.</param>
/// <param name="isSliced">Whether the columns are units, so that each slice looks at its own.</param>
/// <param name="text">The line of the plan.</param>
internal sealed class RecordStateCall(
    Matrix values, int[][] columns, List<double>[] recorded, int sample, int every, bool isSliced, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => isSliced;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        if (block.Step % every != 0 || sample < block.FirstRow || sample >= block.FirstRow + block.Rows)
        {
            return;
        }

        var row = values.Rows == 1 ? 0 : sample;
        var (from, to) = isSliced ? (block.FirstSlice, block.EndSlice) : (0, columns.Length);
        for (var slice = from; slice < to; slice++)
        {
            foreach (var column in columns[slice])
            {
                recorded[slice].Add(values[row, column]);
            }
        }
    }

    public override string ToString() => text;
}
