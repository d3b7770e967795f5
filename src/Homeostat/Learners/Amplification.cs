namespace Homeostat;

/// <summary>
/// The repeated presentation of a sample to which the circuit responds too weakly. The values of a stream are multiplied by a factor
/// that grows with each presentation: 1, 1 + <see cref="Step"/>, 1 + 2·<see cref="Step"/> and so on (Diehl &amp; Cook 2015, section 2.5).
/// </summary>
/// <param name="Stream">The stream that is amplified.</param>
/// <param name="Response">The variable whose sum over all units is the response, written as <c>population.variable</c>.</param>
/// <param name="Least">The smallest response that is strong enough: a sample with at least this response is not presented again.</param>
public sealed record Amplification(string Stream, string Response, double Least)
{
    /// <summary>The number that is added to the factor at every further presentation.</summary>
    public double Step { get; init; } = 0.5;

    /// <summary>The largest number of times that one sample is presented.</summary>
    public int MostPresentations { get; init; } = 12;

    internal void Require()
    {
        if (MostPresentations < 1 || !double.IsFinite(Step) || !double.IsFinite(Least))
        {
            throw new HomeostatException(
                $"{this} presents nothing: give at least one presentation, and finite numbers.");
        }
    }
}

/// <summary>
/// The way in which classes are read from cells that learned without labels: each cell gets a label from its responses to training
/// samples, and the labeled cells then classify other samples.
/// </summary>
/// <param name="Cells">The variable that holds the responses, written as <c>population.variable</c>.</param>
public sealed record Labeling(string Cells)
{
    /// <summary>The number of training samples, counted from the first, whose responses label the cells; all samples if there are fewer.</summary>
    public int Examples { get; init; } = 10_000;

    /// <summary>The rule by which the class of a sample is read from the labeled cells.</summary>
    public CellReadout Readout { get; init; }

    /// <summary>
    /// The number of training samples in a window. After each window the accuracy of the current labels is added to
    /// <see cref="Training.Recognition"/>, and the cells are labeled anew. With 0 no accuracy is recorded during learning.
    /// </summary>
    public int Window { get; init; }
}
