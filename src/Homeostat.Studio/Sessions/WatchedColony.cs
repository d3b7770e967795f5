using Homeostat.Studio.Streams;

namespace Homeostat.Studio.Sessions;

/// <summary>Many lives that pages watch side by side. No act changes them; each can be opened as a life of its own, which can be acted on.</summary>
internal sealed class WatchedColony : ControlledSession<LiveSettings, ColonySession>
{
    /// <summary>The largest number of lives in all groups together.</summary>
    public const int MostLives = 500;

    private const double StepsASecond = 200;

    private readonly ColonySession _session;

    /// <param name="folder">The folder of the run.</param>
    /// <param name="other">The report of a terminal; null if there is none.</param>
    /// <param name="stop">The request of a command to stop.</param>
    public WatchedColony(RunFolder<LiveSettings> folder, Report? other = null, CancellationToken stop = default)
        : base(folder, StepsASecond, stop) => _session = new ColonySession(folder, new WatchReport(Happenings, other), Control, Closed);

    public override string Kind => "colony";

    public override string Title => FormattableString.Invariant($"{Settings.Habitat}, {Settings.Seeds} lives from seed {Settings.Seed}");

    /// <summary>Makes sure that a colony can begin and be shown.</summary>
    /// <exception cref="HomeostatException">An individual of it cannot be born, or there are too many lives.</exception>
    public static void Require(LiveSettings settings)
    {
        var lives = (long)LifeGroup.Of(settings).Count * settings.Seeds;
        if (lives > MostLives)
        {
            throw new HomeostatException(FormattableString.Invariant(
                $"{lives} lives in all, {settings.Seeds} in each group, are more than the studio shows, {MostLives}. For more, without a page: homeostat live {settings.Habitat} --seeds {settings.Seeds}"));
        }
    }

    /// <summary>Lives all lives, from birth.</summary>
    /// <returns>The exit code.</returns>
    public int Live() => _session.Run();

    /// <summary>Shows lives that are over, of which nothing more is written.</summary>
    /// <returns>The exit code.</returns>
    public int Show() => _session.Show();

    /// <summary>Lets all lives pass as fast as possible up to an age, where they halt.</summary>
    public void HaltAt(long age) => HaltAt(age, session => session.Colony.Age);

    public override async Task<object> Describe()
    {
        // Who is in the colony does not change.
        var colony = await Control.Ask(session => session.Colony).ConfigureAwait(false);
        var groups = colony.Groups;
        var bodies = groups.Select(group => BodyOf(group.Body)).ToArray();
        return new
        {
            Id,
            Kind,
            Title,
            Folder,
            Name = Path.GetFileName(Folder),
            Settings.Habitat,
            Settings.Find().Description,
            Niche = Settings.Niche ?? Settings.Find().Niches.Keys.First(),
            Settings.Seed,
            Settings.Steps,
            Groups = groups.Select((group, n) => new
            {
                group.Name,
                group.Body,
                Without = group.Without == Ablation.None ? null : Words.Spell(group.Without),
                Essentials = bodies[n].Essential.Select(e => new { e.Name, e.Low, e.High, e.SetPoint }).ToArray(),
                Capacity = double.IsFinite(bodies[n].Capacity) ? bodies[n].Capacity : 2 * bodies[n].Energy,
                bodies[n].Reserve,
            }).ToArray(),
            Lives = colony.Lives.Select(life => new { Group = groups.Index().First(g => g.Item == life.Group).Index, life.Seed }).ToArray(),
        };
    }

    public override async Task<IReadOnlyList<Frame>> Sample(CancellationToken cancellation) => [Frame.Of(await Control.Ask(session => new
    {
        session.Colony.Age,
        Lives = session.Colony.Lives.Select(life => new { life.Outcome.Age, life.Outcome.CauseOfDeath, life.State?.Viability, life.State?.Energy, life.State?.Essentials }).ToArray(),
        Control.IsPaused,
        Control.Speed,
    }).WaitAsync(cancellation).ConfigureAwait(false))];

    /// <summary>The survival curves of the lives so far, the numbers at risk, and the comparison of the groups. They are computed on another thread than that of the lives.</summary>
    public async Task<object> Survival()
    {
        var (outcomes, age) = await Control.Ask(session => (session.Colony.Outcomes(), session.Colony.Age)).ConfigureAwait(false);
        return await Task.Run(() =>
        {
            var comparison = LifeComparison.Of(outcomes, age);
            var ages = Lifetimes.RoundAges(age);
            return new
            {
                Age = age,
                Ages = ages,
                Groups = comparison.Curves.Zip(comparison.Groups, (curve, group) => new
                {
                    group.Name,
                    group.Lives,
                    group.Alive,
                    group.Mean,
                    group.StandardError,
                    group.Median,
                    group.ChiSquare,
                    group.P,
                    group.Causes,
                    AtRisk = ages.Select(curve.Lives.AtRisk).ToArray(),
                    curve.Lives.Oldest,
                    Curve = curve.Steps.Select(step => new[] { step.Age, step.Survival, step.Low, step.High }).ToArray(),
                }).ToArray(),
            };
        }).ConfigureAwait(false);
    }

    /// <summary>The settings under which an individual lives the same life alone, and its age.</summary>
    /// <param name="life">The place of the individual among all, from 0.</param>
    public Task<(LiveSettings Settings, long Age)> Individual(int life) => Control.Ask(session =>
    {
        var lives = session.Colony.Lives;
        return life >= 0 && life < lives.Count ? (lives[life].Group.Single(Settings, lives[life].Seed), lives[life].Outcome.Age)
            : throw new HomeostatException(FormattableString.Invariant($"There is no life {life} in the colony; there are 0 to {lives.Count - 1}."));
    });

    public override Task<long> Do(Intervention act) =>
        throw new HomeostatException("A colony is only watched. Open one of its lives by a click on it, or by POST /individual?life=N; that life can be acted on.");

    private Body BodyOf(string name)
    {
        var habitat = Settings.Find();
        return habitat.Bodies[name](habitat.Niches[Settings.Niche ?? habitat.Niches.Keys.First()]());
    }
}
