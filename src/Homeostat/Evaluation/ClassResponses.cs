namespace Homeostat;

/// <summary>The sums of the responses of cells to the examples of each class.</summary>
/// <param name="cells">The number of cells.</param>
/// <param name="classes">The number of classes.</param>
internal sealed class ClassResponses(int cells, int classes)
{
    /// <summary>The sums of responses: [cells × classes].</summary>
    public double[] Sums { get; } = new double[cells * classes];

    /// <summary>The number of examples of each class.</summary>
    public double[] Examples { get; } = new double[classes];

    public void Add(int label, ReadOnlySpan<float> response)
    {
        Examples[label]++;
        for (var cell = 0; cell < response.Length; cell++)
        {
            Sums[(cell * classes) + label] += response[cell];
        }
    }

    public CellLabels ToLabels()
    {
        var means = new double[Sums.Length];
        for (var k = 0; k < means.Length; k++)
        {
            means[k] = Sums[k] / Math.Max(1, Examples[k % classes]);
        }

        return new CellLabels(means, classes);
    }

    public void Clear()
    {
        Array.Clear(Sums);
        Array.Clear(Examples);
    }
}
