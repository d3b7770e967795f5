using System.Globalization;

namespace Homeostat;

/// <summary>Weights that are known from the beginning, as the expression of <c>i</c> and <c>j</c> that initial values are given by.</summary>
internal static class WeightText
{
    /// <summary>The expression of a matrix, postsynaptic × presynaptic units.</summary>
    public static string Of(double[,] weights) =>
        Choice("j", weights.GetLength(0), post => Choice("i", weights.GetLength(1), pre => weights[post, pre].ToString("R", CultureInfo.InvariantCulture)));

    // Halves, so that expressions of many cases are no deeper than need be.
    private static string Choice(string index, int count, Func<int, string> of)
    {
        return Between(0, count);

        string Between(int from, int to)
        {
            var middle = (from + to) / 2;
            return to - from == 1
                ? of(from)
                : string.Create(CultureInfo.InvariantCulture, $"where({index} < {middle}, {Between(from, middle)}, {Between(middle, to)})");
        }
    }
}
