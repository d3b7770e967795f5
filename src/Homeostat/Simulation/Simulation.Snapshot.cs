using System.Globalization;

namespace Homeostat;

/// <content>Snapshots of the state: how they are taken and restored, and how a simulation is forked.</content>
public sealed partial class Simulation
{
    /// <summary>Takes a copy of the state. Call it between two runs.</summary>
    public Snapshot Snapshot() => Copy(State);

    /// <summary>
    /// Takes a copy of the part of the state that plans can change, without the variables of dense projections to which they do not write: weights are
    /// by far the largest part of a state. <see cref="Return"/> restores it.
    /// </summary>
    internal Snapshot Borrow(params IReadOnlyList<Plan> plans)
    {
        var written = plans.SelectMany(plan => Writes(plan.Operations)).ToHashSet(StringComparer.Ordinal);
        var kept = _model.Projections.SelectMany(p => p.Variables).Select(v => v.Symbol.Name).Where(name => !written.Contains(name)).ToHashSet(StringComparer.Ordinal);
        return Copy(State.Where(s => !kept.Contains(s.Key) && !kept.Contains(s.Key[..s.Key.LastIndexOf('.')])));

        static IEnumerable<string> Writes(IEnumerable<PlanOperation> operations) => operations.SelectMany(o =>
            o is Loop loop ? Writes(loop.Operations) : o.Writes.Select(symbol => symbol.Name));
    }

    private Snapshot Copy(IEnumerable<KeyValuePair<string, Matrix>> variables) => new()
    {
        Circuit = Circuit.Name,
        TimeStep = Circuit.TimeStep,
        Seed = Seed,
        Type = _options.Type,
        Step = Step,
        Runs = Runs,
        Remainder = _remainder,
        Device = _machine.Device,
        Variables = variables.ToDictionary(s => s.Key, s => NpyArray.Of(s.Value), StringComparer.Ordinal),
        Spikes = SpikeLogs.ToDictionary(l => l.Name, l => Spikes(l.Log), StringComparer.Ordinal),
    };

    /// <summary>Restores a state. The simulation then gives the same bits as the simulation from which the snapshot was taken.</summary>
    /// <param name="snapshot">The state.</param>
    /// <exception cref="HomeostatException">
    /// The snapshot has another time step, seed or number type, or it is of a circuit with other variables or sizes. The simulation is then unchanged.
    /// </exception>
    public void Restore(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        RequireFits(snapshot);
        Return(snapshot);
    }

    /// <summary>
    /// Takes over a state from another substrate or device: the weights are written to the device of this simulation, with its own noise. On the substrate
    /// <see cref="Substrate.Cpu"/> they are copied.
    /// </summary>
    /// <param name="snapshot">The state.</param>
    /// <exception cref="HomeostatException">The snapshot does not fit the circuit, time step, seed or number type. The simulation is then unchanged.</exception>
    public void Transplant(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var own = _machine.State.ToDictionary(s => s.Key, s => NpyArray.Of(s.Value), StringComparer.Ordinal);
        var variables = State.Where(s => !own.ContainsKey(s.Key)).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var moved = snapshot.Variables.Where(v => snapshot.Device is null || variables.Contains(v.Key)).Concat(own);
        Restore(snapshot with { Device = _machine.Device, Variables = moved.ToDictionary(StringComparer.Ordinal) });
    }

    /// <summary>Lets time pass in which the circuit does not run; the device of a crossbar ages.</summary>
    /// <param name="time">The time.</param>
    /// <exception cref="HomeostatException">The time is negative, or the substrate has no device that ages.</exception>
    public void Wait(Quantity time)
    {
        if (_machine.Device is null)
        {
            throw new HomeostatException($"The substrate '{_options.Substrate}' does not age, so that there is nothing to wait for. Run the circuit on a crossbar.");
        }

        var seconds = time.In(Units.Second);
        if (!(seconds >= 0) || !double.IsFinite(seconds))
        {
            throw new HomeostatException($"A wait of {seconds} s cannot be; give a finite time of 0 or more.");
        }

        _machine.Wait(seconds);
    }

    /// <summary>Takes over what the cells of an equal device hold, at the age that it has.</summary>
    /// <param name="other">The simulation whose device is taken over.</param>
    /// <param name="aging">The seconds by which a device ages in a second of the circuit.</param>
    internal void TakeDevice(Simulation other, double aging)
    {
        foreach (var ((_, mine), (_, theirs)) in _machine.State.Zip(other._machine.State))
        {
            mine.CopyFrom(theirs.ToArray());
        }

        _machine.Wait(aging * Circuit.TimeStep * (other.Step - Step));
    }

    /// <summary>Restores a copy that this simulation has taken itself.</summary>
    internal void Return(Snapshot snapshot)
    {
        foreach (var (name, matrix) in State.Where(s => snapshot.Variables.ContainsKey(s.Key)))
        {
            snapshot.Variables[name].CopyTo(matrix, name);
            _memory.Touch(new Symbol(name, Axes.Both));
        }

        (Step, Runs, _remainder, _looked) = (snapshot.Step, snapshot.Runs, snapshot.Remainder, snapshot.Step);
        foreach (var (name, log) in SpikeLogs)
        {
            log.Restore(Pairs(snapshot.Spikes[name]).Select(spike => ((long)spike[0], (int)spike[1])));
        }
    }

