namespace Homeostat;

/// <summary>The accuracy with which cells recognized the samples of one window of learning.</summary>
/// <param name="Samples">The number of samples learned from at the end of the window.</param>
/// <param name="HighestMean">The fraction of samples recognized by <see cref="CellReadout.HighestMean"/>.</param>
/// <param name="Proportions">The fraction of samples recognized by <see cref="CellReadout.Proportions"/>.</param>
public sealed record WindowAccuracy(long Samples, double HighestMean, double Proportions);

/// <summary>
/// The accuracy with which cells recognize samples while they learn without labels. In every window of samples the cells answer with the
/// labels from the previous window; at the end of the window they are labeled anew.
/// </summary>
public sealed class Recognition
{
    private const string Prefix = "recognition.";

    private readonly int _window;
    private readonly ClassResponses _seen;
    private readonly List<WindowAccuracy> _history = [];
    private readonly double[] _recognized = new double[2];
    private long _samples;

    /// <param name="cells">The number of cells.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="window">The number of samples in a window.</param>
    public Recognition(int cells, int classes, int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        (_window, _seen) = (window, new ClassResponses(cells, classes));
    }

    /// <summary>The accuracy over time, with one entry for each window except the first.</summary>
    public IReadOnlyList<WindowAccuracy> History => _history;

    /// <summary>The present labels of the cells, from the last completed window; null during the first window.</summary>
    public CellLabels? Labels { get; private set; }

    /// <summary>Adds a sample from which the cells have just learned.</summary>
    /// <param name="label">The class of the sample.</param>
    /// <param name="response">The number of spikes of each cell, [cells].</param>
    public void Add(int label, ReadOnlySpan<float> response)
    {
        if (Labels is not null)
        {
            _recognized[0] += Labels.Predict(response, CellReadout.HighestMean) == label ? 1 : 0;
            _recognized[1] += Labels.Predict(response, CellReadout.Proportions) == label ? 1 : 0;
        }

        _seen.Add(label, response);
        _samples++;
        if (_samples % _window == 0)
        {
            if (Labels is not null)
            {
                _history.Add(new WindowAccuracy(_samples, _recognized[0] / _window, _recognized[1] / _window));
            }

            Labels = _seen.ToLabels();
            _seen.Clear();
            Array.Clear(_recognized);
        }
    }

    /// <summary>The state as arrays, from which it can be continued.</summary>
    internal Dictionary<string, double[]> Save() => new(StringComparer.Ordinal)
    {
        [$"{Prefix}samples"] = [_samples],
        [$"{Prefix}recognized"] = [.. _recognized],
        [$"{Prefix}sums"] = [.. _seen.Sums],
        [$"{Prefix}examples"] = [.. _seen.Examples],
        [$"{Prefix}means"] = Labels?.Means.ToArray() ?? [],
        [$"{Prefix}history"] = [.. _history.SelectMany(h => new[] { h.Samples, h.HighestMean, h.Proportions })],
    };

    /// <exception cref="HomeostatException">An array is missing or of another size.</exception>
    internal void Restore(IReadOnlyDictionary<string, double[]> saved)
    {
        _samples = (long)Of("samples", 1)[0];
        Of("recognized", _recognized.Length).CopyTo(_recognized, 0);
        Of("sums", _seen.Sums.Length).CopyTo(_seen.Sums, 0);
        Of("examples", _seen.Examples.Length).CopyTo(_seen.Examples, 0);
        var means = Of("means", null);
        Labels = means.Length == 0 ? null : new CellLabels(means, _seen.Examples.Length);
        _history.Clear();
        _history.AddRange(Of("history", null).Chunk(3).Select(h => new WindowAccuracy((long)h[0], h[1], h[2])));

        double[] Of(string name, int? length) =>
            saved.GetValueOrDefault(Prefix + name) is { } values && (length ?? values.Length) == values.Length ? values : throw new HomeostatException(
                $"The saved state has no array '{Prefix}{name}'{(length is null ? "" : $" of {length} numbers")}; it was saved without the recognition of cells.");
    }
}
