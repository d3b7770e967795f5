
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

    private readonly CheckpointDocument _document;

    private Checkpoint(string path, CheckpointDocument document, Learner learner)
    {
        (Path, _document, Learner) = (path, document, learner);
    }

    /// <summary>The JSON file.</summary>
    public string Path { get; }

    /// <summary>What was trained.</summary>
    public Learner Learner { get; }

    /// <summary>How it was trained.</summary>
    public TrainingOptions Options => _document.Options;

    /// <summary>Name of the data set.</summary>
    public string DataName => _document.Data.Name;

    /// <summary>How to get the data again; null where the program that saved it made them itself.</summary>
    public DataReference? Data => _document.Data.Reference;

    /// <summary>Batches learned when it was saved.</summary>
    public int BatchesDone => _document.BatchesDone;

    /// <summary>The file that holds the arrays.</summary>
    public string ArraysFile => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, _document.Arrays.File);

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
        folder = System.IO.Path.GetFullPath(folder);
        var learner = LearnerDocument.Of(training.Learner);

        // The arrays get a name of their own, so that the old pair is whole until the new one is.
        var arrays = Enumerable.Range(0, int.MaxValue)
            .Select(n => $"checkpoint-{training.BatchesDone}{(n == 0 ? "" : $"-{n}")}.npz")
            .First(name => !File.Exists(System.IO.Path.Combine(folder, name)));
        var arraysPath = System.IO.Path.Combine(folder, arrays);
        Npz.Write(arraysPath, training.Simulation.State.Select(s => KeyValuePair.Create(s.Key, NpyArray.Of(s.Value))));
        var document = new CheckpointDocument(
            CheckpointDocument.CurrentFormat,
            learner,
            training.Options,
            new DataDocument(training.Data.Name, DataReference.Fingerprint(training.Data), data),
            training.BatchesDone,
            training.Simulation.Step,
            new ArraysDocument(arrays, Checksums.Sha256(arraysPath)),
            "");
        var path = System.IO.Path.Combine(folder, FileName);
        AtomicFile.Write(path, stream => stream.Write(document.Write()));
        foreach (var old in Directory.EnumerateFiles(folder, "checkpoint-*.npz").Where(file => file != arraysPath))
        {
            File.Delete(old);
        }

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

        var document = CheckpointDocument.Read(path);
        if (document.Arrays.File != System.IO.Path.GetFileName(document.Arrays.File))
        {
            throw new HomeostatException(
                $"{path}: the arrays are said to be in '{document.Arrays.File}'; a file of the same folder was expected.");
        }

        return new Checkpoint(path, document, document.Learner.ToLearner());
    }

    /// <summary>Goes on from here: a training in the very state that was saved.</summary>
    /// <param name="data">The data it learned from; null to get them as <see cref="Data"/> says.</param>
    /// <param name="options">Other options, of which only the number of epochs and the final rate may differ; null for the same.</param>
    /// <param name="workers">The threads to use.</param>
    /// <exception cref="HomeostatException">The arrays are damaged, or data or options do not fit.</exception>
    public Training Resume(ImageSet? data = null, TrainingOptions? options = null, Workers? workers = null)
    {
        data ??= Data?.Load() ?? throw new HomeostatException(
            $"{Path}: the checkpoint does not say how to get its data '{DataName}'. Give them to Resume.");
        options ??= Options;
        if (options with { Epochs = Options.Epochs, FinalRate = Options.FinalRate } != Options)
        {
            throw new HomeostatException(
                $"{Path}: the run was saved with {Options} and cannot go on with {options}. Change no more than the number of "
                + $"epochs and the final rate.");
        }

        RequireSame(data);
        var arrays = ReadArrays();
        var training = new Training(Learner, data, options, workers);
        try
        {
            foreach (var (name, matrix) in training.Simulation.State)
            {
                var array = arrays.GetValueOrDefault(name) ?? throw new HomeostatException(
                    $"{ArraysFile}: the array '{name}' is missing; it holds {string.Join(", ", arrays.Keys)}.");
                array.CopyTo(matrix, $"{ArraysFile}, array '{name}'");
            }

            training.Restore(_document.BatchesDone, training.Simulation.Save() with { Step = _document.Step });
            return training;
        }
        catch
        {
            training.Dispose();
            throw;
        }
    }

    private void RequireSame(ImageSet data)
    {
        var fingerprint = DataReference.Fingerprint(data);
        if (fingerprint != _document.Data.Sha256)
        {
            throw new HomeostatException(
                $"{Path}: the run learned from {DataName} with sha256 {_document.Data.Sha256}, but the data given, {data.Name}, "
                + $"have {fingerprint}. Give it the data it began with, or start a new run.");
        }
    }

    private IReadOnlyDictionary<string, NpyArray> ReadArrays()
    {
        if (!File.Exists(ArraysFile))
        {
            throw new HomeostatException($"{ArraysFile}: the arrays of the checkpoint are missing. Copy the file next to {Path}.");
        }

        try
        {
            var checksum = Checksums.Sha256(ArraysFile);
            return checksum == _document.Arrays.Sha256
                ? Npz.Read(ArraysFile)
                : throw new HomeostatException(
                    $"{ArraysFile}: sha256 {checksum} was found, {_document.Arrays.Sha256} was expected. The file is damaged or of "
                    + $"another checkpoint; copy it again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{ArraysFile}: could not be read: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
