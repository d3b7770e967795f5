using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>
/// Sends values through one synapse of each window of a pooling: that of the pixel with the largest value, the first of them where several
/// are equal. Forward, the unit receives this pixel's value (the maximum, if the values sent are those compared); backward, only this pixel
/// receives.
/// </summary>
internal sealed class PoolingChoice
{
    private readonly Pooling _shape;
    private readonly Matrix _chooser;
    private readonly Matrix _source;
    private readonly Matrix _target;
    private readonly bool _toPost;
    private readonly bool _accumulate;

    /// <summary>Checks the matrices.</summary>
    /// <param name="shape">The pooling.</param>
    /// <param name="chooser">The values of pixels that are compared [samples × channels·height·width].</param>
    /// <param name="source">The values sent [samples × sending units].</param>
    /// <param name="target">The values received [samples × receiving units].</param>
    /// <param name="toPost">Whether pixels send to windows; otherwise windows send to pixels.</param>
    /// <param name="accumulate">Whether to add to the values of the target.</param>
    public PoolingChoice(Pooling shape, Matrix chooser, Matrix source, Matrix target, bool toPost, bool accumulate)
    {
        (_shape, _toPost, _accumulate) = (shape, toPost, accumulate);
        _chooser = Views.Require(chooser, "values that a pooling chooses by", 1, shape.Inputs, source.Type);
        _source = Views.Require(source, "source of a pooling", 1, toPost ? shape.Inputs : shape.Outputs, source.Type);
        _target = Views.Require(target, "target of a pooling", 1, toPost ? shape.Outputs : shape.Inputs, source.Type);
    }

    /// <summary>Computes a block of rows.</summary>
    /// <inheritdoc cref="PoolingSum.Run"/>
    public void Run(int firstRow, int rows)
    {
        Views.RequireRows(firstRow, rows, Math.Min(_chooser.Rows, Math.Min(_source.Rows, _target.Rows)));
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
        for (var row = firstRow; row < firstRow + rows; row++)
        {
            var chooser = _chooser.Row<T>(row);
            var source = _source.Row<T>(row);
            var target = _target.Row<T>(row);
            if (!_accumulate)
            {
                target.Clear();
            }

            for (var unit = 0; unit < _shape.Outputs; unit++)
            {
                var pixel = Largest(chooser, unit);
                if (_toPost)
                {
                    target[unit] += source[pixel];
                }
                else
                {
                    target[pixel] += source[unit];
                }
            }
        }
    }

    // NaN counts as the largest value, so that it is passed on and found.
    private int Largest<T>(ReadOnlySpan<T> pixels, int unit)
        where T : unmanaged, INumber<T>
    {
        var window = _shape.WindowOf(unit);
        var largest = window.Row(window.Top);
        for (var y = window.Top; y < window.Bottom; y++)
        {
            var first = window.Row(y);
            for (var pixel = first; pixel < first + window.Right - window.Left; pixel++)
            {
                largest = pixels[pixel] <= pixels[largest] || T.IsNaN(pixels[largest]) ? largest : pixel;
            }
        }

        return largest;
    }
}
