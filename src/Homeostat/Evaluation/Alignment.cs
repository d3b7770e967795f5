namespace Homeostat;

/// <summary>How far two updates point the same way.</summary>
public static class Alignment
{
    /// <summary>
    /// The cosine of the angle between two vectors, such as a local rule's update and back-propagation's: 1 the same
    /// direction, 0 none in common, -1 opposite. 0 where either vector is zero.
    /// </summary>
    /// <param name="a">Any numbers.</param>
    /// <param name="b">As many.</param>
    /// <exception cref="HomeostatException">A number is not finite.</exception>
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"The vectors have {a.Length} and {b.Length} elements; as many were expected.");
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

        // A product of squares of doubles made from floats neither overflows nor vanishes before the roots do.
        var lengths = Math.Sqrt(squareA) * Math.Sqrt(squareB);
        return lengths == 0 ? 0 : Math.Clamp(product / lengths, -1, 1);
    }
}
