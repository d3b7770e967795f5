using System.Globalization;

namespace Homeostat;

/// <summary>How a learner is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>How often the training set is gone through.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples in a batch.</summary>
    public int Batch { get; init; } = 250;

    /// <summary>Seed of weights, order of samples and all else that is drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The fraction of the learning rate that is left at the end; it falls linearly from batch to batch.</summary>
    public double FinalRate { get; init; } = 0.1;

    /// <summary>Number type of all memory.</summary>
    public ElementType Type { get; init; } = ElementType.Float32;
}

/// <summary>What came of one training batch.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Batch">Batch within the epoch, from 1.</param>
/// <param name="FreeEnergy">Mean free energy of its samples after settling, before learning.</param>
/// <param name="Steps">Settling steps its samples took on average.</param>
public readonly record struct BatchResult(int Epoch, int Batch, double FreeEnergy, double Steps)
{
    /// <summary>What came and went after it.</summary>
    public StructuralChange Change { get; init; }
}

/// <summary>What came of a test.</summary>
/// <param name="Accuracy">Fraction of samples classified correctly.</param>
/// <param name="NegativeLogLikelihood">Mean of −ln of the softmax probability given to the label, in nats.</param>
/// <param name="Predictions">The class given to each sample.</param>
public sealed record TestResult(double Accuracy, double NegativeLogLikelihood, byte[] Predictions);

/// <summary>
/// A learner on its way through a data set, batch by batch. It can be stopped between any two batches, saved, and resumed
/// to the same bits as if it had never stopped.
/// </summary>
public sealed class Training : IDisposable
{
    private readonly BatchOrder _order;
    private readonly (string Name, double Initial)[] _rates;
    private Learner _learner;
    private Compiled _compiled;

