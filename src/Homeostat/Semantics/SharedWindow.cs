namespace Homeostat.Semantics;

/// <summary>The single value that all synapses of a pooling share.</summary>
/// <param name="Shape">The pooling.</param>
internal sealed record SharedWindow(Pooling Shape) : WeightStorage
{
    public override int Rows => 1;

    public override int Columns => 1;

    public override double FanIn => (double)Shape.WindowHeight * Shape.WindowWidth;

    public override double FanOut => FanIn / ((double)Shape.Stride * Shape.Stride);

    public override double ProductsPerSample => FanIn * Shape.Outputs;

    public override long SynapseCount => Enumerable.Range(0, Shape.Outputs).Sum(unit => (long)Shape.WindowOf(unit).Pixels);

    public override IEnumerable<StoredSynapse> Synapses
    {
        get
        {
            for (var post = 0; post < Shape.Outputs; post++)
            {
                var window = Shape.WindowOf(post);
                for (var y = window.Top; y < window.Bottom; y++)
                {
                    for (var x = window.Left; x < window.Right; x++)
                    {
                        yield return new(window.Row(y) + x - window.Left, post, 0, 0);
                    }
                }
            }
        }
    }

    public override string Product(string weights, bool toPost) => $"{(toPost ? "over" : "back from")} windows * {weights}";
}
