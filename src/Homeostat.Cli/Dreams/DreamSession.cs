using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Lets a trained model imagine: dreams from its memory, a walk between two images, completed images, the likelihood of test images.</summary>
internal sealed class DreamSession(RunFolder<LearnSettings> folder, DreamSettings settings, Terminal terminal)
{
    private const int Columns = 10;
    private const int WalkLength = 12;

    private readonly List<KeyValuePair<string, NpyArray>> _arrays = [];
    private readonly List<string> _files = [];

    /// <returns>The exit code.</returns>
    public int Run()
    {
        var data = folder.Settings.Data.Load(cancellation: terminal.Stop);
        using var training = Checkpoint.Read(folder.Path).Resume(data);
        var imagination = new Imagination(training);
        Requires(data);
        if (settings.Walk is [var from, var to])
        {
            Walk(imagination, data, from, to);
        }

        if (settings.Complete != CoveredPart.Nothing)
        {
            Complete(imagination, data);
        }

        if (settings.Samples > 0 || settings.Draws > 0)
        {
            Dream(imagination, data);
        }

        Npz.Write(folder["dreams.npz"], _arrays);
        terminal.Out.WriteLine($"Written to {folder.Path}: {string.Join(", ", [.. _files, "dreams.npz"])}.");
        return CommandLine.Success;
    }

    private void Requires(ImageSet data)
    {
        if (settings.Walk.Append(settings.Class ?? 0).FirstOrDefault(c => c < 0 || c >= data.Classes, -1) is >= 0 and var missing)
        {
            throw new HomeostatException($"There is no class {missing} in {data.Name}: its classes are 0 to {data.Classes - 1}.");
        }
    }

    private void Dream(Imagination imagination, ImageSet data)
    {
        var remembered = settings.Class is { } wanted ? Of(data.Train, wanted) : data.Train;
        var memories = remembered.Sample(settings.Memories, settings.Seed);
        var mixture = GaussianMixture.Fit(imagination.Causes(memories), settings.Mixture);
        mixture.Save(folder["memory.npz"]);
        _files.Add("memory.npz");
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Memory: {mixture.Components} components of the causes of {memories.Count} images, fitted in {mixture.Iterations} steps; log-likelihood of causes {mixture.Trace[^1]:F2} nats."));
        if (settings.Samples > 0)
        {
            var dreams = imagination.Paint(mixture.Sample(settings.Samples, settings.Seed));
            Draw("dreams.png", $"Dreams of {folder.Settings.Model}{(settings.Class is { } c ? $" of class {c}" : "")}", dreams, data.Train, Columns);
            Keep("dreams", dreams);
        }

        if (settings.Draws > 0)
        {
            var likelihood = imagination.LogLikelihood(mixture, data.Test, settings.Draws, settings.Seed);
            terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"log p of {data.Test.Count} test images: {likelihood.Nats:F2} nats ({likelihood.Draws} draws; {likelihood.EffectiveDraws:F1} effective; {likelihood.WithoutDivision:F2} in the form that adds log n)."));
        }
    }

    private void Walk(Imagination imagination, ImageSet data, int from, int to)
    {
        var ends = imagination.Causes(data.Test.Select([First(data.Test, from, 0), First(data.Test, to, from == to ? 1 : 0)]));
        var path = new double[WalkLength, ends.GetLength(1)];
        for (var step = 0; step < WalkLength; step++)
        {
            for (var unit = 0; unit < ends.GetLength(1); unit++)
            {
                path[step, unit] = double.Lerp(ends[0, unit], ends[1, unit], step / (WalkLength - 1.0));
            }
        }

        var images = imagination.Paint(path);
        Draw("walk.png", $"From {from} to {to} through the causes", images, data.Test, WalkLength);
        Keep("walk", images);
    }

    private void Complete(Imagination imagination, ImageSet data)
    {
        var shown = data.Test.Take(Columns);
        var visible = settings.Complete.Visible(shown.Width, shown.Height, settings.Seed);
        var completed = imagination.Complete(shown, visible);
        var originals = shown.ToFeatures().Chunk(shown.Features).ToArray();
        float[][] seen = [.. originals.Select(image => image.Select((x, pixel) => visible[pixel] ? x : 0).ToArray())];
        float[][] rows = [.. seen, .. Enumerable.Range(0, shown.Count).Select(sample => Row(completed, sample)), .. originals];
        Plot.Images(folder["completed.png"], "What is seen, what is completed, and the images", rows, shown.Width, shown.Height, shown.Count, 0, 1);
        _files.Add("completed.png");
        Keep("completed", completed);
        var error = Enumerable.Range(0, completed.Length).Where(n => !visible[n % shown.Features])
            .Sum(n => Math.Pow(completed[n / shown.Features, n % shown.Features] - originals[n / shown.Features][n % shown.Features], 2));
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Completion of {shown.Count} test images: squared error {error / shown.Count:F2} an image, over the {visible.Count(v => !v)} hidden pixels."));
    }

    private void Draw(string name, string title, double[,] images, LabeledImages like, int columns)
    {
        Plot.Images(folder[name], title, [.. Enumerable.Range(0, images.GetLength(0)).Select(sample => Row(images, sample))], like.Width, like.Height, columns, 0, 1);
        _files.Add(name);
    }

    private void Keep(string name, double[,] rows) => _arrays.Add(KeyValuePair.Create(name, NpyArray.Of<double>([.. rows.Cast<double>()], rows.GetLength(0), rows.GetLength(1))));

    private static float[] Row(double[,] rows, int row) => [.. Enumerable.Range(0, rows.GetLength(1)).Select(column => (float)rows[row, column])];

    private static LabeledImages Of(LabeledImages images, int wanted) => images.Select([.. Enumerable.Range(0, images.Count).Where(i => images.Label(i) == wanted)]);

    private static int First(LabeledImages images, int wanted, int after)
    {
        var found = Enumerable.Range(0, images.Count).Where(i => images.Label(i) == wanted).Skip(after).Take(1).ToArray();
        return found is [var index] ? index : throw new HomeostatException($"{images.Name} has too few images of class {wanted} for a walk. Take another class.");
    }
}
