using System.Globalization;
using System.Text.Json;

namespace Homeostat.Cli;

/// <summary>A comparison of generative models from its trials to its table and pictures. Trials and examinations that are done are not repeated.</summary>
/// <param name="comparison">The settings.</param>
/// <param name="folder">The folder of the comparison.</param>
/// <param name="jobs">The number of trials at once.</param>
/// <param name="terminal">The terminal.</param>
internal sealed class DreamerSession(DreamerComparison comparison, string folder, int jobs, Terminal terminal)
{
    private const string MeasuresName = "measures.json";
    private const string PicturesName = "pictures.npz";
    private const int Shown = 12;

    /// <returns>The exit code.</returns>
    public int Run()
    {
        var data = comparison.Load(terminal.Stop);
        var judge = comparison.JudgeTrial(folder, data.Classes);
        var queue = new TrialQueue([judge, .. comparison.Trials(folder)], jobs, terminal);
        if (!queue.Run(Text($"{comparison.Models.Count} models and a classifier, {comparison.Seeds} {(comparison.Seeds == 1 ? "seed" : "seeds")}, {comparison.Epochs} epochs")))
        {
            return CommandLine.Interrupted;
        }

        if (judge.IsDone)
        {
            using var classifier = judge.Resume(terminal.Stop).Training;
            var unknown = comparison.Unknown.ToDictionary(name => name, name => comparison.Reference(name).Load(cancellation: terminal.Stop).Test);
            var examination = new DreamerExamination(comparison, data, unknown, classifier);
            Write([.. queue.Done.Where(done => done.Trial != judge).Select(done => (done.Trial, done.Outcome, Measures(done.Trial, examination)))], data.Test);
        }

        return queue.TellFailures();
    }

    // Measures are kept with the settings that they were taken with, and taken anew with others.
    private DreamerMeasures Measures(Trial trial, DreamerExamination examination)
    {
        var path = Path.Combine(trial.Folder, MeasuresName);
        if (File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllText(path), DreamerJson.Default.KeptMeasures) is { } kept && comparison.MeasuresAs(kept.Comparison))
        {
            return kept.Measures;
        }

        terminal.Stop.ThrowIfCancellationRequested();
        terminal.Out.WriteLine(Text($"  {trial.Name}, seed {trial.Seed}: examined"));
        using var training = trial.Resume(terminal.Stop).Training;
        var measures = examination.Run(training, out var pictures);
        Npz.Write(Path.Combine(trial.Folder, PicturesName), [Kept("dreams", pictures.Dreams), Kept("completed", pictures.Completed)]);
        AtomicFile.Write(path, JsonSerializer.Serialize(new KeptMeasures(comparison, measures), DreamerJson.Default.KeptMeasures));
        return measures;
    }

    private void Write(IReadOnlyList<(Trial Trial, Outcome Outcome, DreamerMeasures Measures)> results, LabeledImages test)
    {
        var table = new DreamerTable(results);
        terminal.Table(table.Columns, table.Rows);
        AtomicFile.Write(Path.Combine(folder, "dreamers.md"), table.ToMarkdown());
        Trial[] shown = [.. results.Select(result => result.Trial).Where(trial => trial.Seed == 1)];
        var originals = test.Take(Math.Min(Shown, test.Count)).ToFeatures().Chunk(test.Features).ToArray();
        var visible = CoveredPart.Right.Visible(test, 1);
        Draw("dreams.png", Text($"Dreams of {string.Join(", ", shown.Select(trial => trial.Name))}"), shown.SelectMany(trial => Drawn(trial, "dreams", test.Features)));
        var seen = originals.Select(image => image.Select((x, pixel) => visible[pixel] ? x : 0).ToArray());
        Draw(
            "completions.png",
            Text($"What is seen; completed by {string.Join(", ", shown.Select(trial => trial.Name))}; the images"),
            [.. seen, .. shown.SelectMany(trial => Drawn(trial, "completed", test.Features)), .. originals]);
        terminal.Out.WriteLine(Text($"The table and pictures are in {folder}/: dreamers.md, dreams.png, completions.png."));

        void Draw(string name, string title, IEnumerable<float[]> images) => Plot.Images(Path.Combine(folder, name), title, [.. images], test.Width, test.Height, originals.Length, 0, 1);
    }

    private static IEnumerable<float[]> Drawn(Trial trial, string name, int pixels) =>
        Npz.Read(Path.Combine(trial.Folder, PicturesName))[name].As<double>().ToArray().Select(value => (float)value).Chunk(pixels);

    // The first images only: those that are drawn.
    private static KeyValuePair<string, NpyArray> Kept(string name, double[,] images)
    {
        var (count, pixels) = (Math.Min(Shown, images.GetLength(0)), images.GetLength(1));
        return KeyValuePair.Create(name, NpyArray.Of<double>([.. images.Cast<double>().Take(count * pixels)], count, pixels));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
