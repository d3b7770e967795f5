namespace Homeostat;

/// <summary>An index that is drawn with a chance in proportion to its weight. The time of a draw grows with the logarithm of the number of weights.</summary>
internal sealed class WeightedDraw
{
    private readonly double[] _sums;
    private readonly int _last;

    /// <param name="weights">The weights, [n] numbers of 0 or more.</param>
    public WeightedDraw(ReadOnlySpan<double> weights)
    {
        _sums = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            _sums[i] = sum += weights[i];
        }

        _last = Math.Max(0, weights.LastIndexOfAnyExcept(0));
    }

    /// <summary>The sum of the weights.</summary>
    public double Total => _sums[^1];

    /// <summary>The index at a place in 0..<see cref="Total"/>, the first whose sum of weights lies above it; the last one that has a weight, if rounding has left the place at the end.</summary>
    public int At(double place)
    {
        var (low, high) = (0, _last);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sums[middle] > place ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
