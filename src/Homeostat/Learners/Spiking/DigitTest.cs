namespace Homeostat;

/// <summary>What came of a test of the digit network.</summary>
public sealed class DigitTest
{
    internal DigitTest(CellLabels labels, float[] responses, LabeledImages images)
    {
        (Labels, Responses) = (labels, responses);
        Predictions = Predict(CellReadout.HighestMean);
        ProportionPredictions = Predict(CellReadout.Proportions);
        Accuracy = Metrics.Accuracy(Predictions, images.Labels);
        ProportionAccuracy = Metrics.Accuracy(ProportionPredictions, images.Labels);

        byte[] Predict(CellReadout readout) =>
            [.. Enumerable.Range(0, images.Count).Select(n => labels.Predict(responses.AsSpan(n * labels.Cells, labels.Cells), readout))];
    }

    /// <summary>Fraction of images recognized by <see cref="CellReadout.HighestMean"/>, the read-out of the paper.</summary>
    public double Accuracy { get; }

    /// <summary>Fraction of images recognized by <see cref="CellReadout.Proportions"/>.</summary>
    public double ProportionAccuracy { get; }

    /// <summary>The class given to each image by <see cref="CellReadout.HighestMean"/>.</summary>
    public IReadOnlyList<byte> PredictedClasses => Predictions;

    /// <summary>What the cells stand for.</summary>
    public CellLabels Labels { get; }

    /// <summary>Spikes: [images × cells], row after row.</summary>
    public ReadOnlyMemory<float> Spikes => Responses;

    internal byte[] Predictions { get; }

    internal byte[] ProportionPredictions { get; }

    internal float[] Responses { get; }
}
