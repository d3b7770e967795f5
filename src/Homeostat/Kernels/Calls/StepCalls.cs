using System.Numerics;
using System.Runtime.CompilerServices;

namespace Homeostat.Kernels;

/// <summary>Fresh random numbers for the current step, from a stream keyed by seed, step, sample and unit.</summary>
internal sealed unsafe class DrawCall(Matrix target, bool normal, ulong seed, uint stream, string text) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            var first = (ulong)row * (ulong)target.Columns;
            if (target.Type == ElementType.Float32)
            {
                Fill(target.Row<float>(row), block.Step, first);
            }
            else
            {
                Fill(target.Row<double>(row), block.Step, first);
            }
        }
    }

    public override string ToString() => text;

    private void Fill(Span<float> row, long step, ulong first)
    {
        if (normal)
        {
            Philox.FillNormal(row, seed, stream, (ulong)step, first);
        }
        else
        {
            Philox.FillUniform(row, seed, stream, (ulong)step, first);
        }
    }

    private void Fill(Span<double> row, long step, ulong first)
    {
        if (normal)
        {
            Philox.FillNormal(row, seed, stream, (ulong)step, first);
        }
        else
        {
            Philox.FillUniform(row, seed, stream, (ulong)step, first);
        }
    }
}

/// <summary>The time of the current step, for equations that mention t.</summary>
internal sealed class TimeCall(Matrix target, double timeStep) : RowCall
{
    public override IEnumerable<Matrix> RowMatrices => [target];

    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            target[row, 0] = block.Step * timeStep;
        }
    }

    public override string ToString() => "t = step*dt";
}

/// <summary>A state variable stopped being a finite number.</summary>
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

    public override void Run(BlockContext block)
    {
        for (var row = block.FirstRow; row < block.FirstRow + block.Rows; row++)
        {
            var unit = state.Type == ElementType.Float32 ? FirstBad(state.Row<float>(row)) : FirstBad(state.Row<double>(row));
            if (unit >= 0)
            {
                throw new NotFiniteException(symbol, row, unit, block.Step);
            }
        }
    }

    public override string ToString() => $"{symbol} is finite";

    // x·0 is 0 for finite numbers and NaN for all others, so one sum tells whether any is bad.
    private static int FirstBad<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = Vector<T>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            sum += Vector.LoadUnsafe(in Unsafe.AsRef(in x[i])) * Vector<T>.Zero;
        }

        var bad = !T.IsFinite(Vector.Sum(sum));
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
