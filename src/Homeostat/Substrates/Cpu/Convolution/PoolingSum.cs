using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>
/// Sums over the windows of a pooling, for a block of rows (samples): from pixels to the units of the windows, or from units to pixels.
/// Every sum runs over windows and pixels in order, whatever the block and the thread.
/// </summary>
internal sealed unsafe class PoolingSum
{
    private readonly Pooling _shape;
    private readonly Matrix _source;
    private readonly Matrix _weight;
    private readonly Matrix _target;
    private readonly bool _toPost;
    private readonly bool _accumulate;

    /// <summary>Checks the matrices.</summary>
    /// <param name="shape">The pooling.</param>
    /// <param name="source">The values sent [samples × sending units].</param>
    /// <param name="weight">The weight that all synapses share [1 × 1].</param>
    /// <param name="target">The sums [samples × receiving units].</param>
    /// <param name="toPost">Whether pixels send to windows; otherwise windows send to pixels.</param>
    /// <param name="accumulate">Whether to add to the values of the target.</param>
    public PoolingSum(Pooling shape, Matrix source, Matrix weight, Matrix target, bool toPost, bool accumulate)
    {
        (_shape, _toPost, _accumulate) = (shape, toPost, accumulate);
        _source = Views.Require(source, "source of a pooling", 1, toPost ? shape.Inputs : shape.Outputs, source.Type);
        _weight = Views.Require(weight, "weight of a pooling", 1, 1, source.Type);
        _target = Views.Require(target, "target of a pooling", 1, toPost ? shape.Outputs : shape.Inputs, source.Type);
    }

    /// <summary>Computes a block of rows.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    public void Run(int firstRow, int rows)
    {
        Views.RequireRows(firstRow, rows, Math.Min(_source.Rows, _target.Rows));
        if (_source.Type == ElementType.Float32)
        {
            Run<float>(firstRow, rows);
        }
        else
        {
            Run<double>(firstRow, rows);
        }
    }

    private void Run<T>(int firstRow, int rows)
        where T : unmanaged, INumber<T>
    {
        var weight = *(T*)_weight.Pointer;
        for (var row = firstRow; row < firstRow + rows; row++)
        {
            var source = _source.Row<T>(row);
            var target = _target.Row<T>(row);
            if (!_accumulate)
            {
                target.Clear();
            }

            for (var unit = 0; unit < _shape.Outputs; unit++)
            {
                if (_toPost)
                {
                    target[unit] += weight * Over(source, unit);
                }
                else
                {
                    Spread(target, unit, weight * source[unit]);
                }
            }
        }
    }

    private T Over<T>(ReadOnlySpan<T> pixels, int unit)
        where T : unmanaged, INumber<T>
    {
        var window = _shape.WindowOf(unit);
        var sum = T.Zero;
        for (var y = window.Top; y < window.Bottom; y++)
        {
            foreach (var pixel in pixels.Slice(window.Row(y), window.Right - window.Left))
            {
                sum += pixel;
            }
        }

        return sum;
    }

    private void Spread<T>(Span<T> pixels, int unit, T value)
        where T : unmanaged, INumber<T>
    {
        var window = _shape.WindowOf(unit);
        for (var y = window.Top; y < window.Bottom; y++)
        {
            foreach (ref var pixel in pixels.Slice(window.Row(y), window.Right - window.Left))
            {
                pixel += value;
            }
        }
    }
}
