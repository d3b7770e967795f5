namespace Homeostat.Planning;

/// <summary>The shape of a symbol: rows × columns, where a symbol that varies over the batch has a row a sample.</summary>
/// <param name="PerSample">Whether there is a row for each sample of the batch.</param>
/// <param name="Rows">The number of rows otherwise.</param>
/// <param name="Columns">The number of columns.</param>
internal readonly record struct Shape(bool PerSample, int Rows, int Columns)
{
    /// <summary>The projection that has a column for each of its synapses, however many there come to be; null for any other shape.</summary>
    public string? SynapsesOf { get; init; }

    /// <summary>True if each sample of the batch has all the rows, one sample after the other.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The shape of a value of a population: samples × units, or one along an axis it does not vary along.</summary>
    public static Shape OfUnits(Axes axes, int units) => new(axes.HasFlag(Axes.Rows), 1, axes.HasFlag(Axes.Columns) ? units : 1);

    /// <summary>The shape of a value of the synapses of a full matrix: postsynaptic × presynaptic units.</summary>
    public static Shape OfMatrix(Axes axes, int post, int pre) => new(false, axes.HasFlag(Axes.Rows) ? post : 1, axes.HasFlag(Axes.Columns) ? pre : 1);

    /// <summary>The shape of a value of synapses that are stored as rows: 1 × synapses.</summary>
    public static Shape OfSynapses(Axes axes, string projection) =>
        axes.HasFlag(Axes.Columns) ? new Shape(false, 1, 0) { SynapsesOf = projection } : new Shape(false, 1, 1);

    /// <summary>The number of rows for a batch of that many samples.</summary>
    public int RowsFor(int batch) => PerSample ? batch : IsRepeated ? batch * Rows : Rows;

    public override string ToString() => SynapsesOf is null ? $"{(PerSample ? "samples" : IsRepeated ? $"samples x {Rows}" : Rows)} x {Columns}" : $"synapses of {SynapsesOf}";
}
