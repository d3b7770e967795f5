namespace Homeostat;

/// <summary>The values of a variable after the test schedule, sample by sample.</summary>
internal sealed class Answers : IDisposable
{
    private readonly Simulation _simulation;
    private readonly bool _owned;
    private readonly Matrix _values;
    private readonly Feed _feed;
    private readonly Presenter _presenter;

    /// <summary>Creates answers that come from the circuit that learned.</summary>
    public Answers(Simulation simulation, Plan plan, string variable, Feed feed, Amplification? amplification, bool owned = false)
    {
        (_simulation, _values, _feed, _owned) = (simulation, simulation[variable], feed, owned);
        _presenter = new Presenter(simulation, plan, feed, amplification);
    }

    public int Units => _values.Columns;

    /// <summary>Creates answers that come from another circuit, which takes over synapses and parameters of the same names from the circuit that learned.</summary>
    public static Answers Frozen(
        Learner learner, Simulation learned, string variable, string data, TrainingOptions options, Workers? workers, Amplification? amplification)
    {
        // The test has a seed of its own, so that no random number of the training is drawn again in a test.
        var simulation = new Simulation(
            learner.Circuit,
            options.TestBatch ?? options.Batch,
            new SimulationOptions { Seed = options.Seed ^ 0x7465737400000000UL, Type = options.Type, Workers = workers });
        try
        {
            foreach (var (name, matrix) in simulation.State.Where(s => IsFixed(simulation, s.Key)))
            {
                TakeOver(learned, name, matrix);
                simulation.Changed(name);
            }

            var plan = simulation.Compile([.. learner.Test, new Probe(variable)]);
            return new Answers(simulation, plan, variable, new Feed(simulation, plan, learner.Name, data), amplification, owned: true);
        }
        catch
        {
            simulation.Dispose();
            throw;
        }
    }

    /// <summary>All values: [samples × units], row after row.</summary>
    public float[] Of(DataPart part, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        _feed.Require(part);
        var values = new float[checked(part.Count * Units)];
        var shown = 0;
        _presenter.Show(
            part,
            [.. Enumerable.Range(0, part.Count)],
            samples =>
            {
                for (var row = 0; row < samples.Length; row++)
                {
                    for (var unit = 0; unit < Units; unit++)
                    {
                        values[(samples[row] * Units) + unit] = (float)_values[row, unit];
                    }
                }

                // A sample that is presented again has already been counted.
                if (samples[^1] >= shown)
                {
                    progress?.Invoke(shown = samples[^1] + 1);
                }
            },
            cancellation);
        return values;
    }

    public void Dispose()
    {
        if (_owned)
        {
            _simulation.Dispose();
        }
    }

    // Variables with one value for all samples: those of synapses and parameters flagged (constant over batch).
    private static bool IsFixed(Simulation simulation, string variable) =>
        simulation.Model.Variable(variable, "An answer").Symbol.Axes is var axes && (axes & Axes.Rows) == 0
        || simulation.Circuit.Projections.Any(p => variable.StartsWith($"{p.Name}.", StringComparison.Ordinal));

    private static void TakeOver(Simulation learned, string name, Matrix matrix)
    {
        var source = learned.State.FirstOrDefault(s => s.Key == name).Value;
        if (source is null || source.Rows * (long)source.Columns != matrix.Rows * (long)matrix.Columns)
        {
            throw new HomeostatException(
                $"The circuit that answers has {matrix.Rows} x {matrix.Columns} values of '{name}', but the one that learned has "
                + $"{(source is null ? "none" : $"{source.Rows} x {source.Columns}")}. Give both circuits the same.");
        }

        matrix.CopyFrom(source.ToArray());
    }
}
