namespace Homeostat.Runs;

/// <summary>The plots of a run.</summary>
internal sealed class Pictures(RunFolder<LearnSettings> folder, DataSource data)
{
    private const int MostFields = 64;
    private readonly List<string> _files = [];

    /// <summary>The names of the files drawn so far.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Draws free energy and accuracy over the epochs, one curve a learner.</summary>
    public void Curves(IReadOnlyList<RunEvent> events, int batchesPerEpoch)
    {
        var batches = events.OfType<BatchLearned>().Where(e => e.FreeEnergy > 0).GroupBy(e => e.Model);
        Draw("free-energy.png", path => Plot.LogLines(
            path, $"{folder.Settings.Model} on {data.Name}", "epoch", "free energy of a sample",
            [.. batches.Select(g => (g.Key, Column(g, e => e.BatchesDone / (double)batchesPerEpoch), Column(g, e => e.FreeEnergy)))]));
        var tests = events.OfType<Tested>().Where(e => e.Accuracy is not null).GroupBy(e => e.Model).ToArray();
        if (tests.Length > 0)
        {
            Draw("accuracy.png", path => Plot.Lines(
                path, $"{folder.Settings.Model} on {data.Name}", "epoch", "test accuracy, %",
                [.. tests.Select(g => (g.Key, Column(g, e => e.Epoch), Column(g, e => 100 * e.Accuracy!.Value)))]));
        }
    }

    /// <summary>Draws the angles between the weights of the learner and those that lead back, over the epochs.</summary>
    public void FeedbackAngles(IReadOnlyList<RunEvent> events)
    {
        Aligned[] aligned = [.. events.OfType<Aligned>().Where(e => e.Model == folder.Settings.Model)];
        if (aligned.Length > 1)
        {
            Draw("feedback-angles.png", path => Plot.Lines(
                path, $"{folder.Settings.Model} on {data.Name}: weights and the weights that lead back", "epoch", "angle, degrees",
                [.. aligned[0].Degrees.Keys.Select(name => (name, Column(aligned, e => e.Epoch), Column(aligned, e => e.Degrees[name])))]));
        }
    }

    /// <summary>Draws the weights between the image and the units of the layer next to it.</summary>
    public void ReceptiveFields(Training training, ImageSet images)
    {
        var circuit = training.Learner.Circuit;
        var image = training.Learner.Train.OfType<Clamp>().First(c => c.Stream == Learner.Image).Variable.Split('.')[0];
        var weights = circuit.Projections
            .Where(p => p.Connectivity == Connectivity.Dense && (p.Pre == image || p.Post == image))
            .Select(p => (Projection: p, Weight: training.Simulation.VariablesOf(Role.Weight, p.Name).Select(name => training.Simulation[name]).FirstOrDefault()))
            .FirstOrDefault(p => p.Weight is not null);
        if (weights.Weight is not { } w)
        {
            return;
        }

        var isPre = weights.Projection.Pre == image;
        var fields = Enumerable.Range(0, isPre ? w.Rows : w.Columns)
            .Select(unit => Enumerable.Range(0, images.Features).Select(pixel => (float)(isPre ? w[unit, pixel] : w[pixel, unit])).ToArray())
            .OrderByDescending(field => field.Sum(x => x * x))
            .Take(MostFields)
            .ToArray();
        Draw("receptive-fields.png", path => Plot.Images(
            path, $"First-layer weights of the {fields.Length} units where they are strongest", fields, images.Train.Width, images.Train.Height, columns: 16, diverging: true));
    }

    /// <summary>Draws an image of each class, and below it how the model reconstructs it.</summary>
    public void Reconstructions(LabeledImages images, float[] originals, float[] reconstructions)
    {
        var chosen = Enumerable.Range(0, images.Count).DistinctBy(i => images.Label(i)).OrderBy(i => images.Label(i)).ToArray();
        float[][] rows = [.. chosen.Select(i => Of(originals, i)), .. chosen.Select(i => Of(reconstructions, i))];
        Draw("reconstructions.png", path => Plot.Images(
            path, "Unseen images, and below them what the generative variant makes of them", rows, images.Width, images.Height,
            columns: chosen.Length, min: 0, max: 1));

        float[] Of(float[] all, int i)
        {
            var image = all[(i * images.Features)..((i + 1) * images.Features)];
            return images.Standardized is { } form ? [.. image.Select(x => (float)form.Pixel(x))] : image;
        }
    }

    /// <summary>Draws how often each class was taken for each other.</summary>
    /// <returns>The matrix that was drawn.</returns>
    public ConfusionMatrix Confusion(int[] predictions)
    {
        var classes = data.Test[data.Target!];
        var matrix = new ConfusionMatrix(predictions, classes.Labels, classes.Classes!.Value);
        Draw("confusion.png", path => Plot.Confusion(path, matrix, names: data.Schema?.ClassNames));
        return matrix;
    }

    /// <summary>Draws the numbers that were predicted against the right ones.</summary>
    public void Predicted(float[] answers)
    {
        var (truth, target) = (data.Test[data.Target!], data.Schema?.Target);
        var (right, all) = (new double[truth.Size], new double[answers.Length]);
        for (var sample = 0; sample < truth.Count; sample++)
        {
            truth.CopyTo(sample, right);
            right.CopyTo(all, sample * right.Length);
        }

        double[] Unit(IEnumerable<double> values) => [.. values.Select(value => target?.InItsUnit(value) ?? value)];
        Draw("predicted.png", path => Plot.Points(path, $"{folder.Settings.Model} on {data.Name}: test rows", $"{target?.Name ?? "target"}, true", "predicted", Unit(all), Unit(answers.Select(a => (double)a))));
    }

    private void Draw(string name, Action<string> draw)
    {
        draw(folder[name]);
        _files.Add(name);
    }

    private static double[] Column<T>(IEnumerable<T> rows, Func<T, double> value) => [.. rows.Select(value)];
}
