using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>
/// Removes samples from a block as they settle: a settled row is swapped behind the active ones, so that later calls run on fewer rows,
/// and all rows are put back in order when the block is done. The values of a sample do not depend on which other samples are active.
/// </summary>
internal sealed unsafe class SettledRows(Matrix meanSquareChange, double tolerance, Matrix[] matrices, int batch)
{
    private readonly double _threshold = tolerance * tolerance;

    // Swap k of the block that starts at row r is stored at r + k: no block has more swaps than rows.
    private readonly int[] _swapped = new int[batch];
    private readonly int[] _drops = new int[batch];
    private readonly int[] _samples = [.. Enumerable.Range(0, batch)];
    private long _steps;

    /// <summary>The number of steps taken by all samples together since the last call.</summary>
    public long TakeSteps() => Interlocked.Exchange(ref _steps, 0);

    /// <summary>Starts a block in which all samples are active.</summary>
    public void Begin(BlockContext block) => block.Samples = _samples;

    public void Drop(BlockContext block)
    {
        Interlocked.Add(ref _steps, block.Rows);
        ref var drops = ref _drops[block.FirstRow];
        for (var i = block.Rows - 1; i >= 0; i--)
        {
            if (meanSquareChange[block.FirstRow + i, 0] < _threshold)
            {
                block.Rows--;
                _swapped[block.FirstRow + drops++] = i;
                Swap(block.FirstRow + i, block.FirstRow + block.Rows);
            }
        }
    }

    public void Restore(BlockContext block, int rows)
    {
        ref var drops = ref _drops[block.FirstRow];
        var active = rows - drops;
        while (drops > 0)
        {
            drops--;
            Swap(block.FirstRow + _swapped[block.FirstRow + drops], block.FirstRow + active);
            active++;
        }

        block.Samples = null;
    }

    private void Swap(int a, int b)
    {
        if (a == b)
        {
            return;
        }

        (_samples[a], _samples[b]) = (_samples[b], _samples[a]);
        foreach (var matrix in matrices)
        {
            matrix.Bits?.Forget();
            var bytes = (nint)matrix.Stride * matrix.ElementSize;
            var x = matrix.Pointer + (a * bytes);
            var y = matrix.Pointer + (b * bytes);
            for (nint i = 0; i < bytes; i += Matrix.Alignment)
            {
                var held = Vector512.Load(x + i);
                Vector512.Store(Vector512.Load(y + i), x + i);
                Vector512.Store(held, y + i);
            }
        }
    }
}
