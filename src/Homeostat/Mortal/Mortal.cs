using System.Globalization;

namespace Homeostat;

/// <summary>
/// A mortal computer (Ororbia and Friston 2023): an individual of a body, on a device of its own, in a niche. It senses, infers, acts,
/// learns, changes its structure and rebuilds its parts; all of it costs energy. When an essential variable leaves its range, a vital
/// part fails or the energy is used up, it dies, and nothing revives it.
/// </summary>
public sealed partial class Mortal : IDisposable
{
    private readonly MortalOptions _options;
    private readonly Workers? _ownWorkers;
    private readonly PartNetwork? _parts;
    private readonly Need[] _needs;
    private readonly Living _living;
    private readonly (double Inference, double Learning) _costs;
    private readonly int _intake;
    private readonly double[] _row;
    private int _synapses;
    private int _units;

    /// <summary>Is born.</summary>
    /// <param name="body">What kind.</param>
    /// <param name="niche">Where; a niche of its own, which it changes.</param>
    /// <param name="options">Which individual.</param>
    /// <exception cref="HomeostatException">The body is none or does not fit the niche, or it could not live there from the start; the message says why.</exception>
    public Mortal(Body body, Niche niche, MortalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(niche);
        (Body, Niche, _options) = (body, niche, options ?? new MortalOptions());
        BodyCheck.Check(body, niche);
        if ((_options.Ablate & ~Enum.GetValues<Ablation>().Aggregate((all, one) => all | one)) != 0)
        {
            throw new HomeostatException($"Ablation {_options.Ablate} takes away what there is not; give values of Ablation, or several of them with |.");
        }

        Energy = new EnergyStore(_options.Endowment ?? body.Energy, body.Capacity);
        _ownWorkers = _options.Workers is null ? new Workers(1) : null;
        var workers = _options.Workers ?? _ownWorkers!;
        var simulation = new Simulation(
            body.Circuit, 1, new SimulationOptions { Seed = _options.Seed, Type = ElementType.Float64, Workers = workers });
        body.Device.Imprint(simulation, _options.Device ?? _options.Seed);
        if (body.Foresight is { } foresight && Ablated(Ablation.Anticipation))
        {
            var matrix = simulation[foresight];
            matrix.CopyFrom([.. Enumerable.Repeat(0.0, matrix.Rows * matrix.Columns)]);
            simulation.Changed(foresight);
        }

        _parts = body.Parts.Count > 0 ? new PartNetwork(body.Name, body.Parts, workers) : null;
        _needs = [.. body.Essential.Select(NeedOf)];
        _living = new Living(
            AgentOf(body, Ablated(Ablation.Inference)), niche, _options.Seed, simulation, "Body",
            channel => PartIndex(channel) is >= 0 and var part ? () => Condition(part) : () => Energy.Level,
            port => PartIndex(port.Part) is >= 0 and var part ? () => Condition(part) : null);
        var inference = body.Costs.Of(_living.Plans.Without.CostOf(1));
        _costs = (inference, Math.Max(0, body.Costs.Of(_living.Plans.With.CostOf(1)) - inference));
        _intake = PartIndex(body.Intake);
        Biography = new Biography(Columns(), _options.KeepSteps);
        _row = new double[Biography.Columns.Count];
        CountSynapses();
        if (Limit() is { } limit)
        {
            throw new HomeostatException(
                $"A mortal of body '{body.Name}' cannot be born here: {limit}. Begin within the viable set, or widen it.");
        }

        Viability = Precarious() ? Viability.Precarious : Viability.Viable;
        var unmade = new Autopoiesis(body.Parts).Unmade;
        Note("birth", $"{body.Name} is born with {Number(Energy.Initial)} J{(unmade.Count > 0 ? $"; nothing in it makes its {string.Join(", ", unmade)}" : "")}");
    }

    /// <summary>What kind it is of.</summary>
    public Body Body { get; }

    /// <summary>Where it lives.</summary>
    public Niche Niche { get; }

    /// <summary>Its states inside the boundary. Changing them from outside is surgery: see <see cref="Wound"/>.</summary>
    public Simulation Simulation => _living.Simulation;

    /// <summary>Its energy.</summary>
    public EnergyStore Energy { get; }

    /// <summary>What was written down of its life.</summary>
    public Biography Biography { get; }

    /// <summary>Seed of its life.</summary>
    public ulong Seed => _options.Seed;

    /// <summary>What was taken from it.</summary>
    public Ablation Ablation => _options.Ablate;

