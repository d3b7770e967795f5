namespace Homeostat;

/// <content>Changes of the circuit between two time steps: constants, units that are kept from firing, projections that are cut.</content>
public sealed partial class Simulation
{
    private const string Silent = "silent_";

    /// <summary>
    /// Gives a constant of a population or projection another value from the next time step on. The state and the synapses are kept. Code is compiled
    /// for the new value, which takes milliseconds, and schedules must be compiled again. Event-driven synapses use the new value for all the time since
    /// their last event.
    /// </summary>
    /// <param name="part">The name of the population or projection.</param>
    /// <param name="name">The name of the constant.</param>
    /// <param name="value">The new value, in the same unit.</param>
    /// <exception cref="HomeostatException">There is no such constant, the unit is another one, or synapses were drawn with the constant. Nothing is changed then.</exception>
    public void SetConstant(string part, string name, Quantity value)
    {
        var constants = ConstantsOf(part);
        if (!constants.TryGetValue(name, out var before))
        {
            throw new HomeostatException($"'{part}' has no constant '{name}'; it has {string.Join(", ", constants.Keys.Order(StringComparer.Ordinal).DefaultIfEmpty("none"))}.");
        }

        if (value.Dimension != before.Dimension || !double.IsFinite(value.Value))
        {
            throw new HomeostatException($"'{part}.{name}' is {before} and cannot become {value}; give a finite value of the same unit.");
        }

        if (Circuit.Projections.FirstOrDefault(p => p.Name == part) is { } projection && (Mentions(projection.Delay, name) || Mentions($"{projection.Connectivity}", name)))
        {
            throw new HomeostatException($"The synapses of '{part}' were drawn with '{name}', which cannot change them any more. Make a new circuit with the value.");
        }

        var changed = constants.ToDictionary(c => c.Key, c => c.Key == name ? value : c.Value, StringComparer.Ordinal);
        Recast(Circuit.With(
            p => p.Name == part ? p with { Constants = changed } : p,
            p => p.Name == part ? p with { Constants = changed } : p));
    }

    /// <summary>Keeps units from firing, or lets them fire again. Their other variables go on.</summary>
    /// <param name="population">The name of a population that fires.</param>
    /// <param name="units">The indices of the units.</param>
    /// <param name="isSilent">Whether the units are kept from firing.</param>
    /// <exception cref="HomeostatException">There is no such population or unit, or the population does not fire.</exception>
    public void Silence(string population, IReadOnlyCollection<int> units, bool isSilent = true)
    {
        ArgumentNullException.ThrowIfNull(units);
        RequireUnits(population, units);
        var part = Circuit[population];
        if (part.Threshold.Length == 0)
        {
            throw new HomeostatException($"Population '{population}' has no threshold, so that it cannot be silenced.");
        }

        var variable = $"{population}.{Silent}";
        if (_model.Find(variable) is null)
        {
            Recast(Circuit.With(p => p.Name != population ? p : p with
            {
                Equations = $"{p.Equations.TrimEnd()}\n{Silent} : 1 (constant)",
                Threshold = $"({p.Threshold}) and {Silent} < 0.5",
            }));
        }

        var matrix = this[variable];
        for (var sample = 0; sample < Batch; sample++)
        {
            foreach (var unit in units)
            {
                matrix[sample, unit] = isSilent ? 1 : 0;
            }
        }

        Changed(variable);
    }

    /// <summary>
    /// Cuts a projection, or joins it again. Nothing arrives through a projection that is cut: no spike, not even one that was under way, and no sum. Its
    /// synapses are kept: their equations go on, and so does what they do when the postsynaptic unit fires.
    /// </summary>
    /// <param name="projection">The name of the projection.</param>
    /// <param name="isCut">Whether the projection is cut.</param>
    /// <exception cref="HomeostatException">There is no such projection.</exception>
    public void Cut(string projection, bool isCut = true)
    {
        var names = Circuit.Projections.Select(p => p.Name).ToArray();
        if (!names.Contains(projection, StringComparer.Ordinal))
        {
            throw new HomeostatException($"Circuit '{Circuit.Name}' has no projection '{projection}'; it has {string.Join(", ", names.DefaultIfEmpty("none"))}.");
        }

        Recast(Circuit.With(p => p, p => p.Name == projection ? p with { IsCut = isCut } : p));
    }

    /// <summary>The constants of a population or projection.</summary>
    /// <exception cref="HomeostatException">There is no such part.</exception>
    internal IReadOnlyDictionary<string, Quantity> ConstantsOf(string part) =>
        Circuit.Populations.FirstOrDefault(p => p.Name == part)?.Constants
        ?? Circuit.Projections.FirstOrDefault(p => p.Name == part)?.Constants
        ?? throw new HomeostatException(
            $"Circuit '{Circuit.Name}' has no part '{part}'; it has {string.Join(", ", Circuit.Populations.Select(p => p.Name).Concat(Circuit.Projections.Select(p => p.Name)))}.");

    /// <summary>The memory of a stored variable that has a value for each unit of its population.</summary>
    /// <param name="variable">The variable, as <c>population.variable</c>.</param>
    /// <param name="units">The indices of units whose values are wanted.</param>
    /// <exception cref="HomeostatException">There is no such variable or unit.</exception>
    internal Matrix OfUnits(string variable, IReadOnlyCollection<int> units)
    {
        var population = variable.Split('.')[0];
        RequireUnits(population, units);
        return State.FirstOrDefault(s => s.Key == variable).Value is { } matrix && matrix.Columns == Circuit[population].Size ? matrix
            : throw new HomeostatException($"'{variable}' is not stored for each unit of a population; write a variable as cells.v.");
    }

    private static bool Mentions(string text, string name) => System.Text.RegularExpressions.Regex.IsMatch(text, $@"\b{name}\b");

    // Takes another circuit with the same parts, sizes and synapses. What both circuits store is kept; spikes under way arrive as they would have.
    private void Recast(Circuit circuit)
    {
        if (_machine.Device is not null)
        {
            throw new HomeostatException($"Circuit '{Circuit.Name}' runs on a device whose cells hold its weights, so that it cannot be changed. Run it on the CPU.");
        }

        GoOnWith(new CircuitModel(circuit, _options.Type), _options.Seed, old =>
        {
            // Variables of sparse synapses get their memory when they are connected, which is done once.
            var ofSynapses = _model.Synapses.SelectMany(p => p.Variables.Select(v => v.Symbol).Concat(p.Present.Values.Select(present => present.Now)))
                .Select(symbol => symbol.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var (symbol, matrix) in old.All)
            {
                if (!_memory.Contains(symbol) && ofSynapses.Contains(symbol.Name))
                {
                    _memory.Add(symbol, matrix.Rows, matrix.Columns);
                }

                if (_memory.Contains(symbol) && _memory[symbol] is var now && (now.Rows, now.Columns) == (matrix.Rows, matrix.Columns))
                {
                    Carry(matrix, now, null, null);
                    _memory.Touch(symbol);
                }
            }
        });
    }
}
