using System.Globalization;

namespace Homeostat;

/// <summary>
/// A circuit in a niche, step by step: it senses, runs its schedule, learns and acts. It can be stopped between any two steps,
/// saved, and resumed to the same bits as if it had never stopped. A <see cref="Mortal"/> is one with a body and an account of energy.
/// </summary>
public sealed class Living : IDisposable
{
    // Far from the streams that plans, initial values and devices draw from: noise inside and outside is not the same.
    private const uint NicheStream = 0xE000_0000;

    private readonly LifePlans _plans;
    private readonly double[] _outside;
    private readonly Func<double>[] _sources;
    private readonly double[] _sensed;
    private readonly double[] _intended;
    private readonly double[] _done;
    private readonly (int Effector, Func<double>? Strength)[] _efforts;
    private readonly string _kind;

    /// <summary>Puts a circuit into a niche.</summary>
    /// <param name="agent">The circuit and what it does.</param>
    /// <param name="niche">A niche of its own, which it changes.</param>
    /// <param name="options">Settings of the individual.</param>
    /// <exception cref="HomeostatException">The circuit does not fit the niche; the message says where.</exception>
    public Living(Agent agent, Niche niche, LivingOptions? options = null)
        : this(Checked(agent, niche), niche, options?.Seed ?? 1, SimulationOf(agent, options ?? new LivingOptions()), "Agent")
    {
    }

    /// <param name="agent">The circuit and what it does.</param>
    /// <param name="niche">The niche.</param>
    /// <param name="seed">Seed of the niche's chances.</param>
    /// <param name="simulation">The circuit with its state; disposed of with this.</param>
    /// <param name="kind">What messages call it.</param>
    /// <param name="inside">Where a channel that the niche does not have is sensed from inside.</param>
    /// <param name="strength">What an act by a port is multiplied by; null for nothing.</param>
    internal Living(
        Agent agent, Niche niche, ulong seed, Simulation simulation, string kind,
        Func<string, Func<double>>? inside = null, Func<Port, Func<double>?>? strength = null)
    {
        (Agent, Niche, Seed, Simulation, _kind) = (agent, niche, seed, simulation, kind);
        _plans = new LifePlans(simulation, agent);
        _outside = new double[niche.Sensors.Count];
        _sources = [.. agent.Senses.SelectMany(port => port.Channels).Select(Source)];
        _sensed = new double[_sources.Length];
        _done = new double[niche.Effectors.Count];
        _efforts = [.. agent.Acts.SelectMany(port => port.Channels.Select(channel => (IndexOf(niche.Effectors, channel), strength?.Invoke(port))))];
        _intended = new double[_efforts.Length];

        Func<double> Source(string channel) => IndexOf(niche.Sensors, channel) is >= 0 and var index ? () => _outside[index] : inside!(channel);
    }

    /// <summary>The circuit and what it does.</summary>
    public Agent Agent { get; }

    /// <summary>The niche that it lives in.</summary>
    public Niche Niche { get; }

    /// <summary>The circuit with its state.</summary>
    public Simulation Simulation { get; }

    /// <summary>Seed of the life.</summary>
    public ulong Seed { get; }

    /// <summary>The number of steps lived.</summary>
    public long Age { get; internal set; }

    /// <summary>Free energy of the circuit at the last step, in nats; 0 where its schedule does not measure it.</summary>
    public double FreeEnergy { get; internal set; }

    /// <summary>What was sensed last, in the order of the channels of <see cref="Agent.Senses"/>.</summary>
    public ReadOnlySpan<double> Sensed => _sensed;

    /// <summary>What was done last, in the order of the niche's effectors.</summary>
    public ReadOnlySpan<double> Done => _done;

    internal LifePlans Plans => _plans;

    internal double[] SensedValues => _sensed;

    internal double[] DoneValues => _done;

    /// <summary>The sum of the amounts that were intended at the last step.</summary>
    internal double Effort { get; private set; }

    private Moment Now => new(Seed, Age, NicheStream);

