namespace Homeostat.Studio.Learning;

/// <summary>
/// A copy of a learner as it was between two batches. It answers questions on another thread while the training goes on, which waits only while its state is copied.
/// </summary>
internal sealed class LearnerLook : IDisposable
{
    // Copies compute on one thread, so that the training keeps the others.
    private static readonly Workers Alone = new(1);

    // A matrix of more classes cannot be read, and a page is slow to draw it.
    private const int MostClasses = 64;

    private readonly TrainingOptions _options;
    private readonly Snapshot _state;
    private readonly Func<Training> _copy;
    private readonly DataReference _reference;
    private TrainedModel? _model;
    private Training? _training;
    private (int Samples, TestResult Result)? _test;

    private LearnerLook(Learner learner, DataSchema? schema, TrainingOptions options, Snapshot state, long batchesDone, DataReference reference, DataSource? data, Func<Training> copy) =>
        (Learner, Schema, _options, _state, BatchesDone, _reference, Data, _copy) = (learner, schema, options, state, batchesDone, reference, data, copy);

    /// <summary>The learner.</summary>
    public Learner Learner { get; }

    /// <summary>The number of batches that it had learned.</summary>
    public long BatchesDone { get; }

    /// <summary>Its weights and states by their names, such as <c>input_to_hidden1.w</c>.</summary>
    public IReadOnlyDictionary<string, NpyArray> Variables => _state.Variables;

    /// <summary>The data that it learns from; null where they are not on this machine.</summary>
    public DataSource? Data { get; }

    /// <summary>The form of its images.</summary>
    /// <exception cref="HomeostatException">It was trained on other data than images.</exception>
    public ImageForm Form => Schema?.Images ?? throw new HomeostatException($"The model was trained on {_reference.Name}, which are no images, so that none can be shown to it. Ask it by the command: homeostat predict");

    private DataSchema? Schema { get; }

    /// <summary>Copies a training, on the thread that it belongs to.</summary>
    /// <param name="training">The training, between two batches.</param>
    /// <param name="reference">The reference to its data.</param>
    public static LearnerLook Of(Training training, DataReference reference)
    {
        var (learner, data, options, done) = (training.Learner, training.Data, training.Options, training.BatchesDone);
        var (state, recognition) = (training.Simulation.Snapshot(), training.Recognition?.Save());
        return new(learner, data.Schema, options, state, done, reference, data, () =>
        {
            var copy = new Training(learner, data, options, Alone);
            copy.Restore(done, state, recognition);
            return copy;
        });
    }

    /// <summary>Reads a trained learner from the folder of its run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="reference">The reference to its data.</param>
    /// <param name="data">The data; null where they are not on this machine.</param>
    public static LearnerLook Of(string folder, DataReference reference, DataSource? data)
    {
        var checkpoint = Checkpoint.Read(folder);
        return new(checkpoint.Learner, checkpoint.Schema, checkpoint.Options, checkpoint.State, checkpoint.BatchesDone, reference, data, () => checkpoint.Resume(data, workers: Alone));
    }

    /// <summary>The description of the model for its page: the populations, the form of the images, and the questions that it can answer.</summary>
    public object Describe() => new
    {
        BatchesDone,
        Learner.Name,
        Learner.Source,
        Populations = Learner.Circuit.Populations.Select(p => new { p.Name, p.Size }),
        Image = Schema?.Images is { Channels: 1 } form ? new { form.Width, form.Height } : null,
        Classes = Classes(),
        Tests = Data?.Test.Count ?? 0,
        Missing = Data is null ? DataAtHand.Missing(_reference.Name) : null,
        IsTested = IsTested,
        Dreams = Data?.Images is { Train.Channels: 1 } && Learner is { Dream.Count: > 0, Features: not null, Reconstruction: not null },
        Compares = Data is not null && Learner is { Readout: not null, Dream.Count: 0 } && Learner.Name != Backpropagation.Model.Name,
    };

    /// <summary>The answer to an image, and how the circuit settles on it.</summary>
    /// <param name="pixels">The pixels, row after row, 0 to 255.</param>
    /// <exception cref="HomeostatException">The image has another size, or the model was trained on no images.</exception>
    public object Answer(byte[] pixels)
    {
        if (pixels.Length != Form.Width * Form.Height)
        {
            throw new HomeostatException($"The image has {pixels.Length} pixels, but the model sees {Form.Width}×{Form.Height}, {Form.Width * Form.Height} in all.");
        }

