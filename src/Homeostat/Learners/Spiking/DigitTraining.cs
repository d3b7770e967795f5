
namespace Homeostat;

/// <summary>What came of showing a digit.</summary>
/// <param name="Digit">How many have been shown, this one included.</param>
/// <param name="Label">What it is; nothing has been learned from that.</param>
/// <param name="Spikes">Spikes of all cells.</param>
/// <param name="Presentations">How often it had to be shown.</param>
public readonly record struct DigitResult(int Digit, byte Label, int Spikes, int Presentations);

/// <summary>How many digits of a window were recognized while they were learned from, by the labels of the window before.</summary>
/// <param name="Digits">Digits shown at its end.</param>
/// <param name="HighestMean">Fraction recognized by <see cref="CellReadout.HighestMean"/>.</param>
/// <param name="Proportions">Fraction recognized by <see cref="CellReadout.Proportions"/>.</param>
public sealed record WindowAccuracy(int Digits, double HighestMean, double Proportions);

/// <summary>
/// Diehl &amp; Cook's network (<see cref="DiehlCook"/>) on its way through a data set, digit by digit. It can be stopped between
/// any two digits, saved, and resumed to the same bits as if it had never stopped.
/// </summary>
public sealed class DigitTraining : IDisposable
{
    private readonly BatchOrder _order;
    private readonly Plan _present;
    private readonly Matrix _image;
    private readonly Matrix _counts;
    private readonly float[] _response;
    private readonly List<WindowAccuracy> _history = [];

