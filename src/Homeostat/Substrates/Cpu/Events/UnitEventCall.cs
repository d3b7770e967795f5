using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>Statements carried out for single units: the reset of those that fired.</summary>
internal sealed unsafe class UnitEventCall : RowCall, IDisposable
{
    private readonly SpikeLog[] _logs;
    private readonly EventChunk[] _chunks;
    private readonly string _text;
    private readonly EventProgram _program;
    private (Matrix Target, double Value)[]? _numbers;

    public UnitEventCall(SpikeLog[] logs, int lanes, EventProgram program, ElementType type, string text)
    {
        (_logs, _program, _text) = (logs, program, text);
        _chunks = [.. Enumerable.Range(0, lanes).Select(lane => new EventChunk(program, type, lane))];
    }

    /// <summary>Units that an event has reached so far.</summary>
    public long Events => _chunks.Sum(chunk => chunk.Events);

    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        var numbers = _numbers ??= Numbers(_program);
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                var units = _logs[row].At(block.Step, slice);
                if (units.IsEmpty)
                {
                    continue;
                }

                var chunk = _chunks[block.Lane(slice)];
                if (numbers.Length > 0)
                {
                    Set(numbers, units, row);
                    chunk.Events += units.Length;
                    continue;
                }

                foreach (var unit in units)
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

    // The commonest reset sets variables of the unit to numbers; there is nothing to gather or to compute.
    private static (Matrix, double)[] Numbers(EventProgram program)
    {
        var kernel = program.Kernel.GetAwaiter().GetResult();
        var stores = kernel.Program.Stores;
        var isSimple = stores.All(store => store.Value.Operation == Operation.Constant && OperandOf(store.Target).Kind == OperandKind.Post);
        return isSimple ? [.. stores.Select(store => (OperandOf(store.Target).Source!, store.Value.Value))] : [];

        BoundOperand OperandOf(Symbol symbol) => program.Operands[kernel.Operands.Index().First(o => o.Item == symbol).Index];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Set((Matrix Target, double Value)[] numbers, ReadOnlySpan<int> units, int row)
    {
        foreach (var (target, value) in numbers)
        {
            var first = target.Rows == 1 ? 0 : (nint)row * target.Stride;
            if (target.Type == ElementType.Float32)
            {
                var to = (float*)target.Pointer + first;
                foreach (var unit in units)
                {
                    to[unit] = (float)value;
                }
            }
            else
            {
                var to = (double*)target.Pointer + first;
                foreach (var unit in units)
                {
                    to[unit] = value;
                }
            }
        }
    }
}
