namespace Homeostat.Tests.Learners.Energy;

/// <summary>Sums over all states of machines with few binary units.</summary>
internal static class Enumeration
{
    /// <summary>All states of binary units, in the order of counting with the first unit as the highest digit.</summary>
    public static double[][] States(int units) =>
        [.. Enumerable.Range(0, 1 << units).Select(state => Enumerable.Range(0, units).Select(unit => (double)((state >> (units - 1 - unit)) & 1)).ToArray())];

    /// <summary>The logarithm of the sum of the exponentials.</summary>
    public static double LogSum(IEnumerable<double> logarithms)
    {
        double[] all = [.. logarithms];
        return all.Max() + Math.Log(all.Sum(x => Math.Exp(x - all.Max())));
    }

    /// <summary>A matrix, row after row, with rows and columns exchanged.</summary>
    public static double[] Transposed(double[] matrix, int rows) =>
        [.. Enumerable.Range(0, matrix.Length).Select(k => matrix[(k % rows * (matrix.Length / rows)) + (k / rows)])];
}
