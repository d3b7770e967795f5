namespace Homeostat.Runs;

/// <summary>A run of many lives that are lived side by side and can be watched meanwhile. What it leaves is what <see cref="CohortSession"/> leaves.</summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="report">The receiver of what happens.</param>
/// <param name="control">The control of the pace, in steps that all take, and of what is asked.</param>
/// <param name="stop">The request to stop.</param>
internal sealed class ColonySession(RunFolder<LiveSettings> folder, Report report, Control<ColonySession> control, CancellationToken stop)
{
    private readonly LiveSettings _settings = folder.Settings;
    private Colony? _colony;

    /// <summary>The colony. It belongs to the thread of the session.</summary>
    public Colony Colony => _colony ?? throw new InvalidOperationException("The colony has not begun yet.");

    /// <summary>Lives all lives to their end.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">A stop was asked for. The lives are lived anew the next time.</exception>
    public int Run()
    {
        try
        {
            var code = new CohortSession(folder, report, stop).Run(Live);
            control.Linger?.Invoke(this);
            return code;
        }
        finally
        {
            _colony?.Dispose();
        }
    }

    /// <summary>Shows a run that is over, until a stop is asked for. Nothing is written.</summary>
    /// <returns>The exit code.</returns>
    public int Show()
    {
        var events = folder.Events();
        using var colony = Colony.Of(_settings, events);
        _colony = colony;
        control.Begun?.Invoke(this);
        foreach (var happened in events.Where(e => e is Ended or Survived or Finished))
        {
            report.Tell(happened);
        }

        control.AnswerUntil(this, stop);
        return ExitCode.Success;
    }

    private IEnumerable<IReadOnlyList<LifeOutcome>> Live(IReadOnlyList<LifeGroup> groups)
    {
        var colony = _colony = Colony.Begin(_settings, groups);
        control.Begun?.Invoke(this);
        report.Cohort(string.Join(", ", groups.Select(group => group.Name)), colony.Lives.Count, () =>
        {
            // What a life needs stays in the cache where it takes several steps in a turn.
            var turn = new TurnLength();
            while (colony.IsAlive && colony.Age < _settings.Steps)
            {
                if (!control.Turn(this, colony.Age, stop))
                {
                    throw new OperationCanceledException(stop);
                }

                Tell(colony.Step(control.IsFree ? (int)Math.Min(turn.Steps(1), _settings.Steps - colony.Age) : 1));
            }

            Tell(colony.Lives.Where(life => !life.IsDead));
        });
        return colony.Outcomes().Select(group => group.Outcomes);
    }

    private void Tell(IEnumerable<Colonist> lives)
    {
        foreach (var life in lives)
        {
            report.Tell(CohortSession.Of(life.Group, life.Outcome));
        }
    }
}
