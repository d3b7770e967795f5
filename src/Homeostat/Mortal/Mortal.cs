using System.Globalization;

namespace Homeostat;

/// <summary>
/// A mortal computer (Ororbia and Friston 2023): one individual with a given body, which runs on its own device and lives in its own niche.
/// It senses, infers, acts, learns, changes its structure and rebuilds its parts, and all of this costs energy. It dies when an essential
/// variable leaves its range, a vital part fails or the energy is used up. A dead mortal cannot be revived.
/// </summary>
public sealed partial class Mortal : IDisposable
{
    private MortalOptions _options;
    private readonly Workers? _ownWorkers;
    private readonly PartNetwork? _parts;
    private readonly Need[] _needs;
    private readonly Living _living;
    private (double Inference, double Learning) _costs;
    private readonly int _intake;
    private readonly double[] _row;
    private int _synapses;
    private int _units;

    /// <summary>Creates a mortal at age 0.</summary>
    /// <param name="body">The body, which is the same for all individuals of a kind.</param>
    /// <param name="niche">The niche that the mortal lives in and changes. No other individual may use it.</param>
    /// <param name="options">The settings of this individual, such as its seed.</param>
    /// <exception cref="HomeostatException">The body is not valid, or it does not fit the niche, or an individual would be dead there at birth. The message says why.</exception>
    public Mortal(Body body, Niche niche, MortalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(niche);
        (Body, Niche, _options) = (body, niche, options ?? new MortalOptions());
        BodyCheck.Check(body, niche);
        if ((_options.Ablate & ~AllLoops) != 0)
        {
            throw new HomeostatException($"{_options.Ablate} is not a value of Ablation; give one of its values, or several of them combined with |.");
        }

        Energy = new EnergyStore(_options.Endowment ?? body.Energy, body.Capacity);
        _ownWorkers = _options.Workers is null ? new Workers(1) : null;
        var workers = _options.Workers ?? _ownWorkers!;
        var simulation = new Simulation(
            body.Circuit,
            1,
            new SimulationOptions
            {
                Seed = _options.Seed,
                Type = ElementType.Float64,
                Workers = workers,
                Substrate = body.Crossbar is { } crossbar ? Substrate.Crossbar(crossbar with { DeviceSeed = Device }) : Substrate.Cpu,
            });
        body.Device.Imprint(simulation, Device);
        if (Ablated(Ablation.Anticipation))
        {
            ForgetForesight(body, simulation);
        }

        _parts = body.Parts.Count > 0 ? new PartNetwork(body.Name, body.Parts, workers) : null;
        _needs = [.. body.Essential.Select(NeedOf)];
        _living = new Living(
            AgentOf(body, Ablated(Ablation.Inference)), niche, _options.Seed, simulation, "Body",
            channel => PartIndex(channel) is >= 0 and var part ? () => Condition(part) : () => Energy.Level,
            port => PartIndex(port.Part) is >= 0 and var part ? () => Condition(part) : null);
        _costs = CostsOf(_living.Plans);
        _intake = PartIndex(body.Intake);
        Biography = new Biography(Columns(), _options.KeepSteps);
        _row = new double[Biography.Columns.Count];
        CountSynapses();
        if (Limit() is { } limit)
        {
            throw new HomeostatException(
                $"A mortal of body '{body.Name}' cannot be born here: {limit}. Start the niche within the limits of life, or make the limits wider.");
        }

        Viability = Precarious() ? Viability.Precarious : Viability.Viable;
        var unmade = new Autopoiesis(body.Parts).Unmade;
        Note("birth", $"{body.Name} is born with {Number(Energy.Initial)} J{(unmade.Count > 0 ? $"; nothing in it makes its {string.Join(", ", unmade)}" : "")}");
    }

    /// <summary>The body of this individual.</summary>
    public Body Body { get; }

    /// <summary>The niche that the mortal lives in.</summary>
    public Niche Niche { get; }

    /// <summary>The simulation of the body's circuit: all states inside the boundary. To change a part from outside, use <see cref="Wound"/> or <see cref="KnockOut"/>.</summary>
    public Simulation Simulation => _living.Simulation;

    /// <summary>The energy of the mortal and the account of its use.</summary>
    public EnergyStore Energy { get; }

    /// <summary>What a step of inference counts: what the body pays for as <see cref="EnergyUse.Inference"/>.</summary>
    public Cost InferenceCost => _living.Plans.Without.CostOf(1);

    /// <summary>What a step with learning counts beyond one without: what the body pays for as <see cref="EnergyUse.Learning"/>.</summary>
    public Cost LearningCost => _living.Plans.With.CostOf(1) + (-1 * InferenceCost);

    /// <summary>The record of the mortal's life.</summary>
    public Biography Biography { get; }

    /// <summary>The seed of all random numbers of this life.</summary>
    public ulong Seed => _options.Seed;

    /// <summary>The seed of the device that this individual runs on.</summary>
    public ulong Device => _options.Device ?? _options.Seed;

