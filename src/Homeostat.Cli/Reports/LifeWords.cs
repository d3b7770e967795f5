using System.Globalization;

namespace Homeostat.Cli;

/// <summary>Text about lives.</summary>
internal static class LifeWords
{
    private static readonly CultureInfo C = CultureInfo.InvariantCulture;

    /// <summary>The state of a life, in one line.</summary>
    public static string Of(Lived e) => string.Create(C, $"{e.Age,7}  ")
        + string.Concat(e.Essential.Select(v => string.Create(C, $"{v.Name} {v.Value:0.0} ({v.Low:G4} to {v.High:G4})  ")))
        + string.Create(C, $"energy {e.Energy:0.0} J  free energy {Words.Number(e.FreeEnergy)}  {Words.Spell(e.Viability)}  {e.Account}");

    /// <summary>Writes how a single life ended, and what its energy was spent on.</summary>
    public static void Show(Terminal terminal, Ended e)
    {
        terminal.Out.WriteLine(e.CauseOfDeath is null
            ? string.Create(C, $"{e.Group}, seed {e.Seed}, is alive at {e.Age}.")
            : string.Create(C, $"{e.Group}, seed {e.Seed}, died at {e.Age}: {e.CauseOfDeath}."));
        if (e.Energy is { } energy)
        {
            terminal.Out.WriteLine(string.Create(C, $"It took in {energy["income"]:0.0} J and spent, in J: ")
                + string.Join(", ", energy.Where(use => use.Key != "income" && use.Value > 0).OrderByDescending(use => use.Value)
                    .Select(use => string.Create(C, $"{use.Key} {use.Value:0.0}"))) + ".");
        }
    }

    /// <summary>Writes a table of how long many lives lasted.</summary>
    public static void Show(Terminal terminal, Survived e)
    {
        terminal.Table(
            ["group", ">lives", ">alive at the end", ">mean life, steps", ">median", ">log-rank P", "died of"],
            e.Groups.Select(g => (string[])
            [
                g.Name, $"{g.Lives}", $"{g.Alive}", string.Create(C, $"{g.Mean:0} ± {g.StandardError:0}"), g.Median is { } median ? string.Create(C, $"{median:0}") : "-",
                g.P is { } p ? string.Create(C, $"{p:G2}") : "-", string.Join(", ", g.Causes.Select(c => $"{c.Key} {c.Value}")),
            ]));
        terminal.Out.WriteLine($"P: the chance of so large a difference from '{e.Groups[0].Name}' if they die alike. {Words.Seconds(e.Seconds)}.");
    }
}
