using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>
/// Drops samples from a block as they settle: a settled row is swapped behind the active ones, so the calls that follow
/// run on fewer rows, and everything is put back in order when the block is done. A row's own values do not depend on which
/// others are active.
/// </summary>
internal sealed unsafe class SettledRows(Matrix meanSquareChange, double tolerance, Matrix[] matrices, int batch)
{
    private readonly double _threshold = tolerance * tolerance;

    // Swap k of the block that starts at row r is noted at r + k: no block has more swaps than rows.
    private readonly int[] _swapped = new int[batch];
    private readonly int[] _drops = new int[batch];
    private long _steps;

    /// <summary>Steps taken by all samples together, since the last call.</summary>
    public long TakeSteps() => Interlocked.Exchange(ref _steps, 0);

    /// <summary>Starts a block with no sample dropped, also after a run that an error cut short.</summary>
    public void Begin(BlockContext block) => _drops[block.FirstRow] = 0;

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
    }

    private void Swap(int a, int b)
    {
        if (a == b)
        {
            return;
        }

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
