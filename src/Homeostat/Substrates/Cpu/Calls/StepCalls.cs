using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>Stores the time of the current step, or a value that follows from it alone.</summary>
internal sealed class TimeCall(Matrix target, TimeSource source, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override bool IsSliced => true;

    public override void Run(BlockContext block)
    {
        var value = source.At(block.Step);
        if (target.IsPerSlice)
        {
            for (var slice = block.FirstSlice; slice < block.EndSlice; slice++)
            {
                target[slice, 0] = value;
            }

            return;
        }

        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            target[row, 0] = value;
        }
    }

    public override string ToString() => text;
}

/// <summary>Stores the present values of an input given in advance.</summary>
/// <param name="source">The signal.</param>
/// <param name="target">The matrix to write to.</param>
/// <param name="text">The name of the call.</param>
internal sealed class SignalCall(SignalSource source, Matrix target, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [];

    public override bool IsSliced => true;

    public override void Run(BlockContext block)
    {
        var row = source.RowAt(block.Step);
        var (from, to) = target.IsPerSlice ? (block.FirstSlice, block.EndSlice) : (block.FirstRow, block.FirstRow + block.Rows);
        var (first, end) = target.Columns == 1 ? (0, 1) : block.Units(target.Columns);
        for (var k = from; k < to; k++)
        {
            for (var column = first; column < end; column++)
            {
                target[k, column] = source.Value(row, column);
            }
        }
    }

    public override string ToString() => $"{text} at t";
}

/// <summary>Carries out a call once in several steps.</summary>
internal sealed class EveryFewStepsCall(RowCall call, int steps) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => call.RowMatrices;

    public override bool IsSliced => call.IsSliced;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(BlockContext block)
    {
        // A division would take as long as the rest of this method; for a power of two a mask is enough.
        if ((BitOperations.IsPow2(steps) ? block.Step & (steps - 1) : block.Step % steps) == steps - 1)
        {
            call.Run(block);
        }
    }

    public override string ToString() => $"{call}, every {steps} steps";
}

/// <summary>A state variable is no longer a finite number.</summary>
internal sealed class NotFiniteException(string symbol, int row, int unit, long step) : Exception
{
    public string Symbol { get; } = symbol;

    public int Row { get; } = row;

    public int Unit { get; } = unit;

    public long Step { get; } = step;
}

/// <summary>Stops the run at the first step at which a state variable is infinite or not a number.</summary>
internal sealed class FiniteCall(Matrix state, string symbol) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [state];

    public override bool IsSliced => true;

    public override void Run(BlockContext block)
    {
        // A value shared by all units is checked by every slice.
        var (first, end) = state.Columns == 1 ? (0, 1) : block.Units(state.Columns);
        for (var row = block.FirstRow; row < Math.Min(state.Rows, block.FirstRow + block.Rows); row++)
        {
            var unit = state.Type == ElementType.Float32
                ? FirstBad(state.Row<float>(row)[first..end])
                : FirstBad(state.Row<double>(row)[first..end]);
            if (unit >= 0)
            {
                throw new NotFiniteException(symbol, block.SampleOf(row), first + unit, block.Step);
            }
        }
    }

    public override string ToString() => $"{symbol} is finite";

    // x·0 is 0 for finite numbers and NaN for all others, so one sum finds any bad value; four sums run in parallel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FirstBad<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var first = ref MemoryMarshal.GetReference(x);
        var (a, b, c, d) = (Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero);
        var i = 0;
        for (; i <= x.Length - (4 * Vector512<T>.Count); i += 4 * Vector512<T>.Count)
        {
            a += Vector512.LoadUnsafe(ref first, (nuint)i) * Vector512<T>.Zero;
            b += Vector512.LoadUnsafe(ref first, (nuint)(i + Vector512<T>.Count)) * Vector512<T>.Zero;
            c += Vector512.LoadUnsafe(ref first, (nuint)(i + (2 * Vector512<T>.Count))) * Vector512<T>.Zero;
            d += Vector512.LoadUnsafe(ref first, (nuint)(i + (3 * Vector512<T>.Count))) * Vector512<T>.Zero;
        }

        var bad = !T.IsFinite(Vector512.Sum(a + b + c + d));
        for (; i < x.Length && !bad; i++)
        {
            bad = !T.IsFinite(x[i]);
        }

        for (i = 0; bad && i < x.Length; i++)
        {
            if (!T.IsFinite(x[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
