using System.Globalization;
using System.Text;

namespace Homeostat;

/// <summary>The confusion matrix of a classifier: the number of samples for each pair of a true and a predicted class.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>Creates a matrix in which all counts are 0.</summary>
    /// <param name="classes">The number of classes, 1 to 256.</param>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 256);
        Classes = classes;
        _counts = new long[classes * classes];
    }

    /// <summary>Counts predictions.</summary>
    /// <param name="predictions">The predicted classes, [n].</param>
    /// <param name="labels">The true classes, [n].</param>
    /// <param name="classes">The number of classes.</param>
    public ConfusionMatrix(ReadOnlySpan<int> predictions, ReadOnlySpan<int> labels, int classes)
        : this(classes)
    {
        if (predictions.Length != labels.Length)
        {
            throw new ArgumentException($"{predictions.Length} predictions were given for {labels.Length} labels; the same number was expected.");
        }

        for (var i = 0; i < labels.Length; i++)
        {
            Add(labels[i], predictions[i]);
        }
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of all samples counted.</summary>
    public long Total => _counts.Sum();

    /// <summary>The fraction of the samples on the diagonal, whose prediction is right; 0 if no sample was counted.</summary>
    public double Accuracy => Ratio(Enumerable.Range(0, Classes).Sum(c => this[c, c]), Total);

    /// <summary>The number of samples of one class that were predicted to be of another class, or of the same one.</summary>
    /// <param name="label">The true class.</param>
    /// <param name="prediction">The predicted class.</param>
    public long this[int label, int prediction] => _counts[Index(label, prediction)];

    /// <summary>Counts one sample.</summary>
    /// <param name="label">The true class.</param>
    /// <param name="prediction">The predicted class.</param>
    public void Add(int label, int prediction) => _counts[Index(label, prediction)]++;

    /// <summary>The precision of a class: the fraction of the samples predicted to be of the class that are of the class; 0 if there are none.</summary>
    /// <param name="c">The class.</param>
    public double Precision(int c) => Ratio(this[c, c], Enumerable.Range(0, Classes).Sum(label => this[label, c]));

    /// <summary>The recall of a class: the fraction of the samples of the class that were predicted to be of it; 0 if there are none.</summary>
    /// <param name="c">The class.</param>
    public double Recall(int c) => Ratio(this[c, c], Enumerable.Range(0, Classes).Sum(prediction => this[c, prediction]));

    /// <summary>The matrix as a text table. It has one row for each true class and one column for each predicted class, with the recall at the right and the precision below.</summary>
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