    /// <summary>Senses, runs the schedule, learns where it is time to, and acts.</summary>
    /// <returns>The energy that the niche gave, in J.</returns>
    /// <exception cref="HomeostatException">The niche did what no niche can, or the circuit acts by no finite number.</exception>
    /// <exception cref="DivergenceException">A state of the circuit stopped being a finite number.</exception>
    public double Step()
    {
        Sense();
        Think(Age % Agent.LearnEvery == 0);
        var gained = Act();
        Age++;
        return gained;
    }

    /// <summary>Lives on for a number of steps.</summary>
    /// <param name="steps">The number of steps.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>Steps lived.</returns>
    public long Live(long steps, CancellationToken cancellation = default)
    {
        var start = Age;
        while (Age - start < steps && !cancellation.IsCancellationRequested)
        {
            Step();
        }

        return Age - start;
    }

    /// <inheritdoc/>
    public void Dispose() => Simulation.Dispose();

    internal void Sense()
    {
        Niche.Sense(Now, _outside);
        foreach (var bad in _outside.AsSpan())
        {
            RequireNumber(bad, "shows a sensor");
        }

        for (var n = 0; n < _sensed.Length; n++)
        {
            _sensed[n] = _sources[n]();
        }

        _plans.Write(_sensed);
    }

    internal void Think(bool learns) => FreeEnergy = _plans.Run(Simulation, learns);

    /// <returns>The energy that the niche gave.</returns>
    internal double Act()
    {
        _plans.Read(_intended);
        Effort = 0;
        for (var n = 0; n < _intended.Length; n++)
        {
            var (effector, strength) = _efforts[n];
            if (!double.IsFinite(_intended[n]))
            {
                throw new HomeostatException(
                    $"{_kind} '{Agent.Name}' wants to do {_intended[n]} of '{Niche.Effectors[effector]}' at age {Age}; what acts has to be a finite number. Bound it in the equations.");
            }

            _done[effector] = _intended[n] * (strength?.Invoke() ?? 1);
            Effort += Math.Abs(_intended[n]);
        }

        var gained = Niche.Act(Now, _done);
        if (!(gained >= 0) || !double.IsFinite(gained))
        {
            throw new HomeostatException(string.Create(
                CultureInfo.InvariantCulture, $"The niche gives {gained:G4} J; it can give a finite amount of 0 or more."));
        }

        foreach (var value in Niche.Values.AsSpan())
        {
            RequireNumber(value, "has a state");
        }

        return gained;
    }

    private static Agent Checked(Agent agent, Niche niche)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(niche);
        foreach (var (port, channels) in agent.Senses.Select(p => (p, niche.Sensors)).Concat(agent.Acts.Select(p => (p, niche.Effectors))))
        {
            BodyCheck.CheckPort($"Agent '{agent.Name}'", agent.Circuit, port, channels, "touches the niche by", "channels");
        }

        var done = agent.Acts.SelectMany(port => port.Channels).ToArray();
        if (niche.Effectors.FirstOrDefault(e => done.Count(d => d == e) != 1) is { } effector)
        {
            throw new HomeostatException(
                $"The effector '{effector}' of the niche is used {done.Count(d => d == effector)} times by agent '{agent.Name}'; use it once.");
        }

        if (agent.LearnEvery < 1)
        {
            throw new HomeostatException($"Agent '{agent.Name}' learns every {agent.LearnEvery} steps; give one or more.");
        }

        return agent;
    }

    private static Simulation SimulationOf(Agent agent, LivingOptions options) =>
        new(agent.Circuit, 1, new SimulationOptions { Seed = options.Seed, Type = options.Type, Workers = options.Workers });

    private static int IndexOf(IReadOnlyList<string> names, string name) => names.ToList().IndexOf(name);

    private void RequireNumber(double value, string what)
    {
        if (!double.IsFinite(value))
        {
            throw new HomeostatException($"The niche {what} that is {value}, at age {Age}; it has to be a finite number.");
        }
    }
}