    /// <summary>Compiles the learner and sets its initial weights.</summary>
    /// <exception cref="HomeostatException">The learner does not fit the data, or a setting is out of range.</exception>
    public Training(Learner learner, ImageSet data, TrainingOptions? options = null, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(data);
        (_learner, Data, Options) = (learner, data, options ?? new TrainingOptions());
        if (Options.Epochs < 0)
        {
            throw new HomeostatException($"{Options.Epochs} epochs cannot be trained; give zero or more.");
        }

        if (Options.FinalRate is not (>= 0 and <= 1))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"A final learning rate of {Options.FinalRate} of the first is out of range; give a fraction from 0 to 1."));
        }

        _order = new BatchOrder(data.Train.Count, Options.Batch, Options.Seed);
        Simulation = new Simulation(
            learner.Circuit, Options.Batch, new SimulationOptions { Seed = Options.Seed, Type = Options.Type, Workers = workers });
        _compiled = Compile();
        _rates = [.. Simulation.VariablesOf(Role.LearningRate).Select(name => (name, Simulation[name][0, 0]))];
    }

    /// <summary>What is trained, with the circuit as large as it is now.</summary>
    public Learner Learner =>
        _learner.Circuit == Simulation.Circuit ? _learner : _learner = _learner with { Circuit = Simulation.Circuit };

    /// <summary>On what.</summary>
    public ImageSet Data { get; }

    /// <summary>How.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The circuit with its state.</summary>
    public Simulation Simulation { get; }

    /// <summary>Batches in an epoch.</summary>
    public int BatchesPerEpoch => _order.Batches;

    /// <summary>Batches learned so far.</summary>
    public int BatchesDone { get; private set; }

    /// <summary>Whether all epochs have been learned.</summary>
    public bool IsDone => BatchesDone >= (long)Options.Epochs * BatchesPerEpoch;

    /// <summary>The compiled training schedule.</summary>
    public Plan TrainPlan => Current.Train;

    /// <summary>The compiled test schedule.</summary>
    public Plan TestPlan => Current.Test;

    /// <summary>Learns the next batch.</summary>
    /// <exception cref="DivergenceException">A state variable stopped being a finite number; weights are as before the batch.</exception>
    public BatchResult Next()
    {
        var (epoch, batch) = Math.DivRem(BatchesDone, BatchesPerEpoch);
        var samples = _order.Batch(epoch, batch);
        var current = Current;
        Fill(current.TrainImages, current.TrainLabels, Data.Train, samples);
        if (BatchesDone == 0)
        {
            RequireStable();
        }

        SetRates();
        Simulation.Run(current.Train, samples.Length);
        BatchesDone++;
        var steps = Simulation.StepsOf(current.Train, samples.Length);
        var energy = Simulation.MeanFreeEnergy(current.Train, samples.Length);
        return new BatchResult(epoch + 1, batch + 1, energy, steps) { Change = Select() };
    }

    /// <summary>Learns until all epochs are done.</summary>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    public void Run(Action<BatchResult>? progress = null, CancellationToken cancellation = default)
    {
        while (!IsDone && !cancellation.IsCancellationRequested)
        {
            var result = Next();
            progress?.Invoke(result);
        }
    }

    /// <summary>Classifies images.</summary>
    /// <exception cref="HomeostatException">The learner has no read-out.</exception>
    public TestResult Test(LabeledImages? images = null)
    {
        images ??= Data.Test;
        var readout = Learner.Readout ?? throw new HomeostatException(
            $"The model '{Learner.Name}' gives no classes, so it has no accuracy; probe its features instead.");
        var outputs = Answers(Current.Test, readout, images);
        var predictions = new byte[images.Count];
        Metrics.Predict(outputs, images.Classes, predictions);
        return new TestResult(
            Metrics.Accuracy(predictions, images.Labels),
            Metrics.NegativeLogLikelihoodOfLogits(outputs, images.Classes, images.Labels),
            predictions);
    }

    /// <summary>
    /// The mean free energy of images with their labels, in nats, inferred as in training. Nothing is learned, and all is afterwards as it was.
    /// </summary>
    /// <exception cref="HomeostatException">The training schedule does not measure it.</exception>
    public double FreeEnergy(LabeledImages? images = null)
    {
        images ??= Data.Test;
        if (!Learner.Train.OfType<Measure>().Any())
        {
            throw new HomeostatException($"The model '{Learner.Name}' does not measure its free energy. Put new Measure() into its training schedule.");
        }

        var saved = Simulation.Snapshot();
        var plan = Simulation.Compile(MeasureOnly);
        var (pixels, labels) = StreamsOf(plan);
        var sum = 0.0;
        try
        {
            foreach (var samples in Batches(images))
            {
                Fill(pixels, labels, images, samples);
                Simulation.Run(plan, samples.Length);
                sum += Simulation.MeanFreeEnergy(plan, samples.Length) * samples.Length;
            }
        }
        finally
        {
            Simulation.Restore(saved);
        }

        return sum / images.Count;
    }

    /// <summary>A variable's values after the test schedule, for every image: [images × units], row after row.</summary>
    public float[] Responses(string variable, LabeledImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Answers(Simulation.Compile([.. Learner.Test, new Probe(variable)]), variable, images);
    }

    /// <summary>The gradients of the last batch learned, one array a projection, rows of postsynaptic units.</summary>
    /// <remarks>They are the variables flagged <c>(gradient)</c>.</remarks>
    public IReadOnlyDictionary<string, double[]> Gradients() => Simulation.Model.WithRole(Role.Gradient)
        .ToDictionary(v => v.Owner, v => Simulation[v.Symbol.Name].ToArray());

    /// <summary>
    /// Takes over the weights, the variables flagged <c>(weight)</c>, of another training whose circuit has projections of the same names and sizes.
    /// </summary>
    /// <exception cref="HomeostatException">The two circuits share no weight.</exception>
    public void CopyWeights(Training other)
    {
        ArgumentNullException.ThrowIfNull(other);
        string[] shared = [.. Simulation.VariablesOf(Role.Weight).Intersect(other.Simulation.VariablesOf(Role.Weight))];
        if (shared.Length == 0)
        {
            throw new HomeostatException(
                $"The models '{Learner.Name}' and '{other.Learner.Name}' have no weight of the same name to copy. Put the flag (weight) on the "
                + $"lines that declare weights, as in 'w : 1 (weight)', and give the projections the same names.");
        }

        foreach (var name in shared)
        {
            Simulation[name].CopyFrom(other.Simulation[name].ToArray());
            Simulation.Changed(name);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Simulation.Dispose();

    /// <summary>Goes on from a saved state.</summary>
    internal void Restore(int batchesDone, Snapshot state)
    {
        Simulation.Restore(state);
        BatchesDone = batchesDone;
    }

    private Matrix StreamOf(Plan plan, string stream, int size, string what)
    {
        var matrix = Simulation.Stream(plan, stream);
        return matrix.Columns == size
            ? matrix
            : throw new HomeostatException(
                $"The model '{Learner.Name}' takes {matrix.Columns} {what}, but {Data.Name} has {size}. "
                + $"Make the {(stream == Learner.Image ? "first" : "last")} layer {size} units.");
    }

    private float[] Answers(Plan plan, string variable, LabeledImages images)
    {
        var matrix = Simulation[variable];
        var values = new float[images.Count * matrix.Columns];
        foreach (var samples in Batches(images))
        {
            Fill(Current.TestImages, null, images, samples);
            Simulation.Run(plan, samples.Length);
            for (var row = 0; row < samples.Length; row++)
            {
                for (var unit = 0; unit < matrix.Columns; unit++)
                {
                    values[(samples[row] * matrix.Columns) + unit] = (float)matrix[row, unit];
                }
            }
        }

        return values;
    }

    private IEnumerable<int[]> Batches(LabeledImages images) => Enumerable.Range(0, images.Count).Chunk(Simulation.Batch);

    private static void Fill(Matrix pixels, Matrix? labels, LabeledImages images, ReadOnlySpan<int> samples)
    {
        for (var row = 0; row < samples.Length; row++)
        {
            if (pixels.Type == ElementType.Float32)
            {
                images.CopyPixels(samples[row], pixels.Row<float>(row));
            }
            else
            {
                images.CopyPixels(samples[row], pixels.Row<double>(row));
            }

            for (var unit = 0; unit < (labels?.Columns ?? 0); unit++)
            {
                labels![row, unit] = images.Label(samples[row]) == unit ? 1 : 0;
            }
        }
    }

    private void RequireStable()
    {
        const int Samples = 16;
        var product = Stability.RateTimesEigenvalue(Simulation, Learner.Train, Math.Min(Samples, Options.Batch));
        if (!(product < Stability.Bound))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"The model '{Learner.Name}' would not settle: its settling rate times the largest eigenvalue of the settling "
                + $"Hessian is {product:G3}, and must stay below {Stability.Bound}. Make the settling rate at least "
                + $"{product / Stability.Bound:0.0} times smaller, or the initial weights."));
        }
    }

    private void SetRates()
    {
        var total = Math.Max(1, (long)Options.Epochs * BatchesPerEpoch);
        var left = 1 - ((1 - Options.FinalRate) * Math.Min(BatchesDone, total) / total);
        foreach (var (rate, initial) in _rates)
        {
            Simulation[rate][0, 0] = initial * left;
        }
    }

    // The slowest of the three time scales.
    private StructuralChange Select() => Learner.Selection is { } selection && selection.IsDue(BatchesDone)
        ? selection.Apply(Simulation, BatchesDone, MeasureOnly)
        : default;

    private IReadOnlyList<Phase> MeasureOnly =>
        [.. Learner.Train.Where(phase => phase is not Learn).Select(phase => phase is Settle settle ? settle with { Plastic = null } : phase)];

    private Compiled Current => _compiled.Layout == Simulation.Layout ? _compiled : _compiled = Compile();

    private Compiled Compile()
    {
        var train = Simulation.Compile(Learner.Train);
        var read = new[] { Learner.Readout, Learner.Reconstruction, Learner.Features }.OfType<string>();
        var test = Simulation.Compile([.. Learner.Test, .. read.Select(variable => new Probe(variable))]);
        var (images, labels) = StreamsOf(train);
        return new Compiled(Simulation.Layout, train, test, images, labels, StreamOf(test, Learner.Image, Data.Features, "pixels"));
    }

    private (Matrix Images, Matrix? Labels) StreamsOf(Plan train) => (
        StreamOf(train, Learner.Image, Data.Features, "pixels"),
        Learner.Train.OfType<Clamp>().Any(clamp => clamp.Stream == Learner.Label) ? StreamOf(train, Learner.Label, Data.Classes, "classes") : null);

    /// <summary>What is compiled again when units have come or gone.</summary>
    private sealed record Compiled(object Layout, Plan Train, Plan Test, Matrix TrainImages, Matrix? TrainLabels, Matrix TestImages);
}
