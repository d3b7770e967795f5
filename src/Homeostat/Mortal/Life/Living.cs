using System.Globalization;

namespace Homeostat;

/// <summary>
/// A circuit that lives in a niche. In each step it senses, runs its schedule, learns and acts. It can be stopped between any two steps,
/// saved and resumed, and gives the same bits as a life that was never stopped. A <see cref="Mortal"/> also has a body and an energy account.
/// </summary>
public sealed class Living : IDisposable
{
    // This stream is far from the streams of plans, initial values and devices, so that the niche and the circuit draw different noise.
    private const uint NicheStream = 0xE000_0000;

    private LifePlans _plans;
    private readonly double[] _outside;
    private readonly Func<double>[] _sources;
    private readonly double[] _sensed;
    private readonly double[] _intended;
    private readonly double[] _done;
    private readonly (int Effector, Func<double>? Strength)[] _efforts;
    private readonly string _kind;

    /// <summary>Puts a circuit into a niche.</summary>
    /// <param name="agent">The circuit with its ports and schedules.</param>
    /// <param name="niche">The niche that the individual lives in and changes. No other individual may use it.</param>
    /// <param name="options">The settings of the individual.</param>
    /// <exception cref="HomeostatException">The ports of the agent do not fit the niche; the message names the port.</exception>
    public Living(Agent agent, Niche niche, LivingOptions? options = null)
        : this(Checked(agent, niche), niche, options?.Seed ?? 1, SimulationOf(agent, options ?? new LivingOptions()), "Agent")
    {
    }

    /// <param name="agent">The circuit with its ports and schedules.</param>
    /// <param name="niche">The niche.</param>
    /// <param name="seed">The seed of the niche's random numbers.</param>
    /// <param name="simulation">The circuit with its state. It is disposed of together with this object.</param>
    /// <param name="kind">The word that messages use for it, such as <c>Body</c>.</param>
    /// <param name="inside">A function that gives the source of a channel that is not a sensor of the niche but inside the body.</param>
    /// <param name="strength">A function that gives the factor by which the action of a port is multiplied; null for a factor of 1.</param>
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

    /// <summary>The description of the circuit, its ports and its schedules.</summary>
    public Agent Agent { get; private set; }

    /// <summary>The niche that the circuit lives in.</summary>
    public Niche Niche { get; }

    /// <summary>The circuit with its state.</summary>
    public Simulation Simulation { get; }

    /// <summary>The seed of the life.</summary>
    public ulong Seed { get; }

    /// <summary>The number of steps lived.</summary>
    public long Age { get; internal set; }

    /// <summary>The free energy of the circuit at the last step, in nats; 0 if the schedule does not measure it.</summary>
    public double FreeEnergy { get; internal set; }

    /// <summary>The values that were sensed at the last step, in the order of the channels of <see cref="Agent.Senses"/>.</summary>
    public ReadOnlySpan<double> Sensed => _sensed;

    /// <summary>The values that were applied at the last step, in the order of the niche's effectors.</summary>
    public ReadOnlySpan<double> Done => _done;

    internal LifePlans Plans => _plans;

    internal double[] SensedValues => _sensed;

    internal double[] DoneValues => _done;

    /// <summary>The sum of the absolute values of the intended action at the last step.</summary>
    internal double Effort { get; private set; }

    private Moment Now => new(Seed, Age, NicheStream);

    /// <summary>Lives one step: the circuit senses, runs its schedule, learns if a learning step is due, and acts.</summary>
    /// <returns>The energy that the niche gave, in J.</returns>
    /// <exception cref="HomeostatException">The niche gave a value that is not allowed, or an action of the circuit is not a finite number.</exception>
    /// <exception cref="DivergenceException">A state of the circuit is no longer a finite number.</exception>
    public double Step()
    {
        Sense();
        Think(Age % Agent.LearnEvery == 0);
        var gained = Act();
        Age++;
        return gained;
    }

    /// <summary>Lives a number of steps.</summary>
    /// <param name="steps">The number of steps.</param>
    /// <param name="cancellation">A token that stops the life between two steps.</param>
    /// <returns>The number of steps lived in this call.</returns>
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

    /// <summary>Goes on with other schedules of the same circuit, ports and channels.</summary>
    internal void Change(Agent agent) => (Agent, _plans) = (agent, new LifePlans(Simulation, agent));

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
                    $"{_kind} '{Agent.Name}' wants to do {_intended[n]} of '{Niche.Effectors[effector]}' at age {Age}; an action has to be a finite number. Limit it in the equations.");
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
