using System.Globalization;

namespace Homeostat;

/// <summary>Known weights as text: an expression of the presynaptic index <c>i</c> and the postsynaptic index <c>j</c>, for initial values.</summary>
internal static class WeightText
{
    /// <summary>The expression for a matrix [postsynaptic × presynaptic units].</summary>
    public static string Of(double[,] weights) =>
        Choice("j", weights.GetLength(0), post => Choice("i", weights.GetLength(1), pre => weights[post, pre].ToString("R", CultureInfo.InvariantCulture)));

    // The cases are split in halves, so that the depth of the expression grows only with the logarithm of their number.
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