    /// <summary>Steps lived.</summary>
    public long Age => _living.Age;

    /// <summary>How it stands with it.</summary>
    public Viability Viability { get; private set; }

    /// <summary>Whether it is alive.</summary>
    public bool IsAlive => Viability != Viability.Terminal;

    /// <summary>What it died of; null while it is alive.</summary>
    public string? CauseOfDeath { get; private set; }

    /// <summary>Free energy of its internal states at the last step, in nats.</summary>
    public double FreeEnergy => _living.FreeEnergy;

    /// <summary>
    /// What its structure costs in nats a step, as selection counts it (<see cref="Upkeep"/>); 0 for a structure that stays. Selection descends on
    /// the sum of <see cref="FreeEnergy"/> and this.
    /// </summary>
    public double StructureCost { get; private set; }

    /// <summary>Synapses that exist.</summary>
    public int Synapses => _synapses;

    /// <summary>What it sensed last, in the order of the body's ports.</summary>
    public ReadOnlySpan<double> Sensed => _living.Sensed;

    /// <summary>What it did last, in the order of the niche's effectors.</summary>
    public ReadOnlySpan<double> Done => _living.Done;

    /// <summary>The condition of a part, from 0 to 1.</summary>
    /// <exception cref="HomeostatException">It has no such part.</exception>
    public double Condition(string part) => _parts![RequirePart(part)];

    /// <summary>The value of an essential variable.</summary>
    /// <exception cref="HomeostatException">It has no such variable.</exception>
    public double Essential(string variable) => Array.Find(_needs, n => n.Variable.Name == variable)?.Value(this) ?? throw new HomeostatException(
        $"Body '{Body.Name}' has no essential variable '{variable}'; it has {string.Join(", ", _needs.Select(n => n.Variable.Name))}.");

    /// <summary>In words: what it does and why.</summary>
    public string Account => IsAlive
        ? Body.Account?.Invoke(this) ?? string.Join("; ", Niche.Effectors.Select((name, n) => $"{name} {Number(_living.Done[n])}"))
        : $"dead at {Age}: {CauseOfDeath}";

    /// <summary>Lives on for so many steps, or until it dies.</summary>
    /// <param name="steps">The most steps.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>Steps lived.</returns>
    public long Live(long steps, CancellationToken cancellation = default)
    {
        var start = Age;
        while (IsAlive && Age - start < steps && !cancellation.IsCancellationRequested)
        {
            Step();
        }

        return Age - start;
    }

    /// <summary>Stops the reaction that makes a part, and takes what is there of it.</summary>
    /// <param name="part">Its name.</param>
    /// <exception cref="HomeostatException">It has no such part, or is dead.</exception>
    public void KnockOut(string part)
    {
        RequireAlive("be operated on");
        RequirePart(part);
        _parts!.KnockOut(part);
        _parts.Wound(part, 0);
        Note("experiment", $"{part} is knocked out");
    }

    /// <summary>Sets the condition of a part, which it may rebuild.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="condition">From 0 to 1.</param>
    /// <exception cref="HomeostatException">It has no such part, or is dead.</exception>
    public void Wound(string part, double condition)
    {
        RequireAlive("be wounded");
        RequirePart(part);
        if (condition is not (>= 0 and <= 1))
        {
            throw new HomeostatException($"The condition of part '{part}' cannot be {Number(condition)}; give 0 to 1.");
        }

        _parts!.Wound(part, condition);
        Note("experiment", $"{part} is wounded, {Number(100 * condition)} % are left");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _living.Dispose();
        _parts?.Dispose();
        _ownWorkers?.Dispose();
    }

    // The body's circuit with its ports, and its three clocks as schedules.
    private static Agent AgentOf(Body body, bool isFrozen) => new(body.Name, body.Circuit)
    {
        Senses = body.Senses,
        Acts = body.Acts,
        Step = isFrozen ? [new Measure()] : [new Settle(body.Clocks.Inference), new Measure()],
        Learn = body.Circuit.Projections.Any(p => p.OnLearn.Length > 0) ? [new Learn()] : [],
        LearnEvery = body.Clocks.Learning,
        Watch = body.Watch,
    };

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
            throw new HomeostatException($"This mortal died at age {Age} ({CauseOfDeath}) and cannot {what}: death is final. Let another be born.");
        }
    }

    private void Note(string kind, string text) => Biography.Add(new LifeEvent(Age, kind, text));
}
