
namespace Homeostat;

/// <summary>The network of a training with its weights and thresholds as they are now, which answers many images at a time.</summary>
internal sealed class FrozenDigits : IDisposable
{
    private const int Batch = 100;

    private readonly DiehlCookOptions _options;
    private readonly Simulation _simulation;
    private readonly Plan _present;
    private readonly Matrix _images;
    private readonly Matrix _counts;

    public FrozenDigits(DigitTraining training)
    {
        _options = training.Options;

        // A seed of its own: the spikes of a test are none of those learned from.
        var options = new SimulationOptions { Seed = _options.Seed ^ 0x7465737400000000UL, Workers = training.Workers };
        _simulation = new Simulation(DiehlCook.Frozen(training.Data.Features, _options), Batch, options);
        foreach (var variable in new[] { "pixel_to_cell.w", "cell.theta" })
        {
            _simulation[variable].CopyFrom(training.Simulation[variable].ToArray());
            _simulation.Changed(variable);
        }

        _present = _simulation.Compile(DiehlCook.Present(_options, learns: false));
        _images = _simulation.Stream(_present, Learner.Image);
        _counts = _simulation["cell.count"];
    }

    /// <summary>Spikes of each cell at each image: [images × cells]. Those at which too few fire are shown again, brighter.</summary>
    public float[] Responses(LabeledImages images, Action<int>? progress, CancellationToken cancellation)
    {
        var cells = _options.Cells;
        var responses = new float[images.Count * cells];
        var left = Enumerable.Range(0, images.Count).ToArray();
        for (var presentation = 0; left.Length > 0 && presentation < _options.MostPresentations; presentation++)
        {
            var again = new List<int>();
            foreach (var batch in left.Chunk(Batch))
            {
                cancellation.ThrowIfCancellationRequested();
                for (var row = 0; row < batch.Length; row++)
                {
                    DigitTraining.Show(images, batch[row], 1 + (0.5f * presentation), _images.Row<float>(row));
                }

                _simulation.Run(_present, batch.Length);
                for (var row = 0; row < batch.Length; row++)
                {
                    var response = responses.AsSpan(batch[row] * cells, cells);
                    _counts.Row<float>(row).CopyTo(response);
                    if (DigitTraining.Spikes(response) < _options.LeastSpikes)
                    {
                        again.Add(batch[row]);
                    }
                }

                if (presentation == 0)
                {
                    progress?.Invoke(batch[^1] + 1);
                }
            }

            left = [.. again];
        }

        return responses;
    }

    public void Dispose() => _simulation.Dispose();
}
