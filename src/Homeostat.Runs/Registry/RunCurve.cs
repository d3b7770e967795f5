namespace Homeostat.Runs;

/// <summary>How a measure of a run that learns went over its epochs.</summary>
/// <param name="Measure">The measure, such as <c>test accuracy, %</c>.</param>
/// <param name="Epochs">The numbers of epochs learned.</param>
/// <param name="Values">The values of the measure.</param>
internal sealed record RunCurve(string Measure, double[] Epochs, double[] Values)
{
    /// <summary>The curves of a run: of its accuracy or R² on the test samples, and of its free energy; those that it has.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="events">The events of the run.</param>
    public static IReadOnlyList<RunCurve> Of(RunSettings settings, IReadOnlyList<RunEvent> events)
    {
        if (settings is not LearnSettings learn)
        {
            return [];
        }

        Tested[] tests = [.. events.OfType<Tested>().Where(test => test.Model == learn.Model)];
        RunCurve[] all =
        [
            Curve("test accuracy, %", test => 100 * test.Accuracy),
            Curve("test R²", test => test.Explained),
            Curve("free energy of a sample", test => test.FreeEnergy),
        ];
        return [.. all.Where(curve => curve.Values.Length > 0)];

        RunCurve Curve(string measure, Func<Tested, double?> value)
        {
            Tested[] measured = [.. tests.Where(test => value(test) is { } number && double.IsFinite(number))];
            return new(measure, [.. measured.Select(test => (double)test.Epoch)], [.. measured.Select(test => value(test)!.Value)]);
        }
    }
}