    /// <summary>Compiles the circuit and sets its initial weights.</summary>
    /// <param name="data">The images.</param>
    /// <param name="options">Settings of the circuit and of its training.</param>
    /// <param name="workers">The threads to use; all processors unless given. A small network is fastest on one.</param>
    /// <exception cref="HomeostatException">A setting is out of range.</exception>
    public DigitTraining(ImageSet data, DiehlCookOptions? options = null, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Data, Options, Workers) = (data, options ?? new DiehlCookOptions(), workers);
        _order = new BatchOrder(data.Train.Count, 1, Options.Seed);
        Simulation = new Simulation(
            DiehlCook.Create(data.Features, Options), 1, new SimulationOptions { Seed = Options.Seed, Workers = workers });
        _present = Simulation.Compile(DiehlCook.Present(Options, learns: true));
        _image = Simulation.Stream(_present, Learner.Image);
        _counts = Simulation["cell.count"];
        _response = new float[Options.Cells];
        Seen = new ClassResponses(Options.Cells, data.Classes);
        Simulation.Run(Simulation.Compile(new Learn()));
    }

    /// <summary>On what.</summary>
    public ImageSet Data { get; }

    /// <summary>How.</summary>
    public DiehlCookOptions Options { get; }

    /// <summary>The circuit with its state.</summary>
    public Simulation Simulation { get; }

    /// <summary>Digits learned from so far.</summary>
    public int DigitsDone { get; private set; }

    /// <summary>Whether all digits have been learned from.</summary>
    public bool IsDone => DigitsDone >= Options.Digits;

    /// <summary>Accuracy over time, one entry for each window but the first.</summary>
    public IReadOnlyList<WindowAccuracy> History => _history;

    /// <summary>What the cells stood for in the last window; null in the first.</summary>
    public CellLabels? Labels { get; private set; }

    internal Workers? Workers { get; }

    /// <summary>Responses in this window.</summary>
    internal ClassResponses Seen { get; }

    /// <summary>Digits of this window recognized, by each read-out.</summary>
    internal int[] Recognized { get; } = new int[2];

    /// <summary>Shows the next digit and learns from it.</summary>
    /// <exception cref="DivergenceException">A state variable stopped being a finite number.</exception>
    public DigitResult Next()
    {
        var (epoch, n) = Math.DivRem(DigitsDone, Data.Train.Count);
        var index = _order.Epoch(epoch)[n];
        var (level, spikes, presentations) = (1.0f, 0, 0);
        do
        {
            Show(Data.Train, index, level, _image.Row<float>(0));
            Simulation.Run(_present);
            _counts.Row<float>(0).CopyTo(_response);
            spikes = Spikes(_response);
            presentations++;
            level += 0.5f;
        }
        while (spikes < Options.LeastSpikes && presentations < Options.MostPresentations);

        DigitsDone++;
        Observe(Data.Train.Label(index));
        return new DigitResult(DigitsDone, Data.Train.Label(index), spikes, presentations);
    }

    /// <summary>Learns from all digits that are left.</summary>
    /// <param name="progress">Told after each digit.</param>
    /// <param name="cancellation">Stops between two digits.</param>
    public void Run(Action<DigitResult>? progress = null, CancellationToken cancellation = default)
    {
        while (!IsDone && !cancellation.IsCancellationRequested)
        {
            var result = Next();
            progress?.Invoke(result);
        }
    }

    /// <summary>
    /// Tests what has been learned, with weights and thresholds as they are: cells are labeled by their responses to the first
    /// <see cref="DiehlCookOptions.LabeledDigits"/> training images, and then answer.
    /// </summary>
    /// <param name="images">The images; those of the test set unless given.</param>
    /// <param name="progress">Told the fraction of the images shown.</param>
    /// <param name="cancellation">Stops the test.</param>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public DigitTest Test(LabeledImages? images = null, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        images ??= Data.Test;
        var labeled = Data.Train.Take(Math.Min(Options.LabeledDigits, Data.Train.Count));
        using var frozen = new FrozenDigits(this);
        double all = labeled.Count + images.Count;
        var examples = frozen.Responses(labeled, shown => progress?.Invoke(shown / all), cancellation);
        var responses = frozen.Responses(images, shown => progress?.Invoke((labeled.Count + shown) / all), cancellation);
        return new DigitTest(CellLabels.Assign(examples, labeled.Labels, Data.Classes), responses, images);
    }

    /// <summary>The weights from all pixels to a cell: the image it responds to most.</summary>
    /// <param name="cell">Which cell.</param>
    public float[] ReceptiveField(int cell)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)cell, (uint)Options.Cells, nameof(cell));
        var weights = Simulation["pixel_to_cell.w"];
        var field = new float[Data.Features];
        for (var pixel = 0; pixel < field.Length; pixel++)
        {
            field[pixel] = (float)weights[0, (pixel * Options.Cells) + cell];
        }

        return field;
    }

    /// <summary>Saves the training into a file, which NumPy opens; one that was there is replaced only by a complete one.</summary>
    /// <param name="path">The file, <c>.npz</c>.</param>
    /// <exception cref="HomeostatException">It could not be written.</exception>
    public void Save(string path) => DigitCheckpoint.Save(path, this);

    /// <summary>Goes on from a saved training.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">The data it learned from.</param>
    /// <param name="digits">How many digits to learn from in all; as many as before unless given.</param>
    /// <param name="workers">The threads to use.</param>
    /// <exception cref="HomeostatException">The file is damaged, or was saved from other data.</exception>
    public static DigitTraining Resume(string path, ImageSet data, int? digits = null, Workers? workers = null) =>
        DigitCheckpoint.Resume(path, data, digits, workers);

    /// <inheritdoc/>
    public void Dispose() => Simulation.Dispose();

    /// <summary>Pixels times a brightness.</summary>
    internal static void Show(LabeledImages images, int index, float level, Span<float> to)
    {
        images.CopyPixels(index, to);
        foreach (ref var pixel in to)
        {
            pixel *= level;
        }
    }

    internal static int Spikes(ReadOnlySpan<float> response)
    {
        var sum = 0f;
        foreach (var count in response)
        {
            sum += count;
        }

        return (int)sum;
    }

    internal void Restore(Snapshot state, DigitProgress progress, CellLabels? labels)
    {
        Simulation.Restore(state);
        (DigitsDone, Labels) = (progress.DigitsDone, labels);
        progress.Recognized.CopyTo(Recognized);
        _history.AddRange(progress.History);
    }

    private void Observe(byte label)
    {
        if (Labels is not null)
        {
            Recognized[0] += Labels.Predict(_response, CellReadout.HighestMean) == label ? 1 : 0;
            Recognized[1] += Labels.Predict(_response, CellReadout.Proportions) == label ? 1 : 0;
        }

        Seen.Add(label, _response);
        if (DigitsDone % Options.Window == 0)
        {
            if (Labels is not null)
            {
                _history.Add(new WindowAccuracy(
                    DigitsDone, Recognized[0] / (double)Options.Window, Recognized[1] / (double)Options.Window));
            }

            Labels = Seen.ToLabels();
            Seen.Clear();
            Array.Clear(Recognized);
        }
    }
}
