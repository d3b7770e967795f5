using System.Numerics;

namespace Homeostat;

/// <summary>The result of a probe on test data.</summary>
/// <param name="Accuracy">The fraction of predictions that are right, 0 to 1.</param>
/// <param name="Predictions">The class predicted for each test row, [n].</param>
public sealed record ProbeResult(double Accuracy, int[] Predictions);

/// <summary>The data of a probe: rows of features, each with a class. They are checked once, when they are created.</summary>
internal readonly struct ProbeData
{
    // The greatest feature. With larger ones, the sum of the squares of a long row would exceed the range of single precision.
    private const float Greatest = 1e15f;

    public ProbeData(string name, float[] features, int dimension, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        if (labels.Length == 0 || features.Length != (long)labels.Length * dimension)
        {
            throw new ArgumentException(
                $"The {name} features hold {features.Length} numbers and there are {labels.Length} labels; rows of {dimension} " +
                "numbers, one row for each label and at least one row, were expected.");
        }

        for (var i = 0; i < features.Length; i++)
        {
            if (!(Math.Abs(features[i]) <= Greatest))
            {
                throw new HomeostatException(
                    $"The {name} features hold {features[i]} in row {i / dimension}, column {i % dimension}; numbers up to " +
                    $"{Greatest:0e0} were expected. The network has diverged or was fed such numbers: lower its rates, or check the data.");
            }
        }

        (Features, Dimension, Labels) = (features, dimension, labels);
    }

    public float[] Features { get; }

    public int Dimension { get; }

    public int[] Labels { get; }

    public int Count => Labels.Length;

    public ReadOnlySpan<float> Row(int i) => Features.AsSpan(i * Dimension, Dimension);

    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (first, second) = (Vector<float>.Zero, Vector<float>.Zero);
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i <= a.Length - (2 * lanes); i += 2 * lanes)
        {
            first = Vector.FusedMultiplyAdd(new Vector<float>(a[i..]), new Vector<float>(b[i..]), first);
            second = Vector.FusedMultiplyAdd(new Vector<float>(a[(i + lanes)..]), new Vector<float>(b[(i + lanes)..]), second);
        }

        var sum = Vector.Sum(first + second);
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Adds s·x to y.</summary>
    public static void AddScaled(ReadOnlySpan<float> x, float s, Span<float> y)
    {
        var lanes = Vector<float>.Count;
        var scale = new Vector<float>(s);
        var i = 0;
        for (; i <= x.Length - lanes; i += lanes)
        {
            Vector.FusedMultiplyAdd(new Vector<float>(x[i..]), scale, new Vector<float>(y[i..])).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            y[i] += s * x[i];
        }
    }
}
