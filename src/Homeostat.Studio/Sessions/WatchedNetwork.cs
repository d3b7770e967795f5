using Homeostat.Studio.Streams;

namespace Homeostat.Studio.Sessions;

/// <summary>A simulated network that pages watch and act on.</summary>
internal sealed class WatchedNetwork : ControlledSession<SimulateSettings, SimulationSession>
{
    // A turn of the control is so long, in seconds of biological time: short with traces, which have a value a turn.
    private const double Turn = 5e-3, TurnWithTraces = 0.5e-3;
    // A raster shows no more seconds than these.
    private const double Shown = 1;
    private const int MostTraces = 16, MostBins = 64;

    // Seconds of biological time in a second.
    private const double UsualSpeed = 0.2;

    private readonly SimulationSession _session;
    private readonly List<SpikeTap> _taps = [];
    private readonly List<(string Name, SpikeTap Tap, int First, int Count)> _groups = [];
    private TraceTap? _trace;
    private long _sampled;

    /// <param name="folder">The folder of the run.</param>
    /// <param name="other">The report of a terminal; null if there is none.</param>
    /// <param name="stop">The request of a command to stop.</param>
    public WatchedNetwork(RunFolder<SimulateSettings> folder, Report? other = null, CancellationToken stop = default)
        : base(folder, UsualSpeed, stop)
    {
        Control.Begun = Begin;
        _session = new SimulationSession(folder, new WatchReport(Happenings, other), Control, Closed);
    }

    public override string Kind => "spikes";

    /// <summary>Simulates until the end.</summary>
    /// <returns>The exit code.</returns>
    public int Simulate(bool goOn) => _session.Run(goOn);

    public override Task<object> Describe() => Control.Ask<object>(session =>
    {
        var (simulation, network) = (session.Simulation, session.Network);
        return new
        {
            Id,
            Kind,
            Title,
            Folder,
            network.Name,
            network.Description,
            network.Source,
            Settings.Seed,
            simulation.Circuit.TimeStep,
            Synapses = simulation.SynapseCount,
            Groups = _groups.Select(g => new { g.Name, g.Tap.Population, g.Tap.Offset, g.First, g.Count }),
            Units = _taps.Sum(t => t.Size),
            Variables = simulation.Circuit.Populations.SelectMany(p => simulation.State.Where(
                s => s.Key.StartsWith($"{p.Name}.", StringComparison.Ordinal) && s.Value.Columns == p.Size && s.Value.Rows == 1).Select(s => s.Key)),
            Constants = simulation.Circuit.Populations.Select(p => (p.Name, p.Constants)).Concat(simulation.Circuit.Projections.Select(p => (p.Name, p.Constants)))
                .SelectMany(part => part.Constants.OrderBy(c => c.Key, StringComparer.Ordinal).Select(
                    c => new { Part = part.Name, Name = c.Key, c.Value.Value, Unit = Unit(c.Value) })),
            Projections = simulation.Circuit.Projections.Select(p => new { p.Name, p.IsCut }),
            Plastic = network.Plastic is { } weights ? $"{weights.Projection}.{weights.Variable}" : null,
        };
    });

    public override Task<InspectedModel> Inspect() => Control.Ask(session => new InspectedModel(session.Network.Name, session.Simulation.Circuit));

    public override Task<IReadOnlyDictionary<string, NpyArray>> Variables() => Control.Ask(session => session.Simulation.Snapshot().Variables);

    public override async Task<IReadOnlyList<Frame>> Sample(CancellationToken cancellation)
    {
        // The engine only hands over what happened; frames are made on the thread that sends them.
        var taken = await Control.Ask(session => Take(session.Simulation)).WaitAsync(cancellation).ConfigureAwait(false);
        var frames = SpikeBatch.Pieces([.. taken.Spikes.Select(t => (t.Value, t.Key.Offset))]).Select(piece => Frame.Of(piece.Steps, piece.Rows, Shift(_taps.Sum(t => t.Size)))).ToList();
        frames.Add(Frame.Of(new
        {
            taken.Time,
            taken.Step,
            Rates = _groups.Select(g => taken.Seconds > 0
                ? taken.Spikes[g.Tap].CountOf(g.First, g.Count) / (taken.Seconds * g.Count)
                : (double?)null).ToArray(),
            taken.Traces,
            taken.IsPaused,
            taken.Speed,
        }));
        return frames;
    }

