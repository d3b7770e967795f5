using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>A run that stores patterns in a memory, asks for them by corrupted cues, and compares what comes back with doing nothing.</summary>
internal sealed class RecallSession(RunFolder<RecallSettings> folder, Report report, CancellationToken stop)
{
    private const int LargestBatch = 100;
    private const int MostColumns = 10;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly RecallSettings _settings = folder.Settings;
    private readonly List<string> _files = [];

    /// <returns>The exit code.</returns>
    public int Run()
    {
        using var workers = _settings.Threads is { } threads ? new Workers(threads) : null;
        try
        {
            var images = Load();
            var patterns = Patterns(images);
            var learner = _settings.CreateLearner(images.Features);
            report.Say($"Homeostat: {_settings.Model} stores {patterns.Count} patterns of {_settings.Data} and recalls each from {_settings.Cues} corrupted cues.");
            using var training = new Training(learner, Source(patterns), Options(learner), workers);
            folder.Save();
            Store(training);
            Recall(training, images, patterns, workers);
            return ExitCode.Success;
        }
        catch (Exception e) when (e is HomeostatException or OperationCanceledException)
        {
            folder.DiscardIfEmpty();
            throw;
        }
    }

    private LabeledImages Load()
    {
        var isDrawn = _settings.Data == DataCatalog.Embedded;
        var all = new DataReference(_settings.Data) { Train = isDrawn ? _settings.Patterns : null, Test = isDrawn ? 1 : null, Seed = _settings.Seed }
            .Load(new Downloads(report), stop).Train;
        return all.Count >= _settings.Patterns ? all.Sample(_settings.Patterns, _settings.Seed) : throw new HomeostatException(
            $"{_settings.Patterns} patterns were asked for, but {all.Name} has {all.Count} images. Ask for at most as many.");
    }

    // Black and white: pixels of 0.5 or more are on.
    private static List<float[]> Patterns(LabeledImages images) =>
        [.. images.ToFeatures().Chunk(images.Features).Select(image => image.Select(x => x >= 0.5f ? 1f : 0f).ToArray())];

    private static DataSource Source(IReadOnlyList<float[]> images) => new("patterns") { Train = Part(images) };

    private static DataPart Part(IReadOnlyList<float[]> images) => new() { [Learner.Image] = DataArray.Of<float>(images.SelectMany(image => image).ToArray(), images[0].Length) };

    // What has no learning rate stores each pattern at once.
    private TrainingOptions Options(Learner learner)
    {
        var isGradual = learner.Circuit.Projections.Any(p => p.Equations.Contains("learning rate", StringComparison.Ordinal));
        return new TrainingOptions
        {
            Epochs = _settings.Epochs ?? (isGradual ? RecallSettings.GradualEpochs : 1), Batch = isGradual ? Math.Min(_settings.Patterns, LargestBatch) : 1,
            Seed = _settings.Seed, FinalRate = 1,
        };
    }

    private void Store(Training training)
    {
        var start = Stopwatch.GetTimestamp();
        report.Stage(_settings.Model, training.Options.Epochs, training.BatchesPerEpoch, 0, () => training.Run(
            batch =>
            {
                var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                report.Tell(new BatchLearned(
                    _settings.Model, batch.Epoch, batch.Batch, training.BatchesDone, batch.FreeEnergy, batch.Steps, training.SamplesDone / Math.Max(1e-9, seconds), seconds));
            },
            stop));
        stop.ThrowIfCancellationRequested();
    }

