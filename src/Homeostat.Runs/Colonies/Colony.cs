namespace Homeostat.Runs;

/// <summary>
/// Lives of one or several groups that are lived side by side, all at the same age. No life depends on another, on the number of threads, or on being
/// looked at: each is the life that <see cref="Cohort"/> lives from the same seed.
/// </summary>
internal sealed class Colony : IDisposable
{
    private readonly Workers? _workers;
    private readonly WorkItem _step;
    private Colonist[] _living;
    private int _steps;

    private Colony(IReadOnlyList<LifeGroup> groups, Colonist[] lives, Workers? workers)
    {
        (Groups, Lives, _workers) = (groups, lives, workers);
        _living = workers is null ? [] : lives;
        _step = (task, _) => _living[task].Step(_steps);
        Age = lives.Max(life => life.Outcome.Age);
    }

    /// <summary>The groups.</summary>
    public IReadOnlyList<LifeGroup> Groups { get; }

    /// <summary>The individuals, in the order of the groups and of their seeds.</summary>
    public IReadOnlyList<Colonist> Lives { get; }

    /// <summary>The number of steps lived, which is the age of all who are alive.</summary>
    public long Age { get; private set; }

    /// <summary>True while an individual is alive and goes on.</summary>
    public bool IsAlive => _living.Length > 0;

    /// <summary>Gives birth to all individuals.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="groups">The groups.</param>
    public static Colony Begin(LiveSettings settings, IReadOnlyList<LifeGroup> groups)
    {
        // One processor is left for those who look.
        var workers = new Workers(settings.Threads ?? Math.Max(1, Environment.ProcessorCount - 1));
        Colonist[] lives = [.. groups.SelectMany(group => Enumerable.Range(0, settings.Seeds!.Value).Select(n => new Colonist(group, settings.Seed + (ulong)n)))];
        var colony = new Colony(groups, lives, workers);
        try
        {
            workers.Run((task, _) => lives[task].Begin(settings), lives.Length);
            return colony;
        }
        catch
        {
            colony.Dispose();
            throw;
        }
    }

    /// <summary>The colony of a run that is over.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="events">The events of the run.</param>
    /// <exception cref="HomeostatException">No life of the run was noted.</exception>
    public static Colony Of(LiveSettings settings, IReadOnlyList<RunEvent> events)
    {
        var noted = events.OfType<Ended>().ToLookup(e => e.Group);
        LifeGroup[] groups = [.. LifeGroup.Of(settings).Where(group => noted.Contains(group.Name))];
        return groups.Length > 0
            ? new(groups, [.. groups.SelectMany(group => noted[group.Name].Select(e => Colonist.Of(group, new LifeOutcome(e.Seed, e.Age, e.CauseOfDeath))))], workers: null)
            : throw new HomeostatException("No life was noted in this run, or none of a body that there is today.");
    }

    /// <summary>Lets all who are alive live a number of steps.</summary>
    /// <param name="steps">The number of steps; those who die live fewer.</param>
    /// <returns>Those who died in them, in the order of <see cref="Lives"/>.</returns>
    /// <exception cref="HomeostatException">A life failed with an error.</exception>
    public IReadOnlyList<Colonist> Step(int steps)
    {
        _steps = steps;
        _workers!.Run(_step, _living.Length);
        Colonist[] died = [.. _living.Where(life => life.IsDead)];
        if (died.Length > 0)
        {
            _living = [.. _living.Where(life => !life.IsDead)];
        }

        Age = _living.Length > 0 ? Age + steps : died.Max(life => life.Outcome.Age);
        return died;
    }

    /// <summary>The outcomes of each group so far.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<LifeOutcome> Outcomes)> Outcomes() =>
        [.. Groups.Select(group => (group.Name, (IReadOnlyList<LifeOutcome>)[.. Lives.Where(life => life.Group == group).Select(life => life.Outcome)]))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var life in Lives)
        {
            life.Dispose();
        }

        _workers?.Dispose();
    }
}
