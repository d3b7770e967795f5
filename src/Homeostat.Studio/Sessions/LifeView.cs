namespace Homeostat.Studio.Sessions;

/// <summary>A mortal as the page of a life shows it, in the form of answers and frames.</summary>
internal static class LifeView
{
    /// <summary>The description of a mortal by what does not change while it lives.</summary>
    /// <param name="session">The name of the session, the title on the page and the folder of the run.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="mortal">The mortal.</param>
    public static object Describe((string Id, string Title, string Folder) session, LiveSettings settings, Mortal mortal) => new
    {
        session.Id,
        Kind = "life",
        session.Title,
        session.Folder,
        settings.Habitat,
        settings.Find().Description,
        Body = mortal.Body.Name,
        Niche = settings.Niche ?? settings.Find().Niches.Keys.First(),
        settings.Seed,
        settings.Steps,
        mortal.Biography.Columns,
        Essentials = mortal.Body.Essential.Select(e => new { e.Name, e.Low, e.High, e.SetPoint }),
        Parts = mortal.Body.Parts.Select(p => new { p.Name, p.Vital, p.Catalysts }),
        mortal.Niche.States,
        mortal.Niche.Effectors,
        Senses = mortal.Body.Senses.SelectMany(s => s.Channels),
        Watched = mortal.Body.Watch,
        Capacity = double.IsFinite(mortal.Energy.Capacity) ? mortal.Energy.Capacity : (double?)null,
        mortal.Body.Reserve,
        Uses = Enum.GetValues<EnergyUse>().Select(use => Words.Spell(use)),
        Loops = Enum.GetValues<Ablation>().Where(a => a != Ablation.None).Select(a => Words.Spell(a)),
    };

    /// <summary>The state of a mortal now.</summary>
    /// <param name="mortal">The mortal.</param>
    /// <param name="isPaused">Whether the run is halted.</param>
    /// <param name="speed">The steps in a second; 0 for as many as possible.</param>
    public static object Now(Mortal mortal, bool isPaused, double speed) => new
    {
        mortal.Age,
        Row = Row(mortal, mortal.Biography.Count - 1),
        mortal.Viability,
        mortal.Account,
        mortal.CauseOfDeath,
        Essentials = mortal.Body.Essential.Select(e => mortal.Essential(e.Name)).ToArray(),
        Uses = Enum.GetValues<EnergyUse>().Select(use => mortal.Energy[use]).ToArray(),
        mortal.Energy.Income,
        IsPaused = isPaused,
        Speed = speed,
    };

    /// <summary>The state of a mortal at a step of its past, from 0.</summary>
    public static object Then(Mortal mortal, int step)
    {
        var lived = Lived.Of(mortal, step);
        return new { lived.Age, Row = Row(mortal, step), lived.Viability, lived.Account, Essentials = lived.Essential.Select(e => e.Value) };
    }

    private static double[] Row(Mortal mortal, int step) => step < 0 ? [] : [.. mortal.Biography.Columns.Select(c => mortal.Biography[c][step])];
}