    private void Recall(Training stored, LabeledImages images, List<float[]> patterns, Workers? workers)
    {
        var count = patterns.Count * _settings.Cues;
        List<List<float[]>> cues = [.. _settings.Fractions.Select(fraction => Enumerable.Range(0, count)
            .Select(n => Homeostat.Recall.Corrupt(patterns[n % patterns.Count], _settings.Corruption, fraction, n, _settings.Seed)).ToList())], results = [];

        // The same weights in a circuit for larger batches than the memory was taught in.
        using var memory = new Training(stored.Learner, Source(cues[0]), stored.Options with { Batch = Math.Min(count, LargestBatch) }, workers);
        memory.CopyWeights(stored);
        var rows = new List<RecalledRow>();
        foreach (var (fraction, asked) in _settings.Fractions.Zip(cues))
        {
            stop.ThrowIfCancellationRequested();
            results.Add([.. memory.Responses(memory.Learner.Reconstruction!, Part(asked)).Chunk(images.Features)]);
            var (nothing, recalled) = (Homeostat.Recall.Score(patterns, asked), Homeostat.Recall.Score(patterns, results[^1]));
            rows.Add(new RecalledRow(fraction, nothing.Similarity, recalled.Similarity, nothing.Nearest, recalled.Nearest));
        }

        var found = new Recalled(_settings.Model, patterns.Count, count, _settings.Corruption, rows);
        folder.Append(found);
        report.Tell(found);
        Draw(images, patterns, cues, results, rows);
        Save(patterns, cues, results);
        var finished = new Finished(folder.Path, Stopwatch.GetElapsedTime(_start).TotalSeconds, _files);
        folder.Append(finished);
        report.Tell(finished);
        report.Say($"Pictures and arrays are in {folder.Path}/: {string.Join(", ", _files)}.");
    }

    // A column for each pattern; for each fraction a row of cues and a row of what comes back; the patterns below.
    private void Draw(LabeledImages images, List<float[]> patterns, List<List<float[]>> cues, List<List<float[]>> results, List<RecalledRow> rows)
    {
        var columns = Math.Min(patterns.Count, MostColumns);
        var (grid, captions) = (new List<float[]>(), new List<string>());
        for (var n = 0; n < rows.Count; n++)
        {
            Add(cues[n], $"{Words.Number(100 * rows[n].Fraction)} %");
            Add(results[n], "comes back");
        }

        Add(patterns, "stored");
        Plot.Images(
            Named("recall.png"), $"Cues ({Words.Of(_settings.Corruption)}), what {_settings.Model} makes of them, and the patterns", grid, images.Width, images.Height, columns,
            min: 0, max: 1, captions: captions);
        double[] fractions = [.. rows.Select(row => 100 * row.Fraction)];
        Plot.Lines(
            Named("similarity.png"), $"{_settings.Model} on {_settings.Data}, {patterns.Count} patterns", $"pixels {Words.Of(_settings.Corruption)}, %", "pixels right, %",
            [
                (_settings.Model, fractions, [.. rows.Select(row => 100 * row.Recalled)]),
                ("doing nothing", fractions, [.. rows.Select(row => 100 * row.Nothing)]),
            ]);

        void Add(List<float[]> row, string caption)
        {
            grid.AddRange(row.Take(columns));
            captions.AddRange(Enumerable.Repeat("", columns - 1).Prepend(caption));
        }
    }

    private void Save(List<float[]> patterns, List<List<float[]>> cues, List<List<float[]>> results)
    {
        var (fractions, count, pixels) = (cues.Count, cues[0].Count, patterns[0].Length);
        Npz.Write(Named("recall.npz"),
        [
            new("patterns", NpyArray.Of<float>(patterns.SelectMany(image => image).ToArray(), patterns.Count, pixels)),
            new("fractions", NpyArray.Of<double>(_settings.Fractions.ToArray())),
            new("pattern_of_cue", NpyArray.Of<int>(Enumerable.Range(0, count).Select(n => n % patterns.Count).ToArray())),
            new("cues", NpyArray.Of<float>(cues.SelectMany(all => all).SelectMany(image => image).ToArray(), fractions, count, pixels)),
            new("recalled", NpyArray.Of<float>(results.SelectMany(all => all).SelectMany(image => image).ToArray(), fractions, count, pixels)),
        ]);
    }

    private string Named(string file)
    {
        _files.Add(file);
        return folder[file];
    }
}
