using Homeostat.Studio.Sessions;

namespace Homeostat.Studio.Export;

/// <summary>A life as a saved page shows it: every age that fits, and the events of its biography.</summary>
internal static class ExportedLife
{
    private const int MostEvents = 3000;

    /// <param name="folder">The folder of the run.</param>
    /// <param name="budget">The largest number of characters of its columns.</param>
    /// <param name="leftOut">The list to which sentences are added about what did not fit.</param>
    /// <exception cref="HomeostatException">The life is not saved yet, or its file is damaged.</exception>
    public static object Of(RunFolder<LiveSettings> folder, int budget, List<string> leftOut)
    {
        var settings = folder.Settings;
        using var mortal = settings.Find().Resume(folder[LifeSession.LifeName], settings.Body, settings.Niche, settings.Individual());
        var past = mortal.Biography;
        var steps = Packed.Spread(past.Count, (int)(budget / (Packed.Characters * past.Columns.Count)));
        if (steps.Length < past.Count)
        {
            leftOut.Add(FormattableString.Invariant($"Of {past.Count:N0} ages this file holds {steps.Length:N0}, evenly spread."));
        }

        if (past.Events.Count > MostEvents)
        {
            leftOut.Add(FormattableString.Invariant($"Of {past.Events.Count:N0} events this file holds the last {MostEvents:N0}."));
        }

        return new
        {
            About = LifeView.Describe(("1", $"{settings.Title}, seed {settings.Seed}", folder.Path), settings, mortal),
            Ages = steps.Select(step => step + 1),
            Columns = past.Columns.ToDictionary(column => column, column => Packed.Numbers(steps.Select(step => past[column][step]))),
            Viabilities = Viabilities(mortal, past),
            Events = past.Events.TakeLast(MostEvents).Select(e => new { e.Age, e.Kind, e.Text }),
            Last = LifeView.Now(mortal, isPaused: true, speed: 0),
        };
    }

    // It changes at events of its own only, and at the last step.
    private static object[][] Viabilities(Mortal mortal, Biography past) =>
        [.. past.Events.Where(e => e.Kind == "viability" && e.Age >= 1 && e.Age <= past.Count).Select(e => (int)e.Age).Append(1).Append(past.Count).Where(age => age >= 1 && age <= past.Count)
            .Distinct().Order().Select(age => new object[] { age, Lived.Of(mortal, age - 1).Viability })];
}
