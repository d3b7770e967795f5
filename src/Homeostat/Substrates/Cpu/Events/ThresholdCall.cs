using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>Notes the units whose condition holds: those where the mask, made by the population's update, is not zero.</summary>
internal sealed unsafe class ThresholdCall(Matrix mask, SpikeLog[] logs, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [mask];

    public override bool IsSliced => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                var (first, end) = Slices.Range(mask.Columns, slice, block.Slices);
                logs[row].Begin(block.Step, slice);
                var p = mask.Pointer + ((nint)row * mask.Stride * mask.ElementSize);
                if (mask.Bits is { } bits)
                {
                    ScanBits(bits.Row(row), first, end, logs[row], block.Step, slice);
                }
                else if (mask.Type == ElementType.Float32)
                {
                    Scan((float*)p, first, end, logs[row], block.Step, slice);
                }
                else
                {
                    Scan((double*)p, first, end, logs[row], block.Step, slice);
                }
            }
        }
    }

    public override string ToString() => text;

    // Hardly anybody fires in a step: 512 units are looked at together before 64.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScanBits(byte* bits, int first, int end, SpikeLog log, long step, int slice)
    {
        const int Word = 64;
        for (var unit = first; unit < end;)
        {
            if (unit + Vector512<byte>.Count * 8 <= end && Vector512.Load(bits + (unit / 8)) == Vector512<byte>.Zero)
            {
                unit += Vector512<byte>.Count * 8;
                continue;
            }

            var stop = Math.Min(end, unit + (Vector512<byte>.Count * 8));
            for (; unit < stop; unit += Word)
            {
                // What stands behind the last unit is another slice's, or padding.
                var word = *(ulong*)(bits + (unit / 8));
                word = stop - unit < Word ? word & ((1ul << (stop - unit)) - 1) : word;
                for (; word != 0; word &= word - 1)
                {
                    log.Add(step, slice, unit + System.Numerics.BitOperations.TrailingZeroCount(word));
                }
            }
        }
    }

    // Hardly anybody fires in a step: four vectors are looked at together before each on its own.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scan<T>(T* mask, int first, int end, SpikeLog log, long step, int slice)
        where T : unmanaged
    {
        var unit = first;
        for (; unit + (4 * Vector512<T>.Count) <= end; unit += 4 * Vector512<T>.Count)
        {
            var four = (Vector512.Load(mask + unit) | Vector512.Load(mask + unit + Vector512<T>.Count))
                | (Vector512.Load(mask + unit + (2 * Vector512<T>.Count)) | Vector512.Load(mask + unit + (3 * Vector512<T>.Count)));
            if (four != Vector512<T>.Zero)
            {
                ScanEach(mask, unit, unit + (4 * Vector512<T>.Count), log, step, slice);
            }
        }

        ScanEach(mask, unit, end, log, step, slice);
    }

    // Rows are padded to whole vectors, and what stands in the padding is cut off.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScanEach<T>(T* mask, int first, int end, SpikeLog log, long step, int slice)
        where T : unmanaged
    {
        for (var unit = first; unit < end; unit += Vector512<T>.Count)
        {
            var fired = ~Vector512.Equals(Vector512.Load(mask + unit), Vector512<T>.Zero);
            var bits = Vector512.ExtractMostSignificantBits(fired) & ((1ul << Math.Min(Vector512<T>.Count, end - unit)) - 1);
            for (; bits != 0; bits &= bits - 1)
            {
                log.Add(step, slice, unit + System.Numerics.BitOperations.TrailingZeroCount(bits));
            }
        }
    }
}

/// <summary>Fires the units that are to fire by a given list.</summary>
internal sealed class ScheduleCall : RowCall
{
    private readonly Matrix _mask;
    private readonly SpikeLog[] _logs;
    private readonly string _text;
    private readonly long[] _steps;
    private readonly int[] _units;

    /// <param name="steps">When, ascending.</param>
    /// <param name="units">Who; ascending within a step.</param>
    /// <param name="mask">Where it is 1 who fires.</param>
    /// <param name="logs">Where it is noted, for each sample.</param>
    /// <param name="text">The line of the plan.</param>
    public ScheduleCall(long[] steps, int[] units, Matrix mask, SpikeLog[] logs, string text) =>
        (_steps, _units, _mask, _logs, _text) = (steps, units, mask, logs, text);

    public override IEnumerable<Matrix> RowMatrices => [_mask];

    public override bool IsSliced => true;

    public override void Run(BlockContext block)
    {
        var last = Array.BinarySearch(_steps, block.Step);
        var (from, to) = (last, last);
        while (from > 0 && _steps[from - 1] == block.Step)
        {
            from--;
        }

        while (to >= 0 && to < _steps.Length && _steps[to] == block.Step)
        {
            to++;
        }

        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                Fire(row, slice, Slices.Range(_mask.Columns, slice, block.Slices), block.Step, from, to);
            }
        }
    }

    public override string ToString() => _text;

    private void Fire(int row, int slice, (int First, int End) range, long step, int from, int to)
    {
        foreach (var unit in _logs[row].At(step - 1, slice))
        {
            _mask[row, unit] = 0;
        }

        _logs[row].Begin(step, slice);
        for (var k = from; k >= 0 && k < to; k++)
        {
            if (_units[k] >= range.First && _units[k] < range.End)
            {
                _mask[row, _units[k]] = 1;
                _logs[row].Add(step, slice, _units[k]);
            }
        }
    }
}
