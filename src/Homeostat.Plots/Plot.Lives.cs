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

    /// <summary>
    /// Draws the life of a mortal so far: what happened, its essential variables against their ranges (or what it sensed, if it has none), energy,
    /// free energy, what it did, its parts, and what else its body has written down.
    /// </summary>
    /// <param name="path">The PNG file to write.</param>
    /// <param name="mortal">Alive or dead; it has to have kept its steps, and to have lived at least one.</param>
    /// <exception cref="HomeostatException">It has not, or the file could not be written.</exception>
    public static void Biography(string path, Mortal mortal)
    {
        ArgumentNullException.ThrowIfNull(mortal);
        var biography = mortal.Biography;
        if (biography.Count == 0)
        {
            throw new HomeostatException($"{path}: no step of this life was written down; draw one that was lived, with MortalOptions.KeepSteps.");
        }

        double[] ages = [.. Enumerable.Range(1, biography.Count).Select(n => (double)n)];
        var body = mortal.Body;
        List<LifePanel> panels =
        [
            .. body.Essential.Select(e => Panel(e.Name, ("", e.Name)) with { Range = (e.Low, e.High) }),

            // Who needs nothing but energy is seen by what it meets.
            .. body.Senses.SelectMany(p => p.Channels).Where(_ => body.Essential.Count == 0).Select(channel => Panel(channel, ("", $"sensed {channel}"))),
            Panel("energy (J)", ("", "energy")) with { Range = (0, double.PositiveInfinity) },
            Panel("free energy (nats)", ("", "free energy")),
            Panel("done", [.. mortal.Niche.Effectors.Select(effector => (effector, $"done {effector}"))]),
        ];
        if (body.Parts.Count > 0)
        {
            panels.Add(Panel("parts", [.. body.Parts.Select(part => (part.Name, part.Name))]));
        }

        // Arrays are for reading, not for a picture of many lines.
        panels.AddRange(body.Watch.Where(biography.Columns.Contains).Select(variable => Panel(variable, ("", variable))));
        Biography(
            path,
            $"{body.Name}, seed {mortal.Seed}",
            "age (steps)",
            panels,
            [.. biography.Events.Where(e => e.Kind is "niche" or "experiment").Select(e => ((double)e.Age, e.Text)),
             .. biography.Events.Where(e => e.Kind == "structure").Select(e => ((double)e.Age, "structure changes"))],
            mortal.IsAlive ? null : mortal.Age);

        LifePanel Panel(string label, params (string Name, string Column)[] series) =>
            new(label, ages, [.. series.Select(s => (s.Name, biography[s.Column].ToArray()))]);
    }
}