    /// <summary>The processes that are switched off in this individual.</summary>
    public Ablation Ablation => _options.Ablate;

    /// <summary>The number of steps that the mortal has lived.</summary>
    public long Age => _living.Age;

    /// <summary>The state of the mortal's life: viable, precarious or terminal.</summary>
    public Viability Viability { get; private set; }

    /// <summary>Whether the mortal is alive.</summary>
    public bool IsAlive => Viability != Viability.Terminal;

    /// <summary>The cause of death, in words; null while the mortal is alive.</summary>
    public string? CauseOfDeath { get; private set; }

    /// <summary>The free energy of the internal states at the last step, in nats.</summary>
    public double FreeEnergy => _living.FreeEnergy;

    /// <summary>
    /// The upkeep of the structure (<see cref="Upkeep"/>), in nats per step; 0 if the body has no selection. Selection lowers the sum of
    /// <see cref="FreeEnergy"/> and this cost.
    /// </summary>
    public double StructureCost { get; private set; }

    /// <summary>The number of synapses that exist.</summary>
    public int Synapses => _synapses;

    /// <summary>The values that the mortal sensed at the last step, in the order of the body's ports.</summary>
    public ReadOnlySpan<double> Sensed => _living.Sensed;

    /// <summary>The values that the mortal applied to the niche at the last step, in the order of the niche's effectors.</summary>
    public ReadOnlySpan<double> Done => _living.Done;

    /// <summary>The condition of a part, from 0 to 1.</summary>
    /// <exception cref="HomeostatException">The body has no part of that name.</exception>
    public double Condition(string part) => _parts![RequirePart(part)];

    /// <summary>The present value of an essential variable.</summary>
    /// <exception cref="HomeostatException">The body has no essential variable of that name.</exception>
    public double Essential(string variable) => Array.Find(_needs, n => n.Variable.Name == variable)?.Value(this) ?? throw new HomeostatException(
        $"Body '{Body.Name}' has no essential variable '{variable}'; it has {string.Join(", ", _needs.Select(n => n.Variable.Name))}.");

    /// <summary>A sentence that says what the mortal does now and why.</summary>
    public string Account => IsAlive
        ? Body.Account?.Invoke(this) ?? string.Join("; ", Niche.Effectors.Select((name, n) => $"{name} {Number(_living.Done[n])}"))
        : $"dead at {Age}: {CauseOfDeath}";

    /// <summary>Lives a number of steps, or fewer if the mortal dies.</summary>
    /// <param name="steps">The largest number of steps to live.</param>
    /// <param name="cancellation">A token that stops the life between two steps.</param>
    /// <returns>The number of steps lived in this call.</returns>
    public long Live(long steps, CancellationToken cancellation = default)
    {
        var start = Age;
        while (IsAlive && Age - start < steps && !cancellation.IsCancellationRequested)
        {
            Step();
        }

        return Age - start;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _living.Dispose();
        _parts?.Dispose();
        _ownWorkers?.Dispose();
    }

    // The body's circuit with its ports, and the schedules of its clocks.
    private static Agent AgentOf(Body body, bool isFrozen) => new(body.Name, body.Circuit)
    {
        Senses = body.Senses,
        Acts = body.Acts,
        Step = isFrozen ? [new Measure()] : [new Settle(body.Clocks.Inference), new Measure()],
        Learn = body.Circuit.Projections.Any(p => p.OnLearn.Length > 0) ? [new Learn()] : [],
        LearnEvery = body.Clocks.Learning,
        Watch = body.Watch,
    };

    // The energy of a step of inference, and that of learning beyond it.
    private (double Inference, double Learning) CostsOf(LifePlans plans)
    {
        var inference = Body.Costs.Of(plans.Without.CostOf(1), Body.Name);
        return (inference, Math.Max(0, Body.Costs.Of(plans.With.CostOf(1), Body.Name) - inference));
    }

    private Need NeedOf(EssentialVariable variable) => new(variable, IndexOf(Niche.States, variable.Name), PartIndex(variable.Name));

    private static int IndexOf(IReadOnlyList<string> names, string name) => names.ToList().IndexOf(name);

    internal static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private bool Ablated(Ablation loop) => (_options.Ablate & loop) != 0;

    private int PartIndex(string? part) => part is null ? -1 : IndexOf([.. Body.Parts.Select(p => p.Name)], part);

    private int RequirePart(string part) => PartIndex(part) is >= 0 and var index ? index : throw new HomeostatException(
        $"Body '{Body.Name}' has no part '{part}'; it has {string.Join(", ", Body.Parts.Select(p => p.Name).DefaultIfEmpty("none"))}.");

    private void RequireAlive(string what)
    {
        if (!IsAlive)
        {
            throw new HomeostatException($"This mortal died at age {Age} ({CauseOfDeath}) and cannot {what}: death is final. Create a new Mortal.");
        }
    }

    private void Note(string kind, string text) => Biography.Add(new LifeEvent(Age, kind, text));
}