    /// <summary>Creates an independent simulation in the same state. Recordings are not copied.</summary>
    public Simulation Fork()
    {
        var fork = new Simulation(Circuit, Batch, _options);
        try
        {
            fork.Restore(Snapshot());
            return fork;
        }
        catch
        {
            fork.Dispose();
            throw;
        }
    }

    /// <summary>The values that plans have computed from the state: sub-expressions and inputs by name, as memory holds them.</summary>
    internal IEnumerable<KeyValuePair<string, Matrix>> Computed => _model.Populations
        .SelectMany(p => p.Equations.Equations.Select(e => new Symbol($"{p.Name}.{e.Name}", Axes.Both)))
        .Select(symbol => _memory.Contains(symbol) ? symbol : _model.Named(symbol.Name) is var (population, value) ? _symbols.SymbolOf(population.Name, value) : null)
        .OfType<Symbol>()
        .Where(_memory.Contains)
        .ExceptBy(State.Select(s => s.Key), symbol => symbol.Name)
        .DistinctBy(symbol => symbol.Name)
        .Select(symbol => KeyValuePair.Create(symbol.Name, _memory[symbol]));

    private IEnumerable<(string Name, SpikeLog Log)> SpikeLogs =>
        _events.Logs.SelectMany(logs => logs.Value.Select((log, sample) => ($"{logs.Key}/{sample}", log)));

    private NpyArray Spikes(SpikeLog log)
    {
        double[] numbers = [.. log.Before(Step).SelectMany(spike => new double[] { spike.Step, spike.Unit })];
        return NpyArray.Of<double>(numbers, numbers.Length / 2, 2);
    }

    private static IEnumerable<double[]> Pairs(NpyArray spikes) => spikes.As<double>().ToArray().Chunk(2);

    private void RequireFits(Snapshot snapshot)
    {
        var of = $"The snapshot of circuit '{snapshot.Circuit}'";
        RequireSame("time step", snapshot.TimeStep, Circuit.TimeStep, " s");
        RequireSame("seed", snapshot.Seed, Seed, "");
        RequireSame("number type", snapshot.Type, _options.Type, "");
        if (snapshot.Device != _machine.Device)
        {
            throw new HomeostatException(
                $"{of} is of {NameOf(snapshot.Device)}, the simulation of {NameOf(_machine.Device)}. Weights belong to one device; Transplant moves them to another.");
        }

        var state = State.ToDictionary(StringComparer.Ordinal);
        var logs = SpikeLogs.ToDictionary(l => l.Name, l => l.Log, StringComparer.Ordinal);
        RequireNames(snapshot.Variables.Keys, state.Keys, "variable");
        RequireNames(snapshot.Spikes.Keys, logs.Keys, "list of spikes");
        foreach (var (name, matrix) in state)
        {
            snapshot.Variables[name].RequireFits(matrix, $"{of}, variable '{name}'");
        }

        if (snapshot.Step < 0)
        {
            throw new HomeostatException($"{of} was taken after {snapshot.Step} time steps, which is less than none. It is damaged.");
        }

        foreach (var (name, log) in logs)
        {
            var spikes = snapshot.Spikes[name];
            if (spikes is not { Type: NpyType.Float64, Shape: [_, 2] } || !Pairs(spikes).All(s => s[0] >= 0 && s[0] < snapshot.Step && s[1] >= 0 && s[1] < log.Units))
            {
                throw new HomeostatException(
                    $"{of}, '{name}': a list of steps before {snapshot.Step} and units from 0 to {log.Units - 1} was expected. It is damaged or of another circuit.");
            }
        }

        void RequireSame<T>(string what, T found, T expected, string unit)
            where T : notnull
        {
            if (!found.Equals(expected))
            {
                throw new HomeostatException(string.Create(
                    CultureInfo.InvariantCulture, $"{of} has the {what} {found}{unit}, the simulation {expected}{unit}. {HowToGoOn}"));
            }
        }

        void RequireNames(IEnumerable<string> found, IEnumerable<string> expected, string what)
        {
            if (expected.Except(found).FirstOrDefault() is { } missing)
            {
                throw new HomeostatException($"{of} has no {what} '{missing}', which circuit '{Circuit.Name}' needs. {HowToGoOn}");
            }

            if (found.Except(expected).FirstOrDefault() is { } unknown)
            {
                throw new HomeostatException($"{of} has a {what} '{unknown}', which circuit '{Circuit.Name}' does not have. {HowToGoOn}");
            }
        }
    }

    private static string NameOf(string? device) => device is null ? "no device" : $"the device '{device}'";

    private const string HowToGoOn = "Restore it into a simulation of the same circuit, time step, seed and number type.";
}
