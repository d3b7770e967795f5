namespace Homeostat.Substrates;

/// <summary>A call that carries out a pathway at synapses, separately for each slice of the targets.</summary>
internal abstract class PathwayCall : RowCall, IDisposable
{
    private readonly string _text;

    protected PathwayCall(Synapses synapses, EventProgram? program, ElementType type, string text)
    {
        (Synapses, _text) = (synapses, text);
        Chunks = program is null ? [] : [.. Enumerable.Range(0, synapses.Lanes).Select(lane => new EventChunk(program, type, lane, synapses.Rows.HasMultapses))];
        ByRow = program?.ByRow ?? false;
    }

    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => true;

    /// <summary>The number of synapses that events have reached so far.</summary>
    public virtual long Events => Chunks.Sum(chunk => chunk.Events);

    protected Synapses Synapses { get; }

    /// <summary>A chunk for each thread.</summary>
    protected EventChunk[] Chunks { get; }

    protected bool ByRow { get; }

    public void Dispose()
    {
        foreach (var chunk in Chunks)
        {
            chunk.Dispose();
        }
    }

    public override string ToString() => _text;
}

/// <summary>Carries out a pathway for presynaptic spikes that arrive after one fixed delay.</summary>
internal sealed unsafe class ArriveCall(Synapses synapses, SpikeLog[] logs, EventProgram program, ElementType type, string text)
    : PathwayCall(synapses, program, type, text)
{
    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                Run(row, slice, Chunks[block.Lane(slice)], block.Step);
            }
        }
    }

    private void Run(int row, int slice, EventChunk chunk, long step)
    {
        var rows = Synapses.Rows;
        var stretches = Synapses.Offsets.Of(slice);
        for (var s = 0; s < stretches.Length; s++)
        {
            for (var from = 0; from < logs[row].Slices; from++)
            {
                foreach (var source in logs[row].At(step - rows.UniformDelay, from))
                {
                    var (first, end) = Synapses.Offsets.Row(source, slice, s);
                    chunk.Add(first, end, rows, stretches[s].Tile * SynapseRows.TileSize, source, row, step);
                    if (ByRow)
                    {
                        chunk.Flush(row, step);
                    }
                }
            }
        }

        chunk.Flush(row, step);
    }
}

/// <summary>Carries out a pathway for presynaptic spikes where each synapse has its own delay.</summary>
internal sealed unsafe class ArriveByDelayCall : PathwayCall
{
    private readonly ArrivalQueue[][] _queues;
    private readonly (int Slice, int Row, long Step)[] _now;
    private readonly ArrivalQueue.Due[] _due;

    public ArriveByDelayCall(Synapses synapses, SpikeLog[] logs, EventProgram program, ElementType type, string text)
        : base(synapses, program, type, text)
    {
        _queues = [.. logs.Select(log => Enumerable.Range(0, synapses.Slices).Select(s => new ArrivalQueue(synapses, log, s)).ToArray())];
        _due = [.. Enumerable.Range(0, synapses.Lanes).Select<int, ArrivalQueue.Due>(lane =>
            (source, tile, first, end) => Deliver(lane, source, tile, first, end))];
        _now = new (int, int, long)[synapses.Lanes];
    }

    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                var lane = block.Lane(slice);
                _now[lane] = (slice, row, block.Step);
                _queues[row][slice].Run(block.Step, _due[lane]);
                Chunks[lane].Flush(row, block.Step);
            }
        }
    }

    private void Deliver(int lane, int source, int tile, long first, long end)
    {
        var (rows, chunk, (slice, row, step)) = (Synapses.Rows, Chunks[lane], _now[lane]);
        var start = tile * SynapseRows.TileSize;
        if (Synapses.Slices == 1)
        {
            chunk.Add(first, end, rows, start, source, row, step);
            if (ByRow)
            {
                chunk.Flush(row, step);
            }

            return;
        }

        var (from, to) = Slices.Range(rows.Targets, slice, Synapses.Slices);

        // Targets ascend within one delay; targets of other slices are skipped.
        for (var k = first; k < end; k++)
        {
            var target = start + rows.Target[k];
            if (target >= from && target < to)
            {
                chunk.Add(k, source, target, row, step);
            }
        }

        if (ByRow)
        {
            chunk.Flush(row, step);
        }
    }
}

/// <summary>Carries out a pathway for postsynaptic spikes, at every synapse of the unit that fired.</summary>
internal sealed unsafe class PostCall(Synapses synapses, SpikeLog[] logs, EventProgram program, ElementType type, string text)
    : PathwayCall(synapses, program, type, text)
{
    public override void Run(BlockContext block)
    {
        var index = Synapses.ByTarget!;
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                var chunk = Chunks[block.Lane(slice)];
                foreach (var unit in logs[row].At(block.Step, slice))
                {
                    var (first, end) = (index.Offsets[unit], index.Offsets[unit + 1]);
                    if (!ByRow)
                    {
                        var count = (int)(end - first);
                        var synapses = new ReadOnlySpan<uint>(index.Synapse + first, count);
                        chunk.Add(synapses, new ReadOnlySpan<int>(index.Source + first, count), unit, row, block.Step);
                        continue;
                    }

                    for (var k = first; k < end; k++)
                    {
                        chunk.Add(index.Synapse[k], index.Source[k], unit, row, block.Step);
                        chunk.Flush(row, block.Step);
                    }
                }

                chunk.Flush(row, block.Step);
            }
        }
    }
}

/// <summary>Carries out a pathway at every synapse in every step: summed variables, and differential equations that follow the clock.</summary>
internal sealed unsafe class EverySynapseCall(Synapses synapses, EventProgram program, ElementType type, string text)
    : PathwayCall(synapses, program, type, text)
{
    public override void Run(BlockContext block)
    {
        var rows = Synapses.Rows;
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                var chunk = Chunks[block.Lane(slice)];
                for (var source = 0; source < rows.Sources; source++)
                {
                    if (Synapses.HasOneDelay)
                    {
                        Stretches(chunk, source, slice, row, block.Step);
                    }
                    else
                    {
                        Filtered(chunk, source, slice, row, block.Step);
                    }
                }

                chunk.Flush(row, block.Step);
            }
        }
    }

    private void Stretches(EventChunk chunk, int source, int slice, int row, long step)
    {
        var stretches = Synapses.Offsets.Of(slice);
        for (var s = 0; s < stretches.Length; s++)
        {
            var (first, end) = Synapses.Offsets.Row(source, slice, s);
            chunk.Add(first, end, Synapses.Rows, stretches[s].Tile * SynapseRows.TileSize, source, row, step);
        }
    }

    // Rows are sorted by delay, so targets of other slices must be skipped one by one.
    private void Filtered(EventChunk chunk, int source, int slice, int row, long step)
    {
        var rows = Synapses.Rows;
        var (from, to) = Slices.Range(rows.Targets, slice, Synapses.Slices);
        for (var tile = from / SynapseRows.TileSize; tile * SynapseRows.TileSize < to; tile++)
        {
            var start = tile * SynapseRows.TileSize;
            for (var k = rows.Offsets[((long)source * rows.Tiles) + tile]; k < rows.Offsets[((long)source * rows.Tiles) + tile + 1]; k++)
            {
                if (start + rows.Target[k] is var target && target >= from && target < to)
                {
                    chunk.Add(k, source, target, row, step);
                }
            }
        }
    }
}
