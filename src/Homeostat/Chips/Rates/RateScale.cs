namespace Homeostat.Chips;

/// <summary>The whole numbers of one input of a population: the weights of the blocks that arrive, and the unit of their sum.</summary>
internal sealed class RateScale
{
    private const double MostSum = 1 << 23;

    /// <param name="blocks">The real weights of each block, and the value that one unit of a message stands for.</param>
    /// <param name="largest">The largest size of the input that was seen.</param>
    public RateScale(IReadOnlyList<(double[] Weights, double Step)> blocks, double largest)
    {
        double[] sizes = [.. blocks.Select(b => b.Weights.Select(Math.Abs).DefaultIfEmpty(0).Max() * b.Step)];
        var smallest = sizes.Where(s => s > 0).DefaultIfEmpty(1).Min();
        var most = sizes.DefaultIfEmpty(0).Max();

        // Exponents go up to 7, and the sum has room for twice what was seen.
        Unit = Math.Max(Math.Max(smallest / 254, most / 254 / 128), 2 * largest / MostSum);
        Exponents = [.. sizes.Select(s => s <= 254.5 * Unit ? 0 : (int)Math.Ceiling(Math.Log2(s / (254.5 * Unit))))];
        Stored = [.. blocks.Select((b, k) => b.Weights.Select(w => CoreScale.Stored(w * b.Step / Math.ScaleB(Unit, Exponents[k]), WeightSign.Mixed)).ToArray())];
    }

    /// <summary>The value that one unit of the sum stands for.</summary>
    public double Unit { get; }

    public int[] Exponents { get; }

    public double[][] Stored { get; }
}
