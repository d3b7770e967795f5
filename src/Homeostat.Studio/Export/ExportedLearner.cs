namespace Homeostat.Studio.Export;

/// <summary>A learner as a saved page shows it: the curves of its training beside those of what it was compared with.</summary>
internal static class ExportedLearner
{
    private const int MostPoints = 1000;

    public static object Of(RunFolder<LearnSettings> folder)
    {
        var events = folder.Events();
        Curve[] all =
        [
            Of<BatchLearned>("Free energy of a batch", "batches", "nats", e => (e.Model, e.BatchesDone, e.FreeEnergy)),
            Of<Tested>("Test accuracy", "epochs", "%", e => (e.Model, e.Epoch, 100 * e.Accuracy)),
            Of<Tested>("Test R²", "epochs", "", e => (e.Model, e.Epoch, e.Explained)),
            Of<Tested>("Negative log-likelihood of a label", "epochs", "nats", e => (e.Model, e.Epoch, e.NegativeLogLikelihood)),
            Of<Tested>("Test accuracy by time", "seconds of training", "%", e => (e.Model, e.Seconds, 100 * e.Accuracy)),
        ];
        return new { Title = $"{folder.Settings.Title}, seed {folder.Settings.Seed}", Curves = all.Where(curve => curve.Series.Count > 0) };

        Curve Of<T>(string title, string x, string unit, Func<T, (string Model, double X, double? Value)> point)
            where T : RunEvent => new(title, x, unit, [.. events.OfType<T>().Select(point).Where(p => p.Value is { } value && double.IsFinite(value)).GroupBy(p => p.Model).Select(model =>
            {
                var points = model.ToArray();
                var kept = Array.ConvertAll(Packed.Spread(points.Length, MostPoints), n => points[n]);
                return new Series(model.Key, Array.ConvertAll(kept, p => p.X), Array.ConvertAll(kept, p => p.Value!.Value));
            })]);
    }

    private sealed record Series(string Name, double[] X, double[] Values);

    private sealed record Curve(string Title, string X, string Unit, IReadOnlyList<Series> Series);
}
