namespace Homeostat;

/// <summary>
/// The training of a learner on data, batch by batch. It can be stopped and saved between any two batches. A resumed training gives the
/// same bits as one that was never stopped.
/// </summary>
public sealed partial class Training : IDisposable
{
    private readonly BatchOrder _order;
    private readonly StageSchedule _stages;
    private readonly Workers? _workers;
    private readonly (string Name, double Initial)[] _rates;
    private readonly LearningWarnings _warnings = new();
    private Learner _learner;
    private Compiled _compiled;

    /// <summary>Compiles the learner and sets its initial weights.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="data">The data. They need a stream for each name to which the learner's schedules clamp; an <see cref="ImageSet"/> can be given too.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <exception cref="HomeostatException">The learner does not fit the data, or a setting is out of range.</exception>
    public Training(Learner learner, DataSource data, TrainingOptions? options = null, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(data);
        (_learner, Data, Options, _workers) = (learner, data, options ?? new TrainingOptions(), workers);
        Options.Require();
        learner.Amplification?.Require();
        if (data.Train.Count == 0)
        {
            throw new HomeostatException($"The data '{data.Name}' has no samples to learn from. Give its Train part a stream, or choose data with training samples.");
        }

        ImageExtent.Require(learner, data, Options);
        _order = new BatchOrder(data.Train.Count, Options.Batch, Options.Seed, Options.KeepLast);
        _stages = new StageSchedule(learner, Options, _order.Batches);
        Simulation = new Simulation(
            learner.Circuit, Options.Batch, new SimulationOptions { Seed = Options.Seed, Type = Options.Type, Workers = workers, Substrate = Options.Substrate });
        _compiled = Compile();
        _rates = [.. Simulation.VariablesOf(Role.LearningRate).Select(name => (name, Simulation[name][0, 0]))];
        if (learner.Labeling is { Window: > 0 } labeling)
        {
            Recognition = new Recognition(Simulation[labeling.Cells].Columns, ClassesOf(data.Train).Classes!.Value, labeling.Window);
        }

        if (learner.Begin.Count > 0)
        {
            Simulation.Run(Simulation.Compile(learner.Begin));
        }

        learner.LogOdds?.Apply(Simulation, data);
    }

    /// <summary>The learner, whose circuit has the present number of units.</summary>
    public Learner Learner =>
        _learner.Circuit == Simulation.Circuit ? _learner : _learner = _learner with { Circuit = Simulation.Circuit };

    /// <summary>The data that the learner is trained on.</summary>
    public DataSource Data { get; }

    /// <summary>The settings of the training.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The simulation that holds the circuit and its state.</summary>
    public Simulation Simulation { get; }

