
namespace Homeostat;

/// <summary>The settings with which a simulation is executed.</summary>
public sealed record SimulationOptions
{
    /// <summary>The seed of all random numbers. The same seed gives the same bits, whatever the number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number type of all variables.</summary>
    public ElementType Type { get; init; } = ElementType.Float32;

    /// <summary>The threads to use; all processors if null.</summary>
    public Workers? Workers { get; init; }

    /// <summary>
    /// Whether a run stops with a message if a population that excites itself, directly or through others, fires in more than every second step although
    /// it has a reset or a refractory time.
    /// </summary>
    public bool StopsExplosions { get; init; } = true;

    /// <summary>The kind of machine that carries out plans.</summary>
    public Substrate Substrate { get; init; } = Substrate.Cpu;
}

/// <summary>A circuit together with its state. A simulation compiles schedules to plans and runs them.</summary>
public sealed partial class Simulation : IDisposable
{
    // Below this number of units, one thread finishes sooner than several threads can be synchronized.
    private const int FewUnits = 256;

    private readonly KernelCache _kernels;
    private readonly SimulationOptions _options;
    private readonly Workers _workers;
    private readonly Connections _events;
    private readonly Dictionary<Plan, LoadedPlan> _plans = [];
    private Cost _spent;
    private CircuitModel _model;
    private SymbolTable _symbols;
    private Memory _memory;
    private Machine _machine;

    /// <summary>Checks and translates the circuit, allocates its memory and sets initial values.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="batch">The number of samples that are processed at the same time.</param>
    /// <param name="options">The settings, such as seed, number type and threads; the default ones if null.</param>
    /// <exception cref="HomeostatException">The circuit has an error; the message says where.</exception>
    public Simulation(Circuit circuit, int batch = 1, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (batch < 1)
        {
            throw new HomeostatException($"A batch of {batch} samples cannot be simulated; it needs at least one.");
        }

        _options = options ?? new SimulationOptions();
        _workers = _options.Workers ?? Workers.Shared;
        _kernels = new KernelCache(_options.Type, interpret: false);
        _model = new CircuitModel(circuit, _options.Type);
        Times.FrontEnd = Times.Lap();
        MemoryNeed.Require(_model, batch, _options.Type);
        var slices = batch == 1 && _model.HasEvents && circuit.Populations.Sum(p => (long)p.Size) >= FewUnits ? _workers.Count : 1;
        _memory = new Memory(batch, _options.Type, slices);
        _events = new Connections(slices, Math.Max(slices, _workers.Count));
        (_symbols, _machine) = Embody();
        InitialValues.Set(_model, _memory, _kernels, _options.Seed);
        Connect();
        Times.InitialState = Times.Lap();
    }

    /// <summary>The circuit that is simulated.</summary>
    public Circuit Circuit => _model.Circuit;

    /// <summary>The number of samples that are processed at the same time.</summary>
    public int Batch => _memory.Batch;

    /// <summary>The number of time steps taken so far.</summary>
    public long Step { get; private set; }

    /// <summary>The number of times that <see cref="Run(Plan, int?)"/> was called. Random numbers outside of time steps are drawn anew in each call.</summary>
    public long Runs { get; private set; }

    /// <summary>The number of different element kernels that the plans compiled so far use.</summary>
    public int CompiledKernels => _kernels.Count;

    /// <summary>
    /// The memory of a variable, written as <c>part.variable</c>: [samples × units] for a variable of a population, [postsynaptic ×
    /// presynaptic units] for one of a projection. Call <see cref="Changed"/> after writing to it. A sub-expression or an input has the
    /// value that a plan last computed; a <see cref="Probe"/> in the schedule makes sure that it is up to date.
    /// </summary>
    /// <exception cref="HomeostatException">There is no such variable, or no plan has computed it.</exception>
    public Matrix this[string variable]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(variable);
            var symbol = new Symbol(variable, Axes.Both);
            if (!_memory.Contains(symbol) && _model.Named(variable) is var (population, value))
            {
                // A variable that has the same value as another has no memory of its own.
                symbol = _symbols.SymbolOf(population.Name, value) ?? throw new HomeostatException(
                    $"'{variable}' is a sub-expression that nothing has computed. Put new Probe(\"{variable}\") into the schedule "
                    + $"after whatever changes it.");
            }

