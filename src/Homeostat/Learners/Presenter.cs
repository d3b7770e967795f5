namespace Homeostat;

/// <summary>Presents samples to a circuit, batch after batch, and those with too weak a response again, amplified.</summary>
internal sealed class Presenter(Simulation simulation, Plan plan, Feed feed, Amplification? amplification)
{
    /// <param name="part">The data.</param>
    /// <param name="samples">The samples to present.</param>
    /// <param name="after">Told the samples of every batch after its run, while the state is theirs.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public void Show(DataPart part, int[] samples, Action<int[]> after, CancellationToken cancellation = default)
    {
        var left = samples;
        for (var presentation = 0; left.Length > 0 && presentation < (amplification?.MostPresentations ?? 1); presentation++)
        {
            var again = new List<int>();
            foreach (var batch in left.Length <= simulation.Batch ? [left] : left.Chunk(simulation.Batch))
            {
                cancellation.ThrowIfCancellationRequested();
                feed.Fill(part, batch, amplification?.Stream, 1 + (presentation * (amplification?.Step ?? 0)));
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