    /// <summary>The accuracy with which labeled cells recognize samples during learning; null if <see cref="Labeling.Window"/> is 0 or there is no labeling.</summary>
    public Recognition? Recognition { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int BatchesPerEpoch => _order.Batches;

    /// <summary>The number of batches learned so far.</summary>
    public long BatchesDone { get; private set; }

    /// <summary>The number of samples learned so far: each sample of each batch.</summary>
    public long SamplesDone
    {
        get
        {
            var (epochs, batches) = Math.DivRem(BatchesDone, BatchesPerEpoch);
            return (epochs * Math.Min(Data.Train.Count, (long)BatchesPerEpoch * Options.Batch)) + (batches * Options.Batch);
        }
    }

    /// <summary>The number of batches to be learned in all.</summary>
    public long BatchesInAll => _stages.BatchesInAll;

    /// <summary>Whether all batches have been learned.</summary>
    public bool IsDone => BatchesDone >= BatchesInAll;

    /// <summary>The warnings of all batches learned by this object, as <see cref="BatchResult.Warning"/> gives them.</summary>
    public IReadOnlyList<string> Warnings => _warnings.All;

    /// <summary>The threads that were given; null for all processors.</summary>
    internal Workers? Workers => _workers;

    /// <summary>The compiled training schedule of the present stage.</summary>
    public Plan TrainPlan => Current.Stages[_stages.IndexAt(BatchesDone)].Plan;

    /// <summary>Computes the cost of the first batches of the training, over all stages, if no sample is dropped early and none is presented again.</summary>
    /// <param name="batches">The number of batches.</param>
    public Cost CostOf(long batches) => Current.Stages
        .Select((stage, index) => _stages.BatchesIn(index, batches) * stage.Plan.CostOf(Options.Batch))
        .Aggregate((a, b) => a + b);

    /// <summary>The compiled test schedule.</summary>
    public Plan TestPlan => Current.Test;

    /// <summary>Learns the next batch.</summary>
    /// <exception cref="DivergenceException">A state variable stopped being a finite number; weights are as before the batch.</exception>
    /// <exception cref="HomeostatException">The data holds a number that is not finite; weights are as before the batch.</exception>
    public BatchResult Next()
    {
        try
        {
            return LearnNext();
        }
        catch (DivergenceException diverged) when (Learner.Divergence is { } cause)
        {
            throw diverged.Because(cause);
        }
    }

    /// <summary>Learns all batches that are left.</summary>
    /// <param name="progress">The action that is called after each batch, with the result of the batch.</param>
    /// <param name="cancellation">The token that stops the training between two batches.</param>
    public void Run(Action<BatchResult>? progress = null, CancellationToken cancellation = default)
    {
        while (!IsDone && !cancellation.IsCancellationRequested)
        {
            var result = Next();
            progress?.Invoke(result);
        }
    }

    /// <summary>Classifies samples and compares the answers with the classes in the target stream of the data.</summary>
    /// <param name="part">The samples; the test part of the data unless given.</param>
    /// <param name="progress">The action that is called with the fraction of the samples shown so far, 0 to 1.</param>
    /// <param name="cancellation">The token that stops the test.</param>
    /// <exception cref="HomeostatException">The learner gives no classes, or the data have none.</exception>
    /// <exception cref="OperationCanceledException">The test was canceled.</exception>
    public TestResult Test(DataPart? part = null, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        part ??= Data.Test;
        var truth = ClassesOf(part);
        if (Learner.Labeling is { } labeling)
        {
            return TestLabeled(labeling, part, truth, progress, cancellation);
        }

        var readout = Learner.Readout ?? throw new HomeostatException(
            $"The model '{Learner.Name}' gives no classes, so it has no accuracy; probe its features instead.");
        using var answers = Answers(readout);
        RequireUnits(answers.Units, truth, readout);
        var outputs = answers.Of(part, shown => progress?.Invoke(shown / (double)part.Count), cancellation);
        var predictions = new int[part.Count];
        Metrics.Predict(outputs, truth.Classes!.Value, predictions);
        return new TestResult(
            Metrics.Accuracy(predictions, truth.Labels),
            Metrics.NegativeLogLikelihoodOfLogits(outputs, truth.Classes.Value, truth.Labels),
            predictions)
        { Outputs = outputs };
    }

    /// <summary>Computes the mean squared difference between answers and targets, over samples and units.</summary>
    /// <param name="part">The samples; the test part of the data unless given.</param>
    /// <exception cref="HomeostatException">The learner gives no answer, or the data has no target of its size.</exception>
    public double SquaredError(DataPart? part = null)
    {
        part ??= Data.Test;
        var truth = TargetOf(part);
        var readout = Learner.Readout ?? throw new HomeostatException(
            $"The model '{Learner.Name}' has no answer to compare with the targets. Give the learner a Readout.");
        using var answers = Answers(readout);
        RequireUnits(answers.Units, truth, readout);
        var outputs = answers.Of(part);
        var (sum, target) = (0.0, new double[truth.Size]);
        for (var sample = 0; sample < part.Count; sample++)
        {
            truth.CopyTo(sample, target);
            for (var unit = 0; unit < target.Length; unit++)
            {
                var difference = outputs[(sample * target.Length) + unit] - target[unit];
                sum += difference * difference;
            }
        }

        return sum / outputs.Length;
    }

    /// <summary>
    /// Computes the fraction of the variance of the targets that the answers explain, R² = 1 − Σ(target − answer)²/Σ(target − mean)², over all units together: 1 at best, 0 for answers that are always the mean.
    /// </summary>
    /// <param name="part">The samples; the test part of the data unless given.</param>
    /// <exception cref="HomeostatException">The learner gives no answer, or the data have no target of its size.</exception>
    public double Explained(DataPart? part = null)
    {
        part ??= Data.Test;
        var truth = TargetOf(part);
        var targets = new double[part.Count, truth.Size];
        for (var sample = 0; sample < part.Count; sample++)
        {
            truth.CopyTo(sample, targets.Row(sample));
        }

        var squares = Enumerable.Range(0, truth.Size).Sum(unit =>
        {
            double[] values = [.. Enumerable.Range(0, part.Count).Select(sample => targets[sample, unit])];
            var mean = values.Average();
            return values.Sum(value => (value - mean) * (value - mean));
        });
        return 1 - (SquaredError(part) * part.Count * truth.Size / squares);
    }

    /// <summary>Computes the values of a variable after the test schedule for every sample: [samples × units], row after row.</summary>
    /// <param name="variable">The variable, written as <c>population.variable</c>.</param>
    /// <param name="part">The samples.</param>
    public float[] Responses(string variable, DataPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        using var answers = Answers(variable);
        return answers.Of(part);
    }

    /// <summary>
    /// The gradients of the last batch learned, one array for each projection: [postsynaptic units × presynaptic units], row after row.
    /// </summary>
    /// <remarks>The gradients are the variables flagged <c>(gradient)</c>.</remarks>
    public IReadOnlyDictionary<string, double[]> Gradients() => Simulation.Model.WithRole(Role.Gradient)
        .ToDictionary(v => v.Owner, v => Simulation[v.Symbol.Name].ToArray());

    /// <summary>
    /// Copies the weights, the variables flagged <c>(weight)</c>, of another training whose circuit has projections of the same names and sizes.
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

    /// <summary>Continues from a saved state.</summary>
    internal void Restore(long batchesDone, Snapshot state, IReadOnlyDictionary<string, double[]>? recognition = null)
    {
        Simulation.Restore(state);
        Continue(batchesDone, recognition);
    }

    /// <summary>Continues from a state saved on another device.</summary>
    internal void Transplant(long batchesDone, Snapshot state, IReadOnlyDictionary<string, double[]> recognition)
    {
        Simulation.Transplant(state);
        Continue(batchesDone, recognition);
    }

    private void Continue(long batchesDone, IReadOnlyDictionary<string, double[]>? recognition)
    {
        Recognition?.Restore(recognition ?? new Dictionary<string, double[]>());
        BatchesDone = batchesDone;
    }

    private BatchResult LearnNext()
    {
        var (epoch, batch) = Math.DivRem(BatchesDone, BatchesPerEpoch);
        var samples = _order.Batch((int)epoch, (int)batch).ToArray();
        var current = Current;
        var (train, feed) = current.Stages[_stages.IndexAt(BatchesDone)];
        if (BatchesDone == 0 && Learner.DescendsEnergy)
        {
            feed.Fill(Data.Train, samples);
            Stability.Require(Simulation, Learner, Options.Batch);
        }

        SetRates();
        var (presentations, energy) = (0L, double.NaN);
        IReadOnlyDictionary<string, double>? energies = null;
        var responses = new Dictionary<int, float[]>();
        new Presenter(Simulation, train, feed, Learner.Amplification, Jitter.In(Options, (int)epoch)).Show(Data.Train, samples, shown =>
        {
            // The first presentation contains all samples.
            energy = presentations == 0 ? Simulation.MeanFreeEnergy(train, shown.Length) : energy;
            energies ??= Simulation.MeanFreeEnergies(train, shown.Length);
            presentations += shown.Length;
            Remember(shown, responses);
        });
        BatchesDone++;
        var steps = Simulation.StepsOf(train, samples.Length);
        foreach (var sample in responses.Count > 0 ? samples : [])
        {
            Recognition!.Add(ClassesOf(Data.Train).Labels[sample], responses[sample]);
        }

        var unreached = batch == 0 ? UnreachedSynapses.Of(Simulation, train) : [];
        return new BatchResult((int)epoch + 1, (int)batch + 1, energy, steps)
        {
            Samples = samples.Length,
            Energies = energies ?? new Dictionary<string, double>(),
            Unreached = unreached,
            Warning = _warnings.Of(Learner, unreached),
            Change = Select(),
            Presentations = (double)presentations / samples.Length,
        };
    }

    private TestResult TestLabeled(Labeling labeling, DataPart part, DataArray truth, Action<double>? progress, CancellationToken cancellation)
    {
        var labeled = Data.Train.Take(labeling.Examples);
        using var answers = Answers(labeling.Cells);
        double all = labeled.Count + part.Count;
        var examples = answers.Of(labeled, shown => progress?.Invoke(shown / all), cancellation);
        var labels = CellLabels.Assign(examples, ClassesOf(labeled).Labels, truth.Classes!.Value);
        var responses = answers.Of(part, shown => progress?.Invoke((labeled.Count + shown) / all), cancellation);
        var predictions = labels.PredictAll(responses, labeling.Readout);
        return new TestResult(Metrics.Accuracy(predictions, truth.Labels), null, predictions) { Outputs = responses, Labels = labels };
    }

    private DataArray TargetOf(DataPart part) => Targets.Of(Data, part);

    private DataArray ClassesOf(DataPart part) => Targets.ClassesOf(Data, part);

    private void RequireUnits(int units, DataArray truth, string readout) => Targets.RequireUnits(Data, Learner.Name, readout, units, truth);

    private void Remember(int[] shown, Dictionary<int, float[]> responses)
    {
        if (Recognition is not null)
        {
            var cells = Simulation[Learner.Labeling!.Cells];
            for (var row = 0; row < shown.Length; row++)
            {
                responses[shown[row]] = [.. Enumerable.Range(0, cells.Columns).Select(cell => (float)cells[row, cell])];
            }
        }
    }

    private void SetRates()
    {
        var left = _stages.RateLeft(BatchesDone);
        foreach (var (rate, initial) in _rates)
        {
            Simulation[rate][0, 0] = initial * left;
        }
    }

    // The structure of the circuit changes on the slowest of the three time scales, after inference and learning.
    private StructuralChange Select() => Learner.Selection is { } selection && selection.IsDue(BatchesDone)
        ? selection.Apply(Simulation, BatchesDone, MeasureOnly)
        : default;

    private IReadOnlyList<Phase> MeasureOnly => Schedule.WithoutLearning(Learner.Train);

    private Compiled Current => _compiled.Layout == Simulation.Layout ? _compiled : _compiled = Compile();

    private Compiled Compile()
    {
        var stages = StageSchedule.SchedulesOf(Learner).Select(Simulation.Compile).Select(plan => (plan, FeedOf(plan))).ToArray();
        var read = new[] { Learner.Readout, Learner.Reconstruction, Learner.Features, Learner.Causes }.OfType<string>();
        var test = Simulation.Compile([.. Learner.Test, .. read.Select(variable => new Probe(variable))]);
        foreach (var (_, feed) in stages)
        {
            feed.Require(Data.Train);
        }

        if (Data.Test.Count > 0)
        {
            FeedOf(test).Require(Data.Test);
        }

        return new Compiled(Simulation.Layout, stages, test);
    }

    private Feed FeedOf(Plan plan) => new(Simulation, plan, Learner.Name, Data.Name);

    /// <summary>The values of a variable, from the learning circuit itself or from a frozen circuit with its weights.</summary>
    private Answers Answers(string variable) => Learner.Answering is { } frozen
        ? Homeostat.Answers.Frozen(frozen, Simulation, variable, Data.Name, Options, _workers, Learner.Amplification)
        : AnswersOf(variable == Learner.Readout ? Current.Test : Simulation.Compile([.. Learner.Test, new Probe(variable)]), variable);

    private Answers AnswersOf(Plan plan, string variable) => new(Simulation, plan, variable, FeedOf(plan), Learner.Amplification);

    /// <summary>The compiled plans, which are compiled again after units were added or removed.</summary>
    private sealed record Compiled(object Layout, IReadOnlyList<(Plan Plan, Feed Feed)> Stages, Plan Test);
}