        var drawn = new LabeledImages("the drawing", Form.Width, Form.Height, classes: 1, pixels, new byte[1]);
        drawn = _reference.Binarize == Binarization.None ? drawn : drawn.Binarized(_reference.Binarize, _reference.Seed);
        var sample = new DataPart { [DataSource.Image] = DataPart.Of(drawn.As(Form))[DataSource.Image] };
        var prediction = Learner is { Readout: not null, Labeling: null } ? Model.Predict(sample) : null;
        return new
        {
            BatchesDone,
            Class = prediction?.Classes()[0],
            Probabilities = prediction?.Probabilities().Cast<double>(),
            Expected = Learner.Reconstruction is null ? null : Bytes([.. Model.Reconstruct(sample).Cast<double>()]),
            Settling = Settling.Of(Learner, _options, _state, sample, Schema, Alone),
        };
    }

    /// <summary>A test image with its class.</summary>
    /// <param name="index">The index among the test images.</param>
    public object Image(int index)
    {
        var images = Tested;
        return (uint)index < (uint)images.Count ? new { index, Label = images.Label(index), Pixels = images.Image(index).ToArray() }
            : throw new HomeostatException($"There is no test image {index}: there are {images.Count}, from 0 on.");
    }

    /// <summary>The confusion matrix of the first test samples: the counts by true and predicted class.</summary>
    /// <param name="samples">The number of test samples; all if there are fewer.</param>
    public object Confusion(int samples)
    {
        var (truth, test) = Test(samples);
        var matrix = new ConfusionMatrix(test.Predictions, truth.Labels[..test.Predictions.Length], truth.Classes!.Value);
        var classes = Enumerable.Range(0, matrix.Classes);
        return new { BatchesDone, test.Accuracy, matrix.Total, Counts = classes.Select(label => classes.Select(answer => matrix[label, answer])), HasImages = Data?.Images is { Train.Channels: 1 } };
    }

    /// <summary>The first test images of a class that were taken for another, or for the same.</summary>
    /// <param name="label">The true class.</param>
    /// <param name="answer">The predicted class.</param>
    /// <param name="samples">The number of test samples that are looked at; all if there are fewer.</param>
    /// <param name="most">The largest number of images.</param>
    public object Confused(int label, int answer, int samples, int most)
    {
        var (truth, test) = Test(samples);
        var labels = truth.Labels[..test.Predictions.Length].ToArray();
        var images = Tested;
        return new
        {
            BatchesDone,
            Images = Enumerable.Range(0, labels.Length).Where(i => labels[i] == label && test.Predictions[i] == answer).Take(most).Select(i => new { Index = i, Pixels = images.Image(i).ToArray() }),
        };
    }

    /// <summary>The cosine between the update of the learner and that of back-propagation in the same network, at the initial and at the present weights.</summary>
    /// <param name="settings">The settings of the run.</param>
    public object Cosines(LearnSettings settings)
    {
        var (start, now) = UpdateAlignment.Cosines(Training, settings.CreateBaseline(Learner, Required), Alone);
        return new { BatchesDone, start, now };
    }

    /// <summary>Dreams, by class: images of causes drawn from a memory of training images.</summary>
    public object Dreams(ulong seed) => new { BatchesDone, Rows = DreamGrid.Of(Training, Required, Classes() ?? [], seed, Bytes) };

    /// <inheritdoc/>
    public void Dispose()
    {
        _model?.Dispose();
        _training?.Dispose();
    }

    private TrainedModel Model => _model ??= new TrainedModel(Learner, Schema, _options, _state, _reference.Name, Alone);

    private DataSource Required => Data ?? throw Missing;

    private HomeostatException Missing => new(DataAtHand.Missing(_reference.Name));

    private LabeledImages Tested => Required.Images?.Test ?? throw new HomeostatException($"{Required.Name} are no images.");

    private bool IsTested => Data is { Test.Count: > 0, Target: not null, PredictsNumbers: false } data && Learner.Readout is not null && data.Train[data.Target!].Classes <= MostClasses;

    private Training Training => _training ??= Data is null ? throw Missing : _copy();

    private (DataArray Truth, TestResult Test) Test(int samples)
    {
        if (!IsTested)
        {
            throw new HomeostatException($"The model '{Learner.Name}' on {_reference.Name} gives no classes of test samples, or more than {MostClasses}, so that there is no matrix of them.");
        }

        var count = Math.Clamp(samples, 1, Data!.Test.Count);
        _test = _test is { } known && known.Samples == count ? known : (count, Training.Test(Data.Test.Take(count)));
        return (Data.Test[Data.Target!], _test.Value.Result);
    }

    private IReadOnlyList<string>? Classes()
    {
        var count = Data is { Target: { } target } ? Data.Train[target].Classes : Learner.Readout is { } readout ? Learner.Circuit[readout.Split('.')[0]].Size : null;
        return Schema?.ClassNames ?? (count is { } classes ? [.. Enumerable.Range(0, classes).Select(c => FormattableString.Invariant($"{c}"))] : null);
    }

    // Numbers as the learner sees them, as gray values.
    private byte[] Bytes(double[] pixels) => [.. pixels.Select(x => (byte)Math.Clamp(Math.Round(255 * ((x * Form.Deviation) + Form.Mean)), 0, 255))];
}
