namespace Homeostat.Semantics;

/// <summary>
/// The kernels of a convolution, stored as filters × (channels · kernel rows · kernel columns): all positions of a kernel share its values.
/// </summary>
/// <param name="Shape">The convolution.</param>
internal sealed record SharedKernels(Convolution Shape) : WeightStorage
{
    public override int Rows => Shape.Filters;

    public override int Columns => Shape.TapsPerKernel;

    public override double FanIn => Columns;

    public override double FanOut => (double)Shape.Filters * Shape.KernelHeight * Shape.KernelWidth;

    public override double ProductsPerSample => (double)Columns * Shape.Outputs;

    // Positions of a kernel element on the padding have no synapse.
    public override long SynapseCount => (long)Shape.Filters * Shape.Channels * InsideOf(Shape.Windows.Rows) * InsideOf(Shape.Windows.Columns);

    public override IEnumerable<StoredSynapse> Synapses
    {
        get
        {
            var (rows, columns) = Shape.Windows;
            for (var post = 0; post < Shape.Outputs; post++)
            {
                var (filter, place) = Math.DivRem(post, Shape.Places);
                for (var tap = 0; tap < Columns; tap++)
                {
                    var y = rows.Position(place / columns.Count, tap / Shape.KernelWidth % Shape.KernelHeight);
                    var x = columns.Position(place % columns.Count, tap % Shape.KernelWidth);
                    if (rows.Has(y) && columns.Has(x))
                    {
                        var channel = tap / Shape.KernelWidth / Shape.KernelHeight;
                        yield return new((((channel * Shape.Height) + y) * Shape.Width) + x, post, filter, tap);
                    }
                }
            }
        }
    }

    public override string Product(string weights, bool toPost) => $"∗ {weights}{(toPost ? "" : "ᵀ")}";

    private static long InsideOf(WindowAxis axis)
    {
        var inside = 0L;
        for (var window = 0; window < axis.Count; window++)
        {
            for (var element = 0; element < axis.Length; element++)
            {
                inside += axis.Has(axis.Position(window, element)) ? 1 : 0;
            }
        }

        return inside;
    }
}