            return _memory.Contains(symbol)
                ? _memory[symbol]
                : _memory[_model.Variable(variable, "A look at a variable").Symbol];
        }
    }

    internal CircuitModel Model => _model;

    /// <summary>The seed of all random numbers.</summary>
    internal ulong Seed => _options.Seed;

    internal CompileTimes Times { get; } = new();

    /// <summary>The time to compile kernels, summed over all threads. Most of it passes in parallel with other work.</summary>
    internal TimeSpan KernelTime => _kernels.Time;

    /// <summary>The number of kernels that no simulation of this process had compiled before.</summary>
    internal int NewKernels => _kernels.Compiled;

    /// <summary>Compiles a schedule to a plan. All plans of a simulation work on the same state.</summary>
    /// <exception cref="HomeostatException">The schedule does not fit the circuit; the message says where.</exception>
    public Plan Compile(params IReadOnlyList<Phase> schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Times.Lap();
        var plan = Planner.Of(_model, _symbols, schedule, _recorders);
        _plans.Add(plan, _machine.Load(plan));
        Times.Plans += Times.Lap();
        return plan;
    }

    /// <summary>The memory for the data of a plan's stream: [samples × units].</summary>
    /// <exception cref="HomeostatException">The plan has no such stream.</exception>
    public Matrix Stream(Plan plan, string name)
    {
        _ = Loaded(plan);
        return plan.Streams.TryGetValue(name, out var symbol)
            ? _memory[symbol]
            : throw new HomeostatException(
                $"The schedule clamps no stream '{name}'; it clamps {string.Join(", ", plan.Streams.Keys.Order())}.");
    }

    /// <summary>Runs a plan once. The run allocates no memory.</summary>
    /// <param name="plan">The plan, which this simulation must have compiled.</param>
    /// <param name="samples">The number of samples of the batch to process, counted from the first; all if null.</param>
    /// <exception cref="DivergenceException">A state variable became infinite or not a number.</exception>
    public void Run(Plan plan, int? samples = null)
    {
        var loaded = Loaded(plan);
        var count = samples ?? Batch;
        if (count < 1 || count > Batch)
        {
            throw new HomeostatException($"{count} samples do not fit a batch of {Batch}.");
        }

        Run(loaded, count, steps: 0);
        Step += plan.Steps;
        EndStretch();
    }

    /// <summary>
    /// The cost of all runs so far: the operations of the plans, and the operations of events at each synapse and unit that they reached.
    /// </summary>
    public Cost Spent => _plans.Values.Aggregate(_spent, (sum, plan) => sum + SpentOf(plan)) + Fired;

    private Cost SpentOf(LoadedPlan plan) => plan.SpentOf(_options.Type, Batch, projection => _events.Of(projection).Rows.Count);

    private Cost Fired => new() { Tally = default(ItemTally).Plus(CostItem.Spike, _events.Fired) };

    /// <summary>The mean number of time steps per sample in the last run of a plan that drops settled samples; for other plans, the number of steps of the plan.</summary>
    internal double StepsOf(Plan plan, int samples)
    {
        var loaded = Loaded(plan);
        return loaded.DropsSettled ? (double)loaded.TakeSettledSteps() / samples : plan.Steps;
    }

    /// <summary>The free energy of one sample after a plan with a <see cref="Measure"/> phase, in nats: the sum of all terms flagged (energy).</summary>
    public double FreeEnergy(Plan plan, int sample)
    {
        _ = Loaded(plan);
        var sum = 0.0;
        for (var i = 0; i < plan.Energies.Count; i++)
        {
            sum += _memory[plan.Energies[i]][sample, 0];
        }

        return sum;
    }

    /// <summary>The mean free energy of the first samples after a plan with a <see cref="Measure"/> phase, in nats.</summary>
    public double MeanFreeEnergy(Plan plan, int samples)
    {
        var sum = 0.0;
        for (var i = 0; i < samples; i++)
        {
            sum += FreeEnergy(plan, i);
        }

        return sum / samples;
    }

    /// <summary>The mean free energy of the first samples after a plan with a <see cref="Measure"/> phase, in nats, divided among the populations that have one.</summary>
    internal IReadOnlyDictionary<string, double> MeanFreeEnergies(Plan plan, int samples)
    {
        // A schedule that measures several times has the terms as often.
        var (owners, means) = (EnergyOwners, new Dictionary<string, double>(StringComparer.Ordinal));
        foreach (var (term, symbol) in plan.Energies.Index())
        {
            var (values, sum, owner) = (_memory[symbol], 0.0, owners[term % owners.Count]);
            for (var i = 0; i < samples; i++)
            {
                sum += values[i, 0];
            }

            means[owner] = means.GetValueOrDefault(owner) + (sum / samples);
        }

        return means;
    }

    /// <summary>The populations that the terms of the free energy belong to, in the order in which a <see cref="Measure"/> phase computes them.</summary>
    internal IReadOnlyList<string> EnergyOwners => [.. _model.Populations.SelectMany(population => population.Energies.Select(_ => population.Name))];

    /// <summary>The terms of <see cref="FreeEnergy"/>, in the order of <see cref="EnergyOwners"/>.</summary>
    internal IEnumerable<double> FreeEnergies(Plan plan, int sample) => plan.Energies.Select(energy => _memory[energy][sample, 0]);

    /// <summary>Tells the simulation that the memory of a variable was written from outside, so that values that depend on it are computed anew.</summary>
    public void Changed(string variable) => _memory.Touch(_model.Variable(variable, "A change").Symbol);

    /// <summary>All stored variables by name, in the order of the circuit, for slow states what rounding has lost, and what a device holds. A checkpoint holds these variables.</summary>
    public IEnumerable<KeyValuePair<string, Matrix>> State => _model.Variables
        .Where(v => v.Kind != VariableKind.Input)
        .Select(v => v.Symbol)
        .Concat(_model.Populations.SelectMany(p => p.Slow.Values))
        .Select(symbol => KeyValuePair.Create(symbol.Name, _memory[symbol]))
        .Concat(_machine.State);

    /// <summary>The names of the stored variables that have a role, as <c>part.variable</c>, in the order of the circuit.</summary>
    /// <param name="role">The role, which a flag in the equations declares.</param>
    /// <param name="part">The name of a population or projection; all of them if null.</param>
    public IReadOnlyList<string> VariablesOf(Role role, string? part = null) =>
        [.. _model.WithRole(role, part).Where(v => v.Kind != VariableKind.Input).Select(v => v.Symbol.Name)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Unload();
        _events.Dispose();
    }

    // Creates the symbols of the present circuit, their memory, and a machine that works on this memory.
    private (SymbolTable Symbols, Machine Machine) Embody()
    {
        var symbols = new SymbolTable(_model);
        _memory.Allocate(symbols);
        foreach (var population in _model.Populations)
        {
            var index = _memory[population.Index];
            for (var i = 0; i < index.Columns; i++)
            {
                index[0, i] = i;
            }
        }

        _memory[Clock.Step][0, 0] = _model.Circuit.TimeStep;
        return (symbols, _options.Substrate.For(_memory, _events, new MachineOptions(_model, _workers, _kernels, _options.Seed, _model.Circuit.TimeStep)));
    }
}
