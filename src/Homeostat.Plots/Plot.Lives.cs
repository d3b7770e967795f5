namespace Homeostat;

/// <content>Lives, and how long they are.</content>
public static partial class Plot
{
    /// <summary>
    /// Draws survival curves with their confidence bands. A short stroke marks who was still alive when watching ended; how many were
    /// watched at each age is written below.
    /// </summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="xLabel">What ages are counted in, such as <c>age (steps)</c>.</param>
    /// <param name="groups">Each group's name and curve; a name may be empty.</param>
    /// <exception cref="HomeostatException">There is no group, or nobody was watched beyond age 0, or the file could not be written.</exception>
    public static void Survival(string path, string title, string xLabel, params (string Label, KaplanMeier Curve)[] groups) =>
        Write(path, SurvivalPlot.Draw(path, title, xLabel, groups));

    /// <summary>
    /// Draws a life: on top what happened in it, a row for each kind of event, which is marked all the way down; below, panel by panel,
    /// how it fared against the ranges in which it can live.
    /// </summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="title">Shown above.</param>
    /// <param name="xLabel">What ages are counted in, such as <c>age (steps)</c>.</param>
    /// <param name="panels">From top to bottom.</param>
    /// <param name="events">When, and what; the same words are the same kind.</param>
    /// <param name="death">The age at death; null for who is alive.</param>
    /// <exception cref="HomeostatException">There is no panel, numbers are not finite or of other length, or the file could not be written.</exception>
    public static void Biography(
        string path, string title, string xLabel, IReadOnlyList<LifePanel> panels, IReadOnlyList<(double Age, string What)> events, double? death = null)
    {
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentNullException.ThrowIfNull(events);
        Write(path, BiographyPlot.Draw(path, title, xLabel, panels, events, death));
    }
}
