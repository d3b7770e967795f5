namespace Homeostat;

/// <summary>A presenter that shows samples to a circuit, batch after batch, and shows samples with too weak a response again with amplified values.</summary>
internal sealed class Presenter(Simulation simulation, Plan plan, Feed feed, Amplification? amplification, Jitter? jitter = null)
{
    /// <param name="part">The data.</param>
    /// <param name="samples">The indices of the samples to present.</param>
    /// <param name="after">The action that is called after each batch has run, with the indices of its samples; the simulation then holds their state.</param>
    /// <param name="cancellation">The token that stops the presentation between two batches.</param>
    public void Show(DataPart part, int[] samples, Action<int[]> after, CancellationToken cancellation = default)
    {
        var left = samples;
        for (var presentation = 0; left.Length > 0 && presentation < (amplification?.MostPresentations ?? 1); presentation++)
        {
            var again = new List<int>();
            foreach (var batch in left.Length <= simulation.Batch ? [left] : left.Chunk(simulation.Batch))
            {
                cancellation.ThrowIfCancellationRequested();
                feed.Fill(part, batch, amplification?.Stream, 1 + (presentation * (amplification?.Step ?? 0)), jitter);
                simulation.Run(plan, batch.Length);
                after(batch);
                if (amplification is not null)
                {
                    var response = simulation[amplification.Response];
                    again.AddRange(batch.Where((_, row) => Sum(response, row) < amplification.Least));
                }
            }

            left = [.. again];
        }
    }

    private static double Sum(Matrix values, int row)
    {
        var sum = 0.0;
        for (var unit = 0; unit < values.Columns; unit++)
        {
            sum += values[row, unit];
        }

        return sum;
    }
}
