using System.Diagnostics;
using System.Globalization;

namespace Homeostat;

/// <content>Runs for a given time, recordings, and synapses on which spikes act.</content>
public sealed partial class Simulation
{
    // The number of steps between two checks of the firing rates. Progress is reported more often if these steps take long.
    private const int StretchSteps = 1000;

    private static readonly long TicksBetweenReports = Stopwatch.Frequency / 5;

    private readonly List<IRecorder> _recorders = [];
    private readonly Dictionary<string, SynapseContext> _contexts = new(StringComparer.Ordinal);
    private Plan? _running;
    private int _stretch = StretchSteps;
    private long _looked;

    // The time asked of runs beyond the steps taken, in time steps: above −½ and at most ½.
    private double _remainder;

    /// <summary>The biological time simulated so far, in seconds.</summary>
    public double Time => Step * Circuit.TimeStep;

    /// <summary>The number of synapses of all projections.</summary>
    public long SynapseCount => _model.Synapses.Sum(p => _events.Of(p.Name).Rows.Count) + _model.Projections.Sum(p => p.Storage.SynapseCount);

    /// <summary>The number of synaptic events so far: updates of a synapse by a spike, a sum, a time step or a learning phase.</summary>
    public long SynapticEvents => (long)Spent.SynapticEvents;

    /// <summary>The memory of a projection's synapses in bytes, with all variables, delays and indices.</summary>
    /// <exception cref="HomeostatException">There is no such projection, or it is dense.</exception>
    public long SynapseBytes(string projection)
    {
        var model = SpikingProjection(projection);
        return _events.Of(model.Name).Bytes + model.Variables.Sum(v => (long)_memory[v.Symbol].Columns * _memory[v.Symbol].ElementSize);
    }

    /// <summary>Simulates the differential equations and events of all populations for a time.</summary>
    /// <param name="duration">
    /// The biological time. It is rounded to whole time steps, and the next run begins with what was rounded off or added: the steps of several runs are
    /// those of one run of the same time in all.
    /// </param>
    /// <param name="progress">The receiver of the biological time in seconds, which is called a few times per second.</param>
    /// <param name="cancellation">The token that stops the run between two time steps; the simulation can be continued afterwards.</param>
    /// <exception cref="DivergenceException">A state variable became infinite or not a number.</exception>
    /// <exception cref="HomeostatException">
    /// The duration is not a time, float32 cannot hold the steps of events, or the activity of a recurrent population has exploded
    /// (<see cref="SimulationOptions.StopsExplosions"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">The run was canceled.</exception>
    public void Run(Quantity duration, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (duration.Dimension != Dimension.Second || !(duration.Value >= 0) || double.IsInfinity(duration.Value))
        {
            throw new HomeostatException($"A simulation cannot run for {duration}; give a time, such as 1 * Units.Second.");
        }

        _running ??= Compile(new Settle(1));

        // Half a step is rounded down, so that a run up to a time always ends there, whatever was left over.
        var asked = (duration.Value / Circuit.TimeStep) + _remainder;
        var whole = Math.Ceiling(asked - 0.5);
        if (whole > long.MaxValue / 2)
        {
            throw new HomeostatException($"A simulation cannot run for {duration}: these are more time steps of {Circuit.TimeStep.ToString(CultureInfo.InvariantCulture)} s than can be counted.");
        }

        var end = Step + (long)whole;
        RequireExactSteps(end);
        _remainder = 0;
        var told = Stopwatch.GetTimestamp();
        while (Step < end)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();

            // Each run goes up to the next multiple of the stretch, so that the result does not depend on the number of pieces into which a time is divided.
            var steps = (int)Math.Min(end - Step, _stretch - (Step % _stretch));
            Run(Loaded(_running), Batch, steps);
            Step += steps;
            EndStretch();
            if (Step % StretchSteps == 0)
            {
                RequireRest();
            }

            if (_stretch > 10 && Stopwatch.GetTimestamp() - start > TicksBetweenReports)
            {
                _stretch /= 10;
            }

            if (progress is not null && Stopwatch.GetTimestamp() - told > TicksBetweenReports)
            {
                progress.Report(Time);
                told = Stopwatch.GetTimestamp();
            }
        }

