namespace Homeostat;

/// <summary>
/// A trained learner that answers to new samples. It is loaded from a checkpoint alone, without the data it was trained on, and does not learn.
/// </summary>
public sealed class TrainedModel : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly Workers? _workers;
    private readonly Simulation _simulation;

    private TrainedModel(Checkpoint checkpoint, Workers? workers)
        : this(checkpoint.Learner, checkpoint.Schema, checkpoint.Options, checkpoint.State, checkpoint.ArraysFile, workers)
    {
    }

    /// <param name="learner">The learner.</param>
    /// <param name="schema">How the numbers that it receives were made; null where they are as they were given.</param>
    /// <param name="options">The settings of its training.</param>
    /// <param name="state">The state of its training.</param>
    /// <param name="from">The origin of the state, as errors name it.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    internal TrainedModel(Learner learner, DataSchema? schema, TrainingOptions options, Snapshot state, string from, Workers? workers)
    {
        (Learner, Schema, _options, _workers) = (learner, schema, options, workers);
        _simulation = new Simulation(Learner.Circuit, _options.Batch, new SimulationOptions { Seed = _options.Seed, Type = _options.Type, Workers = workers, Substrate = _options.Substrate });
        try
        {
            _simulation.Restore(state);
        }
        catch (HomeostatException e)
        {
            _simulation.Dispose();
            throw new HomeostatException($"{from}: {e.Message}", e);
        }
    }

    /// <summary>The learner with its circuit.</summary>
    public Learner Learner { get; }

    /// <summary>How the numbers that the learner received in training were made; null where the program gave them as they are.</summary>
    public DataSchema? Schema { get; }

    /// <summary>Loads a trained model.</summary>
    /// <param name="path">The folder of a run, or the path of its checkpoint.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <exception cref="HomeostatException">There is no checkpoint, or it is damaged; the message names the file.</exception>
    public static TrainedModel Load(string path, Workers? workers = null) => new(Checkpoint.Read(path), workers);

    /// <summary>Answers to samples.</summary>
    /// <param name="samples">The samples as the learner saw them in training, with the streams of its test schedule, such as <see cref="Learner.Image"/>.</param>
    /// <exception cref="HomeostatException">The learner gives no answer, or the samples have another size.</exception>
    public Prediction Predict(DataPart samples)
    {
        var readout = Learner.Readout ?? throw new HomeostatException($"The model '{Learner.Name}' gives no answer; ask for its Features, or for a Reconstruction.");
        return Learner.Labeling is null ? new Prediction(Rows(readout, samples), Schema) : throw new HomeostatException(
            $"The model '{Learner.Name}' tells classes by cells that are labeled with training images, so that it answers with these at hand alone: resume its checkpoint and ask Training.Test.");
    }

    /// <summary>Answers to samples of numbers, [samples × inputs].</summary>
    /// <param name="samples">The samples as the learner saw them in training.</param>
    /// <exception cref="HomeostatException">The learner gives no answer, or the samples have another number of inputs.</exception>
    public Prediction Predict(double[,] samples) => Predict(new DataPart { [DataSource.Image] = samples });

    /// <summary>Answers to the rows of a table, whose columns are treated as those of the training table were.</summary>
    /// <param name="table">The table; a column of right answers is not needed.</param>
    /// <exception cref="HomeostatException">The learner was not trained on a table, or a column is missing or holds other values.</exception>
    public Prediction Predict(DataTable table) => Predict(PartOf(table));

    /// <summary>Computes the features of samples, such as the causes that a generative learner finds, [samples × units].</summary>
    /// <param name="samples">The samples as the learner saw them in training.</param>
    /// <exception cref="HomeostatException">The learner has no features.</exception>
    public double[,] Features(DataPart samples) => Rows(
        Learner.Features ?? throw new HomeostatException($"The model '{Learner.Name}' names no features. Give the learner Features, such as hidden1.rate."), samples);

    /// <summary>Computes what the learner expects of samples, [samples × inputs].</summary>
    /// <param name="samples">The samples as the learner saw them in training.</param>
    /// <exception cref="HomeostatException">The learner reconstructs nothing.</exception>
    public double[,] Reconstruct(DataPart samples) => Rows(
        Learner.Reconstruction ?? throw new HomeostatException($"The model '{Learner.Name}' does not reconstruct its input. Train a generative one, such as {NeuralGenerativeCoding.Model.Name}."), samples);

    /// <summary>The rows of a table as the learner sees them, with the right answers if the table has them.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="HomeostatException">The learner was not trained on a table, or a column is missing or holds other values.</exception>
    public DataPart PartOf(DataTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Schema?.Inputs is not null ? TableData.PartOf(table, Schema) : throw new HomeostatException(
            $"The model '{Learner.Name}' was not trained on a table, so that it knows no columns. Give it samples as numbers.");
    }

    /// <inheritdoc/>
    public void Dispose() => _simulation.Dispose();

    private double[,] Rows(string variable, DataPart samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (Schema?.Sequence is { } learned && samples.Find(DataSource.Image) is { } given && SequenceForm.Of(given) != new SequenceForm(learned.Times, learned.Inputs))
        {
            throw new HomeostatException($"The model '{Learner.Name}' learned sequences of {learned}, but samples of {given.Describe()} were given. Give it sequences of this form: cut them, or fill them up with zeros.");
        }

        using var answers = AnswersOf(variable);
        return Imagination.Rows(answers.Of(samples), samples.Count);
    }

    private Answers AnswersOf(string variable)
    {
        const string Given = "the samples given";
        if (Learner.Answering is { } frozen)
        {
            return Answers.Frozen(frozen, _simulation, variable, Given, _options, _workers, Learner.Amplification);
        }

        // The plan is that of a test in training, so that answers have the same bits.
        string[] read = [.. new[] { Learner.Readout, Learner.Reconstruction, Learner.Features }.OfType<string>()];
        var plan = _simulation.Compile([.. Learner.Test, .. read.Select(name => new Probe(name))]);
        return new Answers(_simulation, plan, variable, new Feed(_simulation, plan, Learner.Name, Given), Learner.Amplification);
    }
}
