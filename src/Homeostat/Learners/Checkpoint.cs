namespace Homeostat;

/// <summary>
/// A training that was saved between two batches. The file <c>checkpoint.json</c> holds the learner, its circuit and the number of
/// batches learned, and it names the <c>.npz</c> file that holds the arrays. A crash at any moment of writing leaves a usable
/// checkpoint. The files hold only data, never code. A resumed training gives the same bits as one that was never stopped.
/// </summary>
public sealed class Checkpoint
{
    /// <summary>The name of the checkpoint file within the folder of a run.</summary>
    public const string FileName = "checkpoint.json";

    private const string Kind = "training";

    private readonly Archive<CheckpointDocument> _archive;

    private Checkpoint(Archive<CheckpointDocument> archive) => (_archive, Learner) = (archive, archive.Content.Learner.ToLearner());

    /// <summary>The path of the JSON file.</summary>
    public string Path => _archive.Path;

    /// <summary>The learner that was trained.</summary>
    public Learner Learner { get; }

    /// <summary>The settings of the training.</summary>
    public TrainingOptions Options => _archive.Content.Options;

    /// <summary>The name of the data set.</summary>
    public string DataName => _archive.Content.Data.Name;

    /// <summary>The reference from which the data can be loaded again; null if the program that saved the checkpoint made the data itself.</summary>
    public DataReference? Data => _archive.Content.Data.Reference;

    /// <summary>How the numbers that the learner received were made; null where the program gave them as they are.</summary>
    public DataSchema? Schema => _archive.Content.Data.Schema;

    /// <summary>The number of batches that had been learned when the checkpoint was saved.</summary>
    public long BatchesDone => _archive.Content.BatchesDone;

    /// <summary>The path of the <c>.npz</c> file that holds the arrays.</summary>
    public string ArraysFile => _archive.ArraysPath;