        _remainder = PartOfStep(asked - whole, end);
        progress?.Report(Time);
    }

    // A part this small is the rounding error of times as long as the run, which depends on how the run was divided: a run that went on comes to the same state
    // as one that was not interrupted.
    private static double PartOfStep(double part, long end) => Math.Abs(part) <= 1e-15 * Math.Max(1, end) ? 0 : part;

    /// <summary>Starts a recording of the spikes of a population.</summary>
    /// <param name="population">The name of the population.</param>
    /// <param name="options">The units to record and the place where the spikes are stored; all units if null.</param>
    /// <param name="eventName">The name of the event to record; the spikes by default.</param>
    /// <exception cref="HomeostatException">There is no such population, event or unit.</exception>
    public SpikeProbe RecordSpikes(string population, RecordOptions? options = null, string eventName = UnitEvent.Spike)
    {
        var model = Spiking(population, eventName);
        options = Checked(options, model.Declaration.Size, $"the spikes of '{population}'");
        var probe = new SpikeProbe(model, eventName, options, _events.Slices) { FirstStep = Step, EndStep = Step };
        Add(probe);
        return probe;
    }

    /// <summary>Starts a recording of a variable or sub-expression, whose values are read at the beginning of a time step.</summary>
    /// <param name="variable">The variable, written as <c>population.variable</c>, or as <c>projection.variable</c> for synapses.</param>
    /// <param name="options">The units to record, the interval between two values and the number of values that are kept.</param>
    /// <exception cref="HomeostatException">There is no such variable or unit.</exception>
    public StateProbe Record(string variable, RecordOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var synapses = _model.Synapses.FirstOrDefault(p => variable.StartsWith($"{p.Name}.", StringComparison.Ordinal));
        var named = synapses is null ? _model.Named(variable) : null;
        var stored = named is null ? _model.Variable(variable, "A recording") : null;
        var size = synapses is not null ? (int)_events.Of(synapses.Name).Rows.Count
            : named is var (population, _) ? population.Declaration.Size
            : _memory[stored!.Symbol].Columns;

        // A variable that all units or synapses share has one value.
        if (_model.Find(variable) is { } known && !known.Symbol.Axes.HasFlag(Axes.Columns))
        {
            size = 1;
        }

        options = Checked(options, size, $"'{variable}'");
        var units = options.Units ?? [.. Enumerable.Range(0, size)];
        int[] columns = synapses is null || size == 1 ? [.. units] : [.. units.Select(Synapses(synapses.Name).PlaceOf)];
        var probe = new StateProbe(
            variable, units, columns, size, named is not null && size > 1, Circuit.TimeStep, options, Steps(options.Every, "A recording"), _events.Slices)
        { FirstStep = Step };
        if (stored is not null && synapses is not null && synapses.Present.TryGetValue(stored.Symbol, out var present) && !_memory.Contains(present.Now))
        {
            _memory.Add(present.Now, 1, Math.Max(1, size));
        }

        Add(probe);
        return probe;
    }

    /// <summary>Starts a recording of the firing rate of a population.</summary>
    /// <param name="population">The name of the population.</param>
    /// <param name="bin">The time over which spikes are counted for one value of the rate; 10 ms if null.</param>
    /// <exception cref="HomeostatException">There is no such population, or it does not fire.</exception>
    public RateProbe RecordRate(string population, Quantity? bin = null)
    {
        var model = Spiking(population, UnitEvent.Spike);
        var steps = Steps(bin ?? (10 * Units.Millisecond), "A rate");
        var probe = new RateProbe(model, new RecordOptions(), steps, _events.Slices) { FirstStep = Step, EndStep = Step };
        Add(probe);
        return probe;
    }

    /// <summary>The synapses of a projection on which spikes act: their presynaptic and postsynaptic units, delays and variables.</summary>
    /// <exception cref="HomeostatException">There is no such projection, or it is dense and its variables are matrices.</exception>
    public SynapseView Synapses(string projection) => _model.Projections.FirstOrDefault(p => p.Name == projection) is { Storage: SharedKernels or SharedWindow } shared
        ? new SynapseView(shared.Owner, shared.Storage, name => MemoryOf(shared.Owner, shared.Variables, name), name => _memory.Touch(shared.Find(name)!.Symbol))
        : ViewOf(SpikingProjection(projection));

    private SpikingProjectionModel SpikingProjection(string projection) => _model.Synapses.FirstOrDefault(p => p.Name == projection) ?? throw new HomeostatException(
        $"'{projection}' is not a projection of circuit '{Circuit.Name}' stored as rows of synapses; those are: "
        + $"{string.Join(", ", _model.Synapses.Select(p => p.Name).DefaultIfEmpty("none"))}. Others are read as simulation[\"{projection}.w\"].");

    private void Run(LoadedPlan plan, int samples, int steps)
    {
        try
        {
            plan.Run(samples, Step, Runs, steps);

            // The number of pieces into which a time is divided depends on the speed of the machine, so pieces are not counted as runs. Random numbers are drawn by the step.
            Runs += steps == 0 ? 1 : 0;
        }
        catch (NotFiniteException bad)
        {
            throw DivergenceException.Of(bad, Step, this);
        }
    }

    private void Add(IRecorder recorder)
    {
        _recorders.Add(recorder);
        if (_running is not null && _plans.Remove(_running, out var loaded))
        {
            _spent += SpentOf(loaded);
            loaded.Dispose();
        }

        _running = null;
    }

    private void EndStretch()
    {
        foreach (var recorder in _recorders)
        {
            recorder.EndStretch(Step);
        }
    }

    private PopulationModel Spiking(string name, string eventName)
    {
        _ = Circuit[name];
        var population = _model.Population(name);
        return population.Events.Any(e => e.Name == eventName) ? population : throw new HomeostatException(
            $"Population '{name}' has no event '{eventName}' to record"
            + (population.Events.Count == 0 ? ": give it a Threshold." : $"; it has: {string.Join(", ", population.Events.Select(e => e.Name))}."));
    }

    private RecordOptions Checked(RecordOptions? options, int size, string what)
    {
        options ??= new RecordOptions();
        foreach (var unit in options.Units ?? [])
        {
            if (unit < 0 || unit >= size)
            {
                throw new HomeostatException($"Unit {unit} of {what} cannot be recorded: there are 0 to {size - 1}.");
            }
        }

        return options.Sample >= 0 && options.Sample < Batch ? options : throw new HomeostatException(
            $"Sample {options.Sample} of {what} cannot be recorded: the batch has 0 to {Batch - 1}.");
    }

    private int Steps(Quantity? every, string what)
    {
        if (every is not { } given)
        {
            return 1;
        }

        var steps = Math.Round(given.Value / Circuit.TimeStep);
        return given.Dimension == Dimension.Second && steps is >= 1 and < int.MaxValue ? (int)steps : throw new HomeostatException(
            $"{what} every {given} is not possible; give a time of at least the time step, {Circuit.TimeStep.ToString(CultureInfo.InvariantCulture)} s.");
    }

    // A network has exploded if its neurons excite each other to fire in more than every second step although they are reset. Units that no path of
    // projections leads back to fire as often as they are driven.
    private void RequireRest()
    {
        var steps = Step - _looked;
        _looked = Step;
        if (!_options.StopsExplosions)
        {
            return;
        }

        foreach (var population in _model.Populations.Where(p => p.Declaration.Reset.Length + p.Declaration.Refractory.Length > 0 && _model.IsRecurrent(p)))
        {
            var log = _events.LogOf(population.Name, UnitEvent.Spike);
            var fired = log.Sum(l => l.TakeCount());
            var share = fired / ((double)steps * population.Declaration.Size * Batch);
            if (share > 0.5)
            {
                throw new HomeostatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Population '{population.Name}' has exploded: in the last {steps} steps, up to {Time:G6} s, a unit fired in "
                    + $"{share:P0} of the steps on average. Look at its reset, at the weights that excite it, or give it a refractory time. If it should fire "
                    + $"that often, set SimulationOptions.StopsExplosions = false."));
            }
        }
    }

    // The step of a synapse's last event is stored like its other variables.
    private void RequireExactSteps(long end)
    {
        const long Exact = 1 << 24;
        if (end > Exact && _options.Type == ElementType.Float32 && _model.Synapses.FirstOrDefault(p => p.EventDriven.Any()) is { } projection)
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture,
                $"The run would go to step {end}, but {projection.Owner} has event-driven equations, which need the step of the last event, and float32 holds whole "
                + $"numbers up to {Exact} only ({Exact * Circuit.TimeStep:G4} s). Set SimulationOptions.Type to Float64."));
        }
    }

    // The samples of a batch are simulated in parallel, and no sample may change a value that the others read.
    private void RequireStaticSynapses()
    {
        if (Batch > 1 && _model.Synapses.FirstOrDefault(p => p.ChangesAtEvents) is { } plastic)
        {
            throw new HomeostatException(
                $"{char.ToUpperInvariant(plastic.Owner[0])}{plastic.Owner[1..]} has synapses that spikes or the clock change, which is done for one "
                + $"sample at a time; the batch has {Batch}. Simulate a batch of 1, or learn from the whole batch by OnLearn on a dense projection.");
        }
    }

    private void Connect()
    {
        RequireStaticSynapses();
        var stream = 0xA000_0000u;

        // Connections and delays are computed in double precision, whatever the number type of the circuit is.
        var kernels = new KernelCache(ElementType.Float64, interpret: false);
        foreach (var projection in _model.Synapses)
        {
            var context = ContextOf(projection, stream++, kernels);
            _contexts.Add(projection.Name, context);
            var rows = SynapseBuilder.Build(context);
            var index = projection.OnPost is null ? null : PostIndex.Build(rows, _workers);
            _events.Add(projection.Name, new Synapses(rows, _events.Slices, _events.Lanes, index));
            var draws = 0;
            foreach (var variable in projection.Variables)
            {
                var columns = variable.Symbol.Axes == Axes.None ? 1 : (int)Math.Max(1, rows.Count);
                var memory = _memory.Contains(variable.Symbol) ? _memory[variable.Symbol] : _memory.Add(variable.Symbol, 1, columns);
                if (projection.Declaration.Initial.TryGetValue(variable.Name, out var text))
                {
                    SynapseBuilder.Evaluate(context, rows, variable.Name, text, variable.Dimension, memory, ref draws);
                }
            }

            foreach (var name in projection.Declaration.Initial.Keys.Where(name => projection.Find(name) is null))
            {
                throw new HomeostatException(
                    $"An initial value in {projection.Owner} names '{name}', which it does not store. Name one of its variables: "
                    + $"{string.Join(", ", projection.Variables.Select(v => v.Name).DefaultIfEmpty("it has none"))}.");
            }
        }

        _events.AddLogs(_model, Batch);
    }

    private SynapseContext ContextOf(SpikingProjectionModel projection, uint stream, KernelCache kernels)
    {
        return new SynapseContext
        {
            Owner = projection.Owner,
            Connectivity = projection.Declaration.Connectivity,
            Pre = EndOf(projection.Pre, projection.PreSlice),
            Post = EndOf(projection.Post, projection.PostSlice),
            Seed = _options.Seed,
            Stream = stream,
            Workers = _workers,
            TimeStep = Circuit.TimeStep,
            Delay = projection.Declaration.Delay,
            Constants = projection.Declaration.Constants,
            Kernels = kernels,
            Resolve = name => name.EndsWith("_pre", StringComparison.Ordinal) && projection.Pre.Find(name[..^4]) is { } pre ? (pre.Dimension, _memory[pre.Symbol])
                : name.EndsWith("_post", StringComparison.Ordinal) && projection.Post.Find(name[..^5]) is { } post ? (post.Dimension, _memory[post.Symbol])
                : null,
            Variables = [.. projection.Pre.Variables.Select(v => $"{v.Name}_pre"), .. projection.Post.Variables.Select(v => $"{v.Name}_post")],
        };

        static SynapseEnd EndOf(PopulationModel population, PopulationSlice slice) =>
            new(population.Name, population.Declaration.Size, slice.First, slice.Count);
    }

    private SynapseView ViewOf(SpikingProjectionModel model) => new(
        _contexts[model.Name],
        _events.Of(model.Name).Rows,
        name => MemoryOf(model.Owner, model.Variables, name),
        name => _memory.Touch(model.Find(name)!.Symbol));

    private Matrix MemoryOf(string owner, IEnumerable<Variable> variables, string name) =>
        variables.FirstOrDefault(v => v.Name == name) is { } variable ? _memory[variable.Symbol] : throw new HomeostatException(
            $"The synapses of {owner} have no variable '{name}'; they have: {string.Join(", ", variables.Select(v => v.Name).DefaultIfEmpty("none"))}.");
}
