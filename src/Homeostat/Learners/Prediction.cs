namespace Homeostat;

/// <summary>The answers of a trained model to samples.</summary>
public sealed class Prediction
{
    private readonly DataSchema? _schema;

    internal Prediction(double[,] outputs, DataSchema? schema) => (Outputs, _schema) = (outputs, schema);

    /// <summary>The number of samples.</summary>
    public int Count => Outputs.GetLength(0);

    /// <summary>The answers as the circuit gives them, [samples × units]: for classes, numbers whose softmax is their probability.</summary>
    public double[,] Outputs { get; }

    /// <summary>The names of the classes; null where they are only numbered, and for numbers.</summary>
    public IReadOnlyList<string>? ClassNames => _schema?.ClassNames;

    /// <summary>The most probable class of each sample, from 0.</summary>
    public int[] Classes() => [.. Enumerable.Range(0, Count).Select(sample =>
    {
        var row = Outputs.Row(sample);
        var best = 0;
        for (var unit = 1; unit < row.Length; unit++)
        {
            best = row[unit] > row[best] ? unit : best;
        }

        return best;
    })];

    /// <summary>The probability of each class, [samples × classes]: the softmax of the answers.</summary>
    public double[,] Probabilities()
    {
        var probabilities = (double[,])Outputs.Clone();
        for (var sample = 0; sample < Count; sample++)
        {
            var row = probabilities.Row(sample);
            var (largest, sum) = (double.NegativeInfinity, 0.0);
            foreach (var value in row)
            {
                largest = Math.Max(largest, value);
            }

            foreach (ref var value in row)
            {
                sum += value = Math.Exp(value - largest);
            }

            foreach (ref var value in row)
            {
                value /= sum;
            }
        }

        return probabilities;
    }

    /// <summary>The predicted numbers in the unit of the column that the model was trained on, [samples × units].</summary>
    public double[,] Values()
    {
        var values = (double[,])Outputs.Clone();
        if (_schema?.Target is { Classes: null } target)
        {
            foreach (ref var value in values.All())
            {
                value = target.InItsUnit(value);
            }
        }

        return values;
    }
}
