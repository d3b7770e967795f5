using Homeostat.Studio.Streams;

namespace Homeostat.Studio.Sessions;

/// <summary>A life that pages watch and act on.</summary>
internal sealed class WatchedLife : ControlledSession<LiveSettings, LifeSession>
{
    private const double StepsASecond = 30;

    private readonly LifeSession _session;

    /// <param name="folder">The folder of the run.</param>
    /// <param name="other">The report of a terminal; null if there is none.</param>
    /// <param name="stop">The request of a command to stop.</param>
    public WatchedLife(RunFolder<LiveSettings> folder, Report? other = null, CancellationToken stop = default)
        : base(folder, StepsASecond, stop) => _session = new LifeSession(folder, new WatchReport(Happenings, other), Control, Closed);

    public override string Kind => "life";

    /// <summary>Lets the individual be born, or go on, and live until its end or that of the watching.</summary>
    /// <returns>The exit code.</returns>
    public int Live(bool goOn) => _session.Run(goOn);

    /// <summary>Shows a life that is over, of which nothing more is written.</summary>
    /// <returns>The exit code.</returns>
    public int Show() => _session.Show();

    /// <summary>Lets the life pass as fast as possible up to an age, where it halts.</summary>
    public void HaltAt(long age) => HaltAt(age, session => session.Mortal.Age);

    public override Task<object> Describe() => Control.Ask(session => LifeView.Describe((Id, Title, Folder), Settings, session.Mortal));

    public override Task<InspectedModel> Inspect() => Control.Ask(session => new InspectedModel(Settings.Habitat, session.Mortal.Simulation.Circuit));

    public override Task<IReadOnlyDictionary<string, NpyArray>> Variables() => Control.Ask(session => session.Mortal.Simulation.Snapshot().Variables);

    public override async Task<IReadOnlyList<Frame>> Sample(CancellationToken cancellation) =>
        [Frame.Of(await Control.Ask(session => LifeView.Now(session.Mortal, Control.IsPaused, Control.Speed)).WaitAsync(cancellation).ConfigureAwait(false))];

    /// <summary>The columns of the biography up to now, thinned: of each stretch of steps its last.</summary>
    /// <param name="points">The largest number of steps.</param>
    public Task<object> Past(int points) => Control.Ask<object>(session =>
    {
        var past = session.Mortal.Biography;
        var stretch = Math.Max(1, (past.Count + points - 1) / points);
        int[] steps = [.. Enumerable.Range(1, past.Count / stretch).Select(n => (n * stretch) - 1)];
        return new { Ages = steps.Select(s => s + 1), Columns = past.Columns.ToDictionary(c => c, c => steps.Select(s => past[c][s]).ToArray()) };
    });

    /// <summary>The state at an age in the past.</summary>
    public Task<object> At(long age) => Control.Ask<object>(session =>
    {
        var past = session.Mortal.Biography;
        return age >= 1 && age <= past.Count ? LifeView.Then(session.Mortal, (int)age - 1)
            : throw new HomeostatException($"At age {age} there is nothing to see: the life has lasted {past.Count} steps.");
    });

    /// <summary>The acts on the life before an age.</summary>
    public Task<IReadOnlyList<Acted>> ActsBefore(long age) => Control.Ask<IReadOnlyList<Acted>>(_ =>
        [.. Run.Events().OfType<Acted>().Where(act => act.Step < age)]);

    public override Task<long> Do(Intervention act) => Control.Ask(session =>
    {
        session.Do(act as LifeAct ?? throw new HomeostatException("This act is for networks; a life can be fed, wounded, disturbed, and a part or a loop be taken from it."));
        return session.Mortal.Age;
    });
}
