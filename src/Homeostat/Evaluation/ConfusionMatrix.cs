using System.Globalization;
using System.Text;

namespace Homeostat;

/// <summary>How often each class was taken for each other.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">Number of classes, 1 to 256.</param>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 256);
        Classes = classes;
        _counts = new long[classes * classes];
    }

    /// <summary>Counts predictions.</summary>
    /// <param name="predictions">[n] predicted classes.</param>
    /// <param name="labels">[n] true classes.</param>
    /// <param name="classes">Number of classes.</param>
    public ConfusionMatrix(ReadOnlySpan<byte> predictions, ReadOnlySpan<byte> labels, int classes)
        : this(classes)
    {
        if (predictions.Length != labels.Length)
        {
            throw new ArgumentException($"{predictions.Length} predictions were given for {labels.Length} labels; as many were expected.");
        }

        for (var i = 0; i < labels.Length; i++)
        {
            Add(labels[i], predictions[i]);
        }
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>All samples counted.</summary>
    public long Total => _counts.Sum();

    /// <summary>The fraction counted on the diagonal; 0 when nothing was counted.</summary>
    public double Accuracy => Ratio(Enumerable.Range(0, Classes).Sum(c => this[c, c]), Total);

    /// <summary>How often a class was taken for another (or itself).</summary>
    /// <param name="label">The true class.</param>
    /// <param name="prediction">The predicted class.</param>
    public long this[int label, int prediction] => _counts[Index(label, prediction)];

    /// <summary>Counts one sample.</summary>
    /// <param name="label">The true class.</param>
    /// <param name="prediction">The predicted class.</param>
    public void Add(int label, int prediction) => _counts[Index(label, prediction)]++;

    /// <summary>Of those predicted to be of a class, the fraction that are; 0 when none was predicted.</summary>
    /// <param name="c">The class.</param>
    public double Precision(int c) => Ratio(this[c, c], Enumerable.Range(0, Classes).Sum(label => this[label, c]));

    /// <summary>Of those of a class, the fraction that were recognized; 0 when there was none.</summary>
    /// <param name="c">The class.</param>
    public double Recall(int c) => Ratio(this[c, c], Enumerable.Range(0, Classes).Sum(prediction => this[c, prediction]));

    /// <summary>A table: a row for each true class, a column for each prediction, recall at the right, precision below.</summary>
    public override string ToString()
    {
        var width = Math.Max(6, _counts.Max().ToString(CultureInfo.InvariantCulture).Length + 1);
        var table = new StringBuilder("true \\ predicted".PadRight(17));
        for (var c = 0; c < Classes; c++)
        {
            table.Append(Cell(c));
        }

        table.Append("  recall").AppendLine();
        for (var label = 0; label < Classes; label++)
        {
            table.Append(Cell(label, 17));
            for (var c = 0; c < Classes; c++)
            {
                table.Append(Cell(this[label, c]));
            }

            table.Append(Percent(Recall(label), 8)).AppendLine();
        }

        table.Append("precision".PadLeft(17));
        for (var c = 0; c < Classes; c++)
        {
            table.Append(Percent(Precision(c), width));
        }

        return table.Append(Percent(Accuracy, 8)).ToString();

        string Cell(long count, int? wide = null) => count.ToString(CultureInfo.InvariantCulture).PadLeft(wide ?? width);
        static string Percent(double ratio, int wide) => (100 * ratio).ToString("0.0", CultureInfo.InvariantCulture).PadLeft(wide);
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : part / (double)whole;

    private int Index(int label, int prediction)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)Classes, nameof(label));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)prediction, (uint)Classes, nameof(prediction));
        return (label * Classes) + prediction;
    }
}
