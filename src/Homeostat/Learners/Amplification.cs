namespace Homeostat;

/// <summary>
/// A sample to which a circuit responds too weakly is presented again, with the values of a stream multiplied by more: by 1 at
/// first, then by 1 + <see cref="Step"/>, 1 + 2·<see cref="Step"/> and so on (Diehl &amp; Cook 2015, section 2.5).
/// </summary>
/// <param name="Stream">The stream that is amplified.</param>
/// <param name="Response">The variable whose sum over all units is the response, written as <c>population.variable</c>.</param>
/// <param name="Least">The response from which on a sample is not presented again.</param>
public sealed record Amplification(string Stream, string Response, double Least)
{
    /// <summary>How much is added to the factor for every further presentation.</summary>
    public double Step { get; init; } = 0.5;

    /// <summary>How often a sample is presented at most.</summary>
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
/// Reads classes from cells that learned without labels: each cell is labeled by its responses to training samples, and then answers.
/// </summary>
/// <param name="Cells">The variable that holds the responses, written as <c>population.variable</c>.</param>
public sealed record Labeling(string Cells)
{
    /// <summary>The number of training samples that label the cells, the first ones; all where there are fewer.</summary>
    public int Examples { get; init; } = 10_000;

    /// <summary>How the class of a sample is read from the labeled cells.</summary>
    public CellReadout Readout { get; init; }

    /// <summary>
    /// The number of training samples after which cells are labeled anew while they learn, and the accuracy of the labels before is
    /// noted in <see cref="Training.Recognition"/>; 0 to note nothing.
    /// </summary>
    public int Window { get; init; }
}
