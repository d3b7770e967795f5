namespace Homeostat;

/// <summary>The rule by which the class of an image is read from the responses of labeled cells.</summary>
public enum CellReadout
{
    /// <summary>Each cell is labeled with the class to which it responds most. The class whose cells respond most on average is chosen.</summary>
    HighestMean,

    /// <summary>Each spike of a cell is a vote for all classes, in proportion to the mean responses of the cell to them. The class with the most votes is chosen.</summary>
    Proportions,
}

/// <summary>
/// The labels of cells that learned without labels, found from their mean responses to labeled examples (Diehl &amp; Cook 2015,
/// section 2.6). Labeled cells classify images.
/// </summary>
public sealed class CellLabels
{
    private readonly double[] _means;
    private readonly int[] _labels;
    private readonly double[] _shares;
    private readonly int[] _cellsOf;

    /// <param name="means">The mean responses of each cell to each class: [cells × classes], row after row.</param>
    /// <param name="classes">The number of classes.</param>
    public CellLabels(ReadOnlySpan<double> means, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        (_means, Classes, Cells) = (means.ToArray(), classes, means.Length / classes);
        (_labels, _shares, _cellsOf) = (new int[Cells], new double[means.Length], new int[classes]);
        for (var cell = 0; cell < Cells; cell++)
        {
            var row = means.Slice(cell * classes, classes);
            var (best, sum) = (-1, 0.0);
            for (var c = 0; c < classes; c++)
            {
                sum += row[c];
                best = row[c] > (best < 0 ? 0 : row[best]) ? c : best;
            }

            _labels[cell] = best;
            for (var c = 0; c < classes && best >= 0; c++)
            {
                _shares[(cell * classes) + c] = row[c] / sum;
            }

            if (best >= 0)
            {
                _cellsOf[best]++;
            }
        }
    }

    /// <summary>The number of cells.</summary>
    public int Cells { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The class to which each cell responds most, [cells]; -1 for a cell that never responded.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The mean responses of each cell to each class: [cells × classes], row after row.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Labels cells by their responses to examples.</summary>
    /// <param name="responses">The number of spikes of each cell: [examples × cells], row after row.</param>
    /// <param name="labels">The class of each example, [examples].</param>
    /// <param name="classes">The number of classes.</param>
    public static CellLabels Assign(ReadOnlySpan<float> responses, ReadOnlySpan<int> labels, int classes)
    {
        var cells = responses.Length / Math.Max(1, labels.Length);
        var seen = new ClassResponses(cells, classes);
        for (var n = 0; n < labels.Length; n++)
        {
            seen.Add(labels[n], responses.Slice(n * cells, cells));
        }

        return seen.ToLabels();
    }

    /// <summary>Classifies several images.</summary>
    /// <param name="responses">The number of spikes of each cell: [images × cells], row after row.</param>
    /// <param name="readout">The rule by which classes are read from labeled cells.</param>
    public int[] PredictAll(ReadOnlySpan<float> responses, CellReadout readout)
    {
        var predictions = new int[responses.Length / Cells];
        for (var n = 0; n < predictions.Length; n++)
        {
            predictions[n] = Predict(responses.Slice(n * Cells, Cells), readout);
        }

        return predictions;
    }

    /// <summary>Classifies one image.</summary>
    /// <param name="response">The number of spikes of each cell, [cells].</param>
    /// <param name="readout">The rule by which classes are read from labeled cells.</param>
    public int Predict(ReadOnlySpan<float> response, CellReadout readout)
    {
        if (response.Length != Cells)
        {
            throw new HomeostatException($"{Cells} cells were labeled, but responses of {response.Length} were given.");
        }

        Span<double> votes = stackalloc double[Classes];
        votes.Clear();
        for (var cell = 0; cell < Cells; cell++)
        {
            if (_labels[cell] is var label && (label < 0 || response[cell] == 0))
            {
                continue;
            }

            if (readout == CellReadout.HighestMean)
            {
                votes[label] += response[cell] / (double)_cellsOf[label];
                continue;
            }

            for (var c = 0; c < Classes; c++)
            {
                votes[c] += response[cell] * _shares[(cell * Classes) + c];
            }
        }

        var best = 0;
        for (var c = 1; c < Classes; c++)
        {
            best = votes[c] > votes[best] ? c : best;
        }

        return best;
    }
}
