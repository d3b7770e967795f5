using System.Diagnostics;

namespace Homeostat.Runs;

/// <summary>A run of a single life, from birth or from where it was saved. Acts from outside are noted with their age, and repeated when the life goes on.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="report">The receiver of what happens.</param>
/// <param name="control">The control of the life's pace, and of what is asked of it.</param>
/// <param name="stop">The request to stop.</param>
internal sealed class LifeSession(RunFolder<LiveSettings> folder, Report report, Control<LifeSession> control, CancellationToken stop)
{
    /// <summary>The name of the file of the life: its state and its biography.</summary>
    public const string LifeName = "life.npz";

    private const string PictureName = "biography.png";

    private readonly LiveSettings _settings = folder.Settings;
    private readonly long _start = Stopwatch.GetTimestamp();
    private Mortal? _mortal;
    private int _acts;
    private int _told;
    private bool _isShown;

    /// <summary>The time between two saves, in seconds; 0 to save at the end only.</summary>
    public double SaveEvery { get; init; } = Autosave.UsualSeconds;

    /// <summary>The mortal. It belongs to the thread of the session.</summary>
    public Mortal Mortal => _mortal ?? throw new InvalidOperationException("The mortal is not born yet.");

    /// <summary>The folder of the run.</summary>
    public RunFolder<LiveSettings> Folder => folder;

    /// <param name="goOn">Whether to go on from the state in the folder.</param>
    /// <returns>The exit code.</returns>
    public int Run(bool goOn = false)
    {
        var habitat = _settings.Find();
        using var mortal = goOn
            ? habitat.Resume(folder[LifeName], _settings.Body, _settings.Niche, _settings.Individual())
            : habitat.Birth(_settings.Body, _settings.Niche, _settings.Individual());
        _mortal = mortal;
        foreach (var surgery in _settings.KnockOut)
        {
            mortal.Condition(surgery.Part);
        }

        folder.Save();
        var script = new Script(folder.Events(), mortal.Age);
        _acts = script.Before.Count;
        _told = mortal.Biography.Events.Count;

        // What was noted after the life was saved is lived, and noted, again.
        var kept = _acts;
        folder.Keep(e => e is Acted ? kept-- > 0 : goOn && (e is Born or Saved || (e is Happened h && h.Age <= mortal.Age)));
        var niche = _settings.Niche ?? habitat.Niches.First().Key;
        report.Say($"Homeostat: {habitat.Name}, {habitat.Description}. Body {mortal.Body.Name} in {niche}, seed {mortal.Seed}. Ctrl-C saves and stops.");
        Tell(new Born(folder.Path, habitat.Name, mortal.Body.Name, niche, mortal.Seed, mortal.Age, _settings.Steps, _settings.Ablate), isKept: true);
        control.Begun?.Invoke(this);
        report.Life($"{mortal.Body.Name}, seed {mortal.Seed}", _settings.Steps, () => Live(mortal, script));
        if (_acts > 0)
        {
            folder.Append(new Saved(mortal.Age, _acts));
        }

        MortalFile.Save(folder[LifeName], mortal);
        if (mortal.IsAlive && mortal.Age < _settings.Steps)
        {
            return Stop(mortal);
        }

        var code = Finish(mortal);
        control.Linger?.Invoke(this);
        return code;
    }

    /// <summary>Shows a life that was saved, until a stop is asked for. Nothing is written.</summary>
    /// <returns>The exit code.</returns>
    public int Show()
    {
        using var mortal = _settings.Find().Resume(folder[LifeName], _settings.Body, _settings.Niche, _settings.Individual());
        (_mortal, _isShown) = (mortal, true);
        control.Begun?.Invoke(this);
        control.AnswerUntil(this, stop);
        return ExitCode.Success;
    }

    /// <summary>Acts on the mortal before its next step and notes it. Only the thread of the session may call it.</summary>
    /// <exception cref="HomeostatException">The act is not possible; nothing is changed or noted then.</exception>
    public void Do(LifeAct act)
    {
        if (_isShown && Mortal.IsAlive)
        {
            throw new HomeostatException($"{folder.Path}: all of its steps are lived, and it is only shown. Let it live on: homeostat resume {folder.Quoted()} --steps {2 * _settings.Steps}");
        }

        act.Do(Mortal);
        _acts++;
        Tell(new Acted(Mortal.Age, act), isKept: true);
        TellEvents();
    }

    private void Live(Mortal mortal, Script script)
    {
        var autosave = new Autosave(SaveEvery, () => MortalFile.Save(folder[LifeName], mortal));
        while (mortal.IsAlive && mortal.Age < _settings.Steps)
        {
            foreach (var act in script.Due(mortal.Age))
            {
                Do(act as LifeAct ?? throw new HomeostatException($"{folder.Path}: an act on a network is noted in the run of a life. The folder is damaged."));
            }

            if (!control.Turn(this, mortal.Age, stop))
            {
                return;
            }

            foreach (var surgery in _settings.KnockOut.Where(s => s.Age == mortal.Age))
            {
                mortal.KnockOut(surgery.Part);
            }

            mortal.Step();
            TellEvents();
            if (report.IsDue(mortal.Age, _settings.Steps) || !mortal.IsAlive)
            {
                report.Tell(Lived.Of(mortal));
            }

            autosave.SaveIfDue();
        }
    }

    private void TellEvents()
    {
        for (; _told < Mortal.Biography.Events.Count; _told++)
        {
            var happened = Mortal.Biography.Events[_told];
            Tell(new Happened(happened.Age, happened.Kind, happened.Text), isKept: true);
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
