namespace Homeostat;

/// <summary>The alignment of two weight updates: the degree to which they have the same direction.</summary>
public static class Alignment
{
    /// <summary>
    /// Computes the cosine of the angle between two vectors, such as the updates of a local rule and of back-propagation. It is 1 for the
    /// same direction, 0 for orthogonal vectors and -1 for opposite directions. It is also 0 if one of the vectors is zero.
    /// </summary>
    /// <param name="a">The first vector, [n] finite numbers.</param>
    /// <param name="b">The second vector, [n] finite numbers.</param>
    /// <exception cref="HomeostatException">A number is not finite.</exception>
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"The vectors have {a.Length} and {b.Length} elements; the same number was expected.");
        }

        double product = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            squareA += (double)a[i] * a[i];
            squareB += (double)b[i] * b[i];
        }

        if (!double.IsFinite(squareA) || !double.IsFinite(squareB))
        {
            throw new HomeostatException(
                "The cosine of two updates was asked for, but one holds numbers that are not finite. " +
                "The network has diverged: lower the learning or settling rate.");
        }

        // The sums are of squares of single-precision numbers in double precision, so their product neither overflows nor becomes 0 by rounding.
        var lengths = Math.Sqrt(squareA) * Math.Sqrt(squareB);
        return lengths == 0 ? 0 : Math.Clamp(product / lengths, -1, 1);
    }
}
