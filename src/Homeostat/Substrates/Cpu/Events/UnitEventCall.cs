namespace Homeostat.Substrates;

/// <summary>Statements carried out for single units: the reset of those that fired.</summary>
internal sealed class UnitEventCall : RowCall, IDisposable
{
    private readonly SpikeLog[] _logs;
    private readonly EventChunk[] _chunks;
    private readonly string _text;

    public UnitEventCall(SpikeLog[] logs, int lanes, EventProgram program, ElementType type, string text)
    {
        (_logs, _text) = (logs, text);
        _chunks = [.. Enumerable.Range(0, lanes).Select(lane => new EventChunk(program, type, lane))];
    }

    /// <summary>Units that an event has reached so far.</summary>
    public long Events => _chunks.Sum(chunk => chunk.Events);

    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => true;

    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                var chunk = _chunks[block.Lane(slice)];
                foreach (var unit in _logs[row].At(block.Step, slice))
                {
                    chunk.Add(0, unit, unit, row, block.Step);
                }

                chunk.Flush(row, block.Step);
            }
        }
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks)
        {
            chunk.Dispose();
        }
    }

    public override string ToString() => _text;
}
