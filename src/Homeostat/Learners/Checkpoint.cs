namespace Homeostat;

/// <summary>
/// A training saved between two batches: <c>checkpoint.json</c> holds the learner, its circuit and how far it has come,
/// and names the <c>.npz</c> file that holds the arrays. Written so that a crash at any moment leaves a usable checkpoint,
/// and read as data only. A resumed training goes on to the same bits as one that never stopped.
/// </summary>
public sealed class Checkpoint
{
    /// <summary>The name of the file within a run's folder.</summary>
    public const string FileName = "checkpoint.json";

    private const string Kind = "training";

    private readonly Archive<CheckpointDocument> _archive;

    private Checkpoint(Archive<CheckpointDocument> archive) => (_archive, Learner) = (archive, archive.Content.Learner.ToLearner());

    /// <summary>The JSON file.</summary>
    public string Path => _archive.Path;

    /// <summary>What was trained.</summary>
    public Learner Learner { get; }

    /// <summary>How it was trained.</summary>
    public TrainingOptions Options => _archive.Content.Options;

    /// <summary>Name of the data set.</summary>
    public string DataName => _archive.Content.Data.Name;

    /// <summary>How to get the data again; null where the program that saved it made them itself.</summary>
    public DataReference? Data => _archive.Content.Data.Reference;

    /// <summary>Batches learned when it was saved.</summary>
    public long BatchesDone => _archive.Content.BatchesDone;

    /// <summary>The file that holds the arrays.</summary>
    public string ArraysFile => _archive.ArraysPath;

    /// <summary>Saves a training into a folder, replacing the checkpoint that is there.</summary>
    /// <param name="folder">Created where needed.</param>
    /// <param name="training">Between two batches.</param>
    /// <param name="data">How to get its data again; null where only the program can say.</param>
    /// <returns>The path of the JSON file.</returns>
    /// <exception cref="HomeostatException">A file could not be written; the checkpoint that was there is as it was.</exception>
    public static string Save(string folder, Training training, DataReference? data = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(training);
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), FileName);
        var document = new CheckpointDocument(
            LearnerDocument.Of(training.Learner),
            training.Options,
            new DataDocument(training.Data.Name, training.Data.Fingerprint(), data),
            training.BatchesDone);
        Archive<CheckpointDocument>.WritePair(
            path, $"checkpoint-{training.BatchesDone}", Kind, document, new Dictionary<string, Snapshot> { [""] = training.Simulation.Snapshot() },
            training.Recognition?.Save().Select(s => KeyValuePair.Create(s.Key, NpyArray.Of<double>(s.Value))));
        return path;
    }

    /// <summary>Reads a checkpoint, all but its arrays.</summary>
    /// <param name="path">The JSON file, or the folder it is in.</param>
    /// <exception cref="HomeostatException">It is not there or damaged; the message says where.</exception>
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

    /// <summary>Goes on from here: a training in the very state that was saved.</summary>
    /// <param name="data">The data it learned from; null to get them as <see cref="Data"/> says.</param>
    /// <param name="options">Other options, of which only the number of epochs and the final rate may differ; null for the same.</param>
    /// <param name="workers">The threads to use.</param>
    /// <exception cref="HomeostatException">The arrays are damaged, or data or options do not fit.</exception>
    public Training Resume(DataSource? data = null, TrainingOptions? options = null, Workers? workers = null)
    {
        data ??= Data is { } reference ? DataSource.Of(reference.Load()) : throw new HomeostatException(
            $"{Path}: the checkpoint does not say how to get its data '{DataName}'. Give them to Resume.");
        options ??= Options;
        if (options with { Epochs = Options.Epochs, Batches = Options.Batches, FinalRate = Options.FinalRate } != Options)
        {
            throw new HomeostatException(
                $"{Path}: the run was saved with {Options} and cannot go on with {options}. Change no more than the number of "
                + $"epochs and the final rate.");
        }

        RequireSame(data);
        var state = _archive.Snapshot("") ?? throw new HomeostatException($"{Path}: there is no state in it. The file is damaged.");
        var training = new Training(Learner, data, options, workers);
        try
        {
            var recognition = training.Recognition?.Save().Keys.ToDictionary(name => name, _archive.Numbers, StringComparer.Ordinal) ?? [];
            training.Restore(BatchesDone, state, recognition);
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