    /// <summary>The histogram of the weights that learn.</summary>
    public Task<object> Weights() => Control.Ask<object>(session =>
    {
        var plastic = session.Network.Plastic ?? throw new HomeostatException($"The weights of '{session.Network.Name}' do not learn.");
        var bins = new int[MostBins];
        foreach (var weight in session.Simulation.Synapses(plastic.Projection).Get(plastic.Variable))
        {
            bins[(int)Math.Clamp(weight / plastic.Largest * MostBins, 0, MostBins - 1)]++;
        }

        return new { plastic.Largest, Bins = bins };
    });

    public override Task<long> Do(Intervention act) => Control.Ask(session =>
    {
        session.Do(act as NetworkAct ?? throw new HomeostatException("This act is for lives; in a network, constants can be set, units be stimulated and silenced, and projections be cut."));
        return session.Simulation.Step;
    });

    public override Task Trace(TraceRequest wanted) => wanted.Units.Count > MostTraces
        ? throw new HomeostatException($"{wanted.Units.Count} units cannot be traced at once; choose {MostTraces} or fewer.")
        : Control.Ask(session =>
        {
            _trace = wanted.Units.Count == 0 ? null : new TraceTap(session.Simulation, wanted);
            session.StepsATurn = StepsOf(session, _trace is null ? Turn : TurnWithTraces);
            session.Turned = _trace is null ? null : _trace.Note;
            return true;
        });

    private void Begin(SimulationSession session)
    {
        session.StepsATurn = StepsOf(session, Turn);
        var offset = 0;
        foreach (var population in session.Network.Groups.Select(g => g.Population).Distinct())
        {
            var tap = new SpikeTap(population, session.Network.Circuit[population].Size, offset);
            session.Simulation.RecordSpikes(population, new RecordOptions { Sink = tap });
            _taps.Add(tap);
            offset += tap.Size;
        }

        foreach (var group in session.Network.Groups)
        {
            var tap = _taps.Single(t => t.Population == group.Population);
            var (first, count) = group.Units.GetOffsetAndLength(tap.Size);
            _groups.Add((group.Name, tap, first, count));
        }

        _sampled = session.Simulation.Step;
    }

    // Of a time in which nobody watched, only what a raster shows is of interest.
    private Taken Take(Simulation simulation)
    {
        var (from, to) = (Math.Max(_sampled, simulation.Step - (long)(Shown / simulation.Circuit.TimeStep)), simulation.Step);
        _sampled = to;
        return new Taken(
            simulation.Time, to, (to - from) * simulation.Circuit.TimeStep, _taps.ToDictionary(tap => tap, tap => tap.Take(from)), _trace?.Take(), Control.IsPaused, Control.Speed);
    }

    private static long StepsOf(SimulationSession session, double seconds) => Math.Max(1, (long)Math.Round(seconds / session.Network.Circuit.TimeStep));

    private static int Shift(int units)
    {
        var shift = 0;
        while (units - 1 >> shift > ushort.MaxValue)
        {
            shift++;
        }

        return shift;
    }

    private static string Unit(Quantity value) => value.Dimension == Dimension.None ? "" : $"{new Quantity(1, value.Dimension)}"[2..];

    /// <summary>The spikes, the traces and the pace of the network since the last frames.</summary>
    private sealed record Taken(
        double Time, long Step, double Seconds, IReadOnlyDictionary<SpikeTap, SpikeBatch> Spikes, object? Traces, bool IsPaused, double Speed);
}
