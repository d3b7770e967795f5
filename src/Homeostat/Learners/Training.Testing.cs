namespace Homeostat;

/// <content>What a trained learner answers: classes, errors, free energies and responses.</content>
public sealed partial class Training
{
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
        var predictions = new byte[part.Count];
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
    /// Computes the mean free energy of samples with their targets, in nats. Inference is the same as in training. The learner does not
    /// learn, and its state is afterwards as it was before.
    /// </summary>
    /// <param name="part">The samples; the test part of the data unless given.</param>
    /// <exception cref="HomeostatException">The training schedule has no <see cref="Measure"/> phase.</exception>
    public double FreeEnergy(DataPart? part = null)
    {
        part ??= Data.Test;
        if (!Schedule.All(Learner.Train).OfType<Measure>().Any())
        {
            throw new HomeostatException($"The model '{Learner.Name}' does not measure its free energy. Put new Measure() into its training schedule.");
        }

        var plan = Simulation.Compile(MeasureOnly);
        var saved = Simulation.Borrow(plan);
        var feed = FeedOf(plan);
        feed.Require(part);
        var sum = 0.0;
        try
        {
            foreach (var samples in Enumerable.Range(0, part.Count).Chunk(Simulation.Batch))
            {
                feed.Fill(part, samples);
                Simulation.Run(plan, samples.Length);
                sum += Simulation.MeanFreeEnergy(plan, samples.Length) * samples.Length;
            }
        }
        finally
        {
            Simulation.Return(saved);
        }

        return sum / part.Count;
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

    private DataArray TargetOf(DataPart part) => Data.Target is not { } target
        ? throw new HomeostatException($"The data '{Data.Name}' names no Target, so there is nothing to compare answers with. It has {part.Describe()}.")
        : part.Count == 0 ? throw new HomeostatException($"The data '{Data.Name}' has no samples to be tested on. Give its Test part a stream, or name a part.")
        : part[target];

    private DataArray ClassesOf(DataPart part) => TargetOf(part) is { Classes: not null } classes ? classes : throw new HomeostatException(
        $"The targets of '{Data.Name}' are {TargetOf(part).Describe()} and no classes, so there is no accuracy. Ask for SquaredError or FreeEnergy.");

    private void RequireUnits(int units, DataArray truth, string readout)
    {
        if (units != truth.Size)
        {
            throw new HomeostatException(
                $"The model '{Learner.Name}' answers by the {units} units of '{readout}', but the targets of '{Data.Name}' are {truth.Describe()}. "
                + $"Make the population {truth.Size} units.");
        }
    }

    /// <summary>The values of a variable, from the learning circuit itself or from a frozen circuit with its weights.</summary>
    private Answers Answers(string variable) => Learner.Answering is { } frozen
        ? Homeostat.Answers.Frozen(frozen, Simulation, variable, Data.Name, Options, _workers, Learner.Amplification)
        : AnswersOf(variable == Learner.Readout ? Current.Test : Simulation.Compile([.. Learner.Test, new Probe(variable)]), variable);

    private Answers AnswersOf(Plan plan, string variable) => new(Simulation, plan, variable, FeedOf(plan), Learner.Amplification);
}