    /// <summary>Saves a training into a folder, replacing the checkpoint that is there.</summary>
    /// <param name="folder">The folder; it is created if it does not exist.</param>
    /// <param name="training">The training, which must be between two batches.</param>
    /// <param name="data">The reference from which its data can be loaded again; null for data that the program makes itself.</param>
    /// <returns>The path of the JSON file.</returns>
    /// <exception cref="HomeostatException">A file could not be written; an earlier checkpoint in the folder is unchanged.</exception>
    public static string Save(string folder, Training training, DataReference? data = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(training);
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), FileName);
        var document = new CheckpointDocument(
            LearnerDocument.Of(training.Learner),
            training.Options,
            new DataDocument(training.Data.Name, training.Data.Fingerprint(), data, training.Data.Schema),
            training.BatchesDone);
        Archive<CheckpointDocument>.WritePair(
            path, $"checkpoint-{training.BatchesDone}", Kind, document, new Dictionary<string, Snapshot> { [""] = training.Simulation.Snapshot() },
            training.Recognition?.Save().Select(s => KeyValuePair.Create(s.Key, NpyArray.Of<double>(s.Value))));
        return path;
    }

    /// <summary>Reads a checkpoint without its arrays.</summary>
    /// <param name="path">The path of the JSON file or of its folder.</param>
    /// <exception cref="HomeostatException">The checkpoint does not exist or is damaged; the message names the file.</exception>
    public static Checkpoint Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = System.IO.Path.GetFullPath(Directory.Exists(path) ? System.IO.Path.Combine(path, FileName) : path);
        if (!File.Exists(path))
        {
            throw new HomeostatException($"{path}: there is no checkpoint. Give the folder of a run that has saved one.");
        }

        var archive = Archive<CheckpointDocument>.Read(path, Kind);
        try
        {
            return new Checkpoint(archive);
        }
        catch (HomeostatException e)
        {
            throw new HomeostatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Creates a training in the state that was saved.</summary>
    /// <param name="data">The data that the training learned from; null to load them from <see cref="Data"/>.</param>
    /// <param name="options">
    /// New settings, in which only the length of the training and of the fall of its learning rate, and the final rate, may differ; null for the saved
    /// settings. If the training is made longer, the learning rate still falls over the number of batches that were asked for before.
    /// </param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <exception cref="HomeostatException">The arrays are damaged, or the data or the settings do not fit the checkpoint.</exception>
    public Training Resume(DataSource? data = null, TrainingOptions? options = null, Workers? workers = null) =>
        Resume(data, options ?? Options, workers, (training, state, recognition) => training.Restore(BatchesDone, state, recognition));

    /// <summary>Creates a training in the state that was saved, which goes on with another learning rate.</summary>
    /// <param name="learner">The same learner with another rate.</param>
    /// <param name="data">The data that the training learned from.</param>
    /// <param name="options">New settings, as for <see cref="Resume(DataSource?, TrainingOptions?, Workers?)"/>.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    internal Training Resume(Learner learner, DataSource data, TrainingOptions options, Workers? workers) =>
        Resume(data, options, workers, (training, state, recognition) => training.Restore(BatchesDone, state, recognition), learner: learner);

    /// <summary>Creates a training in the state that was saved, with its weights moved to another device or substrate.</summary>
    /// <param name="crossbar">The crossbar to which the weights are written; null for the processor.</param>
    /// <param name="data">The data that the training learned from; null to load them from <see cref="Data"/>.</param>
    /// <param name="options">New settings, as for <see cref="Resume(DataSource?, TrainingOptions?, Workers?)"/>; null for the saved ones.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <exception cref="HomeostatException">The arrays are damaged, or the data or the settings do not fit the checkpoint, or the circuit does not fit the crossbar.</exception>
    public Training Transplant(CrossbarOptions? crossbar, DataSource? data = null, TrainingOptions? options = null, Workers? workers = null) =>
        Resume(data, (options ?? Options) with { Crossbar = crossbar }, workers, (training, state, recognition) => training.Transplant(BatchesDone, state, recognition), isMoved: true);

    private Training Resume(
        DataSource? data, TrainingOptions options, Workers? workers, Action<Training, Snapshot, IReadOnlyDictionary<string, double[]>> restore, bool isMoved = false, Learner? learner = null)
    {
        data ??= Data is { } reference ? reference.LoadSource() : throw new HomeostatException(
            $"{Path}: the checkpoint does not say how to get its data '{DataName}'. Give them to Resume.");
        if (options with { Crossbar = isMoved ? Options.Crossbar : options.Crossbar, Epochs = Options.Epochs, Batches = Options.Batches, FinalRate = Options.FinalRate, RateBatches = Options.RateBatches } != Options)
        {
            throw new HomeostatException(
                $"{Path}: the run was saved with {Options} and cannot go on with {options}. Change no more than the number of "
                + $"epochs and the final rate.");
        }

        RequireSame(data);
        var state = State;
        var training = new Training(learner ?? Learner, data, options with { RateBatches = options.RateBatches ?? RateBatches(options, data) }, workers);
        try
        {
            var recognition = training.Recognition?.Save().Keys.ToDictionary(name => name, _archive.Numbers, StringComparer.Ordinal) ?? [];
            restore(training, state, recognition);
            return training;
        }
        catch (HomeostatException e)
        {
            training.Dispose();
            throw new HomeostatException($"{ArraysFile}: {e.Message}", e);
        }
        catch
        {
            training.Dispose();
            throw;
        }
    }

    /// <summary>The state that was saved.</summary>
    internal Snapshot State => _archive.Snapshot("") ?? throw new HomeostatException($"{Path}: there is no state in it. The file is damaged.");

    // The learning rate falls as it did when the training was saved; before the first batch it has not begun to fall.
    private long? RateBatches(TrainingOptions options, DataSource data)
    {
        var isLonger = options.Epochs != Options.Epochs || options.Batches != Options.Batches;
        return isLonger && BatchesDone > 0
            ? Options.RateBatches ?? Options.Batches ?? (long)Options.Epochs * new BatchOrder(data.Train.Count, Options.Batch, Options.Seed, Options.KeepLast).Batches
            : null;
    }

    private void RequireSame(DataSource data)
    {
        var fingerprint = data.Fingerprint();
        if (fingerprint != _archive.Content.Data.Sha256)
        {
            throw new HomeostatException(
                $"{Path}: the run learned from {DataName} with sha256 {_archive.Content.Data.Sha256}, but the data given, {data.Name}, "
                + $"have {fingerprint}. Give it the data it began with, or start a new run.");
        }
    }
}
