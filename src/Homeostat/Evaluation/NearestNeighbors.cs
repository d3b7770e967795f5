using System.Numerics;
using System.Runtime.CompilerServices;

namespace Homeostat;

/// <summary>
/// The k-nearest-neighbors probe: the accuracy with which samples are classified by the Euclidean distance of a layer's activity. All
/// distances are computed. Of equally near neighbors, the one with the lower index counts; of equally frequent classes, the one whose
/// nearest neighbor is nearer. The result does not depend on the number of threads.
/// </summary>
public static class NearestNeighbors
{
    // The number of test rows that are processed together, so that each training row is loaded once for all of them.
    private const int Rows = 4;

    /// <summary>Predicts the class of each test row from its nearest training rows.</summary>
    /// <param name="trainFeatures">The features of the training rows, [n × dimension] finite numbers.</param>
    /// <param name="dimension">The number of features in a row.</param>
    /// <param name="trainLabels">The classes of the training rows, [n].</param>
    /// <param name="testFeatures">The features of the test rows, [m × dimension] finite numbers.</param>
    /// <param name="testLabels">The classes of the test rows, [m].</param>
    /// <param name="k">The number of neighbors that vote, 1 to n.</param>
    /// <exception cref="HomeostatException">A feature is not finite.</exception>
    public static ProbeResult Classify(
        float[] trainFeatures, int dimension, int[] trainLabels, float[] testFeatures, int[] testLabels, int k = 5)
    {
        var train = new ProbeData("training", trainFeatures, dimension, trainLabels);
        var test = new ProbeData("test", testFeatures, dimension, testLabels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, train.Count);

        // |x - y|² = |x|² - 2xy + |y|², where |x|² is the same for all neighbors of x and need not be computed.
        var squares = new float[train.Count];
        Parallel.For(0, train.Count, i => squares[i] = ProbeData.Dot(train.Row(i), train.Row(i)));

        var predictions = new int[test.Count];
        Parallel.For(0, (test.Count + Rows - 1) / Rows, block => Block(train, squares, test, block * Rows, k, predictions));
        return new ProbeResult(Metrics.Accuracy(predictions, test.Labels), predictions);
    }

    private static void Block(ProbeData train, float[] squares, ProbeData test, int start, int k, int[] predictions)
    {
        var count = Math.Min(Rows, test.Count - start);
        var nearest = new (float Distance, int Index)[Rows][];
        for (var r = 0; r < Rows; r++)
        {
            nearest[r] = new (float, int)[k];
            Array.Fill(nearest[r], (float.PositiveInfinity, int.MaxValue));
        }

        for (var i = 0; i < train.Count; i++)
        {
            // An incomplete block is filled up by repeating its last row; the results of the repeated rows are not read.
            int At(int r) => start + Math.Min(r, count - 1);
            var products = Dots(train.Row(i), test.Row(At(0)), test.Row(At(1)), test.Row(At(2)), test.Row(At(3)));
            for (var r = 0; r < count; r++)
            {
                Insert(nearest[r], squares[i] - (2 * products[r]), i);
            }
        }

        for (var r = 0; r < count; r++)
        {
            predictions[start + r] = Vote(nearest[r], train.Labels);
        }
    }

    private static void Insert((float Distance, int Index)[] nearest, float distance, int index)
    {
        var at = nearest.Length;
        while (at > 0 && distance < nearest[at - 1].Distance)
        {
            at--;
        }

        if (at < nearest.Length)
        {
            Array.Copy(nearest, at, nearest, at + 1, nearest.Length - 1 - at);
            nearest[at] = (distance, index);
        }
    }

    private static int Vote((float Distance, int Index)[] nearest, int[] labels)
    {
        var (best, most) = (0, 0);
        foreach (var (_, index) in nearest)
        {
            var votes = nearest.Count(neighbor => labels[neighbor.Index] == labels[index]);
            (best, most) = votes > most ? (labels[index], votes) : (best, most);
        }

        return best;
    }

    /// <summary>Computes the inner products of one row with four other rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector4 Dots(
        ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d)
    {
        var (sa, sb, sc, sd) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var v = new Vector<float>(x[i..]);
            sa = Vector.FusedMultiplyAdd(v, new Vector<float>(a[i..]), sa);
            sb = Vector.FusedMultiplyAdd(v, new Vector<float>(b[i..]), sb);
            sc = Vector.FusedMultiplyAdd(v, new Vector<float>(c[i..]), sc);
            sd = Vector.FusedMultiplyAdd(v, new Vector<float>(d[i..]), sd);
        }

        var products = new Vector4(Vector.Sum(sa), Vector.Sum(sb), Vector.Sum(sc), Vector.Sum(sd));
        for (; i < x.Length; i++)
        {
            products += x[i] * new Vector4(a[i], b[i], c[i], d[i]);
        }

        return products;
    }
}
