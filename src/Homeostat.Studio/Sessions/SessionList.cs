using System.Collections.Concurrent;
using System.Globalization;
using Homeostat.Studio.Learning;

namespace Homeostat.Studio.Sessions;

/// <summary>The runs that pages can watch now.</summary>
/// <param name="options">The settings of the studio.</param>
internal sealed class SessionList(StudioOptions options) : IDisposable
{
    /// <summary>The largest number of runs at once.</summary>
    public const int Most = 16;

    // A page may watch a network for so long, in seconds of biological time; 'resume' goes on from there.
    private const double LongestWatch = 600;

    private readonly ConcurrentDictionary<string, WatchedSession> _sessions = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>All runs, the latest last.</summary>
    public IEnumerable<WatchedSession> All => _sessions.Values.OrderBy(s => int.Parse(s.Id, CultureInfo.InvariantCulture));

    /// <summary>The run with a name.</summary>
    /// <exception cref="HomeostatException">There is none.</exception>
    public WatchedSession this[string id] => _sessions.TryGetValue(id, out var session) ? session
        : throw new HomeostatException($"The studio has no run '{id}' any more. Go to Home for those that it has.");

    /// <summary>Begins a life.</summary>
    public WatchedSession Live(string habitat, string? body, string? niche, ulong seed)
    {
        var found = HabitatCatalog.Find(habitat);
        var settings = new LiveSettings { Habitat = found.Name, Body = body, Niche = niche, Steps = found.Steps, Seed = seed };
        return Begin(settings, (folder, id) => new WatchedLife(folder) { Id = id }, life => life.Live(goOn: false));
    }

    /// <summary>Begins a colony: many lives side by side.</summary>
    /// <exception cref="HomeostatException">An individual of it cannot be born, or there are too many or no lives.</exception>
    public WatchedSession LiveTogether(LiveSettings settings)
    {
        WatchedColony.Require(settings);
        return Begin(settings, (folder, id) => new WatchedColony(folder) { Id = id }, colony => colony.Live());
    }

    /// <summary>Begins the life of one individual of a colony once more, in a run of its own, up to the age that it has there, where it halts.</summary>
    /// <param name="colony">The colony.</param>
    /// <param name="life">The place of the individual among all, from 0.</param>
    public async Task<WatchedSession> Single(WatchedColony colony, int life)
    {
        var (settings, age) = await colony.Individual(life).ConfigureAwait(false);
        return Begin(settings, (folder, id) => new WatchedLife(folder) { Id = id }, one => one.Live(goOn: false), (_, one) => one.HaltAt(age));
    }

    /// <summary>Begins to simulate a network.</summary>
    public WatchedSession Simulate(string network, ulong seed)
    {
        var settings = new SimulateSettings { Network = LessonNetworks.Find(network).Name, Seconds = LongestWatch, Seed = seed };
        return Begin(settings, (folder, id) => new WatchedNetwork(folder) { Id = id }, net => net.Simulate(goOn: false));
    }

    /// <summary>Begins to train a learner.</summary>
    public WatchedSession Learn(LearnSettings settings)
    {
        DataAtHand.Require(settings.Data.Name);
        settings.Require();
        return Begin(settings, (folder, id) => new WatchedLearning(folder) { Id = id }, learning => learning.Learn());
    }

    /// <summary>Begins to train a network of the same layers as a learner by back-propagation, on the same data.</summary>
    public WatchedSession LearnBaseline(WatchedLearning learning) => Begin(
        learning.Settings.Baseline() ?? throw new HomeostatException($"{learning.Title}: there is no back-propagation to compare with; it is for other models that classify."),
        (folder, id) => new WatchedLearning(folder) { Id = id },
        baseline => baseline.Learn());

    /// <summary>Opens a run from its folder: a life goes on, or is shown if it is over; many lives are shown, or lived anew if they were stopped; a network goes on; a training, too, or its trained learner is shown.</summary>
    public WatchedSession Open(string path)
    {
        var opened = RunFolder.Open(path);
        try
        {
            RequireRoom();
            switch (opened)
            {
                case RunFolder<LiveSettings> { Settings.Seeds: null } life when File.Exists(life[LifeSession.LifeName]):
                    var isOver = life.Events().OfType<Ended>().Any();
                    return Add(id => new WatchedLife(life) { Id = id }, session => isOver ? session.Show() : session.Live(goOn: true));
                case RunFolder<LiveSettings> { Settings.Seeds: not null } lives:
                    WatchedColony.Require(lives.Settings);
                    var areOver = lives.Events() is [.., Finished];
                    return Add(id => new WatchedColony(lives) { Id = id }, session => areOver ? session.Show() : session.Live());
                case RunFolder<SimulateSettings> network when File.Exists(network[SimulationRecords.StateName]):
                    var longer = network.With(network.Settings with { Seconds = Math.Max(network.Settings.Seconds, LongestWatch) });
                    return Add(id => new WatchedNetwork(longer) { Id = id }, session => session.Simulate(goOn: true));
                case RunFolder<LearnSettings> learner when File.Exists(learner[Checkpoint.FileName]):
                    var isShown = learner.Events() is [.., Finished] || !DataAtHand.Has(learner.Settings.Data);
                    return Add(id => new WatchedLearning(learner) { Id = id, IsShown = isShown }, session => isShown ? session.Show() : session.GoOn());
                default:
                    throw new HomeostatException($"{opened.Path}: only a life, a network or a training that was saved can be opened. For others see: homeostat show {opened.Quoted()}");
            }
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Begins another life with the settings and the acts of one, up to an age, where it halts. Nothing of the first is changed.</summary>
    public async Task<WatchedSession> Fork(WatchedLife life, long age)
    {
        var acts = await life.ActsBefore(age).ConfigureAwait(false);
        return Begin(
            life.Settings,
            (folder, id) => new WatchedLife(folder) { Id = id },
            fork => fork.Live(goOn: false),
            (folder, fork) =>
            {
                folder.Save();
                foreach (var act in acts)
                {
                    folder.Append(act);
                }

                fork.HaltAt(age);
            });
    }

    /// <summary>Adds a run that a command carries out.</summary>
    public T Add<T>(Func<string, T> create)
        where T : WatchedSession
    {
        var id = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        var session = create(id);
        _sessions[id] = session;
        return session;
    }

    /// <summary>Ends a run and saves its state.</summary>
    public void Close(string id)
    {
        if (_sessions.TryRemove(id, out var session))
        {
            session.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var id in _sessions.Keys)
        {
            Close(id);
        }
    }

    private TSession Begin<TSettings, TSession>(
        TSettings settings, Func<RunFolder<TSettings>, string, TSession> create, Func<TSession, int> run, Action<RunFolder<TSettings>, TSession>? prepare = null)
        where TSettings : RunSettings
        where TSession : WatchedSession
    {
        RequireRoom();
        var folder = RunFolder.Create(null, settings, options.Runs);
        return Add(id => create(folder, id), run, session => prepare?.Invoke(folder, session));
    }

    private T Add<T>(Func<string, T> create, Func<T, int> run, Action<T>? prepare = null)
        where T : WatchedSession
    {
        var session = Add(create);
        prepare?.Invoke(session);
        session.Start(() => run(session));
        return session;
    }

    private void RequireRoom()
    {
        if (_sessions.Count >= Most)
        {
            throw new HomeostatException($"{Most} runs are open, which is the most. Close one on Home; it is saved.");
        }
    }
}
