using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>A run of a single life, from birth or from where it was saved.</summary>
internal sealed class LifeSession(RunFolder<LiveSettings> folder, Report report, double speed, CancellationToken stop)
{
    /// <summary>The name of the file of the life: its state and its biography.</summary>
    public const string LifeName = "life.npz";

    private const string PictureName = "biography.png";

    /// <summary>The time between two saves, in seconds; 0 to save at the end only.</summary>
    public double SaveEvery { get; init; } = Autosave.UsualSeconds;

    private readonly LiveSettings _settings = folder.Settings;
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <param name="goOn">Whether to go on from the state in the folder.</param>
    /// <returns>The exit code.</returns>
    public int Run(bool goOn = false)
    {
        var habitat = _settings.Find();
        using var mortal = goOn
            ? habitat.Resume(folder[LifeName], _settings.Body, _settings.Niche, _settings.Individual())
            : habitat.Birth(_settings.Body, _settings.Niche, _settings.Individual());
        foreach (var surgery in _settings.KnockOut)
        {
            mortal.Condition(surgery.Part);
        }

        folder.Save();
        if (goOn)
        {
            // What was noted after the life was saved is lived, and noted, again.
            folder.Keep(e => e is Born || (e is Happened h && h.Age <= mortal.Age));
        }

        var niche = _settings.Niche ?? habitat.Niches.First().Key;
        report.Say($"Homeostat: {habitat.Name}, {habitat.Description}. Body {mortal.Body.Name} in {niche}, seed {mortal.Seed}. Ctrl-C saves and stops.");
        Tell(new Born(folder.Path, habitat.Name, mortal.Body.Name, niche, mortal.Seed, mortal.Age, _settings.Steps, _settings.Ablate), isKept: true);
        report.Life($"{mortal.Body.Name}, seed {mortal.Seed}", _settings.Steps, () => Live(mortal));
        MortalFile.Save(folder[LifeName], mortal);
        return mortal.IsAlive && mortal.Age < _settings.Steps ? Stop(mortal) : Finish(mortal);
    }

    private void Live(Mortal mortal)
    {
        var autosave = new Autosave(SaveEvery, () => MortalFile.Save(folder[LifeName], mortal));
        var (told, begin, first) = (mortal.Biography.Events.Count, Stopwatch.GetTimestamp(), mortal.Age);
        while (mortal.IsAlive && mortal.Age < _settings.Steps && !stop.IsCancellationRequested)
        {
            foreach (var surgery in _settings.KnockOut.Where(s => s.Age == mortal.Age))
            {
                mortal.KnockOut(surgery.Part);
            }

            mortal.Step();
            for (; told < mortal.Biography.Events.Count; told++)
            {
                var happened = mortal.Biography.Events[told];
                Tell(new Happened(happened.Age, happened.Kind, happened.Text), isKept: true);
            }

            if (report.IsDue(mortal.Age, _settings.Steps) || !mortal.IsAlive)
            {
                report.Tell(Lived.Of(mortal));
            }

            autosave.SaveIfDue();
            Pace(begin, mortal.Age - first, speed, stop);
        }
    }

    /// <summary>Waits until the given number of steps is due at a speed in steps a second.</summary>
    public static void Pace(long begin, long steps, double speed, CancellationToken stop)
    {
        if (speed > 0 && (steps / speed) - Stopwatch.GetElapsedTime(begin).TotalSeconds is > 0.01 and var early)
        {
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(early));
        }
    }

    private int Stop(Mortal mortal)
    {
        var command = $"homeostat resume {folder.Quoted()}";
        report.Tell(new Stopped(folder.Path, command) { Age = mortal.Age });
        report.Say($"Stopped and saved at age {mortal.Age}. Go on with: {command}");
        return ExitCode.Interrupted;
    }

    private int Finish(Mortal mortal)
    {
        var energy = Enum.GetValues<EnergyUse>().ToDictionary(use => Words.Spell(use), use => mortal.Energy[use]);
        energy["income"] = mortal.Energy.Income;
        Tell(new Ended(mortal.Body.Name, mortal.Seed, mortal.Age, mortal.CauseOfDeath, energy), isKept: true);
        Plot.Biography(folder[PictureName], mortal);
        Tell(new Finished(folder.Path, Stopwatch.GetElapsedTime(_start).TotalSeconds, [PictureName]), isKept: true);
        report.Say($"Its life and a picture of it are in {folder.Path}/: {LifeName}, {PictureName}.");
        report.Say("Next:");
        report.Say($"  homeostat replay {folder.Quoted()}    # watch it again");
        if (mortal.IsAlive)
        {
            report.Say($"  homeostat resume {folder.Quoted()} --steps {2 * _settings.Steps}    # let it live on");
        }

        report.Say($"  homeostat live {_settings.Habitat} --seeds 50    # how long such lives are");
        return ExitCode.Success;
    }

    private void Tell(RunEvent happened, bool isKept)
    {
        report.Tell(happened);
        if (isKept)
        {
            folder.Append(happened);
        }
    }
}
