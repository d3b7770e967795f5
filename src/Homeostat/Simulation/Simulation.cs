
namespace Homeostat;

/// <summary>How a simulation is executed.</summary>
public sealed record SimulationOptions
{
    /// <summary>Seed of all randomness: the same seed gives the same bits, whatever the number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number type of all memory.</summary>
    public ElementType Type { get; init; } = ElementType.Float32;

    /// <summary>The threads to use; all processors unless given.</summary>
    public Workers? Workers { get; init; }

    /// <summary>The kind of machine that carries out plans.</summary>
    public Substrate Substrate { get; init; } = Substrate.Cpu;
}

/// <summary>A circuit with its state: compiles schedules to plans and runs them.</summary>
public sealed partial class Simulation : IDisposable
{
    // Fewer are done sooner than threads have met.
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
    /// <param name="batch">Number of samples processed at a time.</param>
    /// <param name="options">Seed, precision, threads.</param>
    /// <exception cref="HomeostatException">The circuit is not right; the message says where.</exception>
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
        _model = new CircuitModel(circuit);
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

    /// <summary>The circuit simulated.</summary>
    public Circuit Circuit => _model.Circuit;

    /// <summary>Samples processed at a time.</summary>
    public int Batch => _memory.Batch;

    /// <summary>Time steps taken so far.</summary>
    public long Step { get; private set; }

    /// <summary>The number of times that <see cref="Run(Plan, int?)"/> was called: what is drawn outside of time steps is drawn anew in each.</summary>
    public long Runs { get; private set; }

    /// <summary>The number of different element kernels that the plans compiled so far use.</summary>
    public int CompiledKernels => _kernels.Count;

    /// <summary>
    /// The memory of a variable, as <c>part.variable</c>: samples × units for a population's, postsynaptic ×
    /// presynaptic units for a projection's. Call <see cref="Changed"/> after writing to it. A sub-expression or an input is
    /// as a plan last computed it; a <see cref="Probe"/> in the schedule makes sure that it is up to date.
    /// </summary>
    /// <exception cref="HomeostatException">There is no such variable, or no plan has computed it.</exception>
    public Matrix this[string variable]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(variable);
            var symbol = new Symbol(variable, Axes.Both);
            if (!_memory.Contains(symbol) && _model.Named(variable) is var (_, value))
            {
                // A name for the same value as another has no memory of its own.
                symbol = value.Symbol ?? _symbols.Kept.GetValueOrDefault(value) ?? throw new HomeostatException(
                    $"'{variable}' is a sub-expression that nothing has computed. Put new Probe(\"{variable}\") into the schedule "
                    + $"after whatever changes it.");
            }

            return _memory.Contains(symbol)
                ? _memory[symbol]
                : _memory[_model.Variable(variable, "A look at a variable").Symbol];
        }
    }

    internal CircuitModel Model => _model;

    /// <summary>Seed of all randomness.</summary>
    internal ulong Seed => _options.Seed;

    internal CompileTimes Times { get; } = new();

    /// <summary>What compiling kernels took, on all threads together; most of it while something else went on.</summary>
    internal TimeSpan KernelTime => _kernels.Time;

    /// <summary>The number of kernels that no simulation of this process had compiled before.</summary>
    internal int NewKernels => _kernels.Compiled;

    /// <summary>Compiles a schedule. Every plan of a simulation works on the same state.</summary>
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

    /// <summary>Where the data of a plan's stream go: a row a sample.</summary>
    /// <exception cref="HomeostatException">The plan has no such stream.</exception>
    public Matrix Stream(Plan plan, string name)
    {
        _ = Loaded(plan);
        return plan.Streams.TryGetValue(name, out var symbol)
            ? _memory[symbol]
            : throw new HomeostatException(
                $"The schedule clamps no stream '{name}'; it clamps {string.Join(", ", plan.Streams.Keys.Order())}.");
    }

    /// <summary>Runs a plan once. Allocates nothing.</summary>
    /// <param name="plan">A plan this simulation compiled.</param>
    /// <param name="samples">How many samples of the batch to process; all unless given.</param>
    /// <exception cref="DivergenceException">A state variable stopped being a finite number.</exception>
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
    /// What all runs so far have cost: operations counted from the plans, and what events did at each synapse and unit they reached.
    /// </summary>
    public Cost Spent => _plans.Values.Aggregate(_spent, (sum, plan) => sum + plan.SpentOf(_options.Type));

    /// <summary>The time steps a sample took on average in the last run of a plan that drops settled samples; else those of the plan.</summary>
    internal double StepsOf(Plan plan, int samples)
    {
        var loaded = Loaded(plan);
        return loaded.DropsSettled ? (double)loaded.TakeSettledSteps() / samples : plan.Steps;
    }

    /// <summary>The free energy of a sample after a plan with a <see cref="Measure"/> phase: the sum of all terms flagged (energy).</summary>
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

    /// <summary>The mean free energy of the first samples after a plan with a <see cref="Measure"/> phase.</summary>
    public double MeanFreeEnergy(Plan plan, int samples)
    {
        var sum = 0.0;
        for (var i = 0; i < samples; i++)
        {
            sum += FreeEnergy(plan, i);
        }

        return sum / samples;
    }

    /// <summary>Says that a variable's memory has been written from outside, so what follows from it is computed anew.</summary>
    public void Changed(string variable) => _memory.Touch(_model.Variable(variable, "A change").Symbol);

    /// <summary>Every stored variable, by name, in the order of the circuit: what a checkpoint holds.</summary>
    public IEnumerable<KeyValuePair<string, Matrix>> State => _model.Variables
        .Where(v => v.Kind != VariableKind.Input)
        .Select(v => KeyValuePair.Create(v.Symbol.Name, _memory[v.Symbol]));

    /// <summary>The names of the stored variables that have a role, as <c>part.variable</c>, in the order of the circuit.</summary>
    /// <param name="role">The role, as the flags of the equations state it.</param>
    /// <param name="part">The population or projection to look at; all unless given.</param>
    public IReadOnlyList<string> VariablesOf(Role role, string? part = null) =>
        [.. _model.WithRole(role, part).Where(v => v.Kind != VariableKind.Input).Select(v => v.Symbol.Name)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Unload();
        _events.Dispose();
    }

    // The symbols of the circuit as it is now, memory for them, and a machine that works on it.
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
        return (symbols, _options.Substrate.For(_memory, _events, new MachineOptions(_workers, _kernels, _options.Seed, _model.Circuit.TimeStep)));
    }
}
