
namespace Homeostat;

/// <content>The addition and removal of units while the circuit runs.</content>
public sealed partial class Simulation
{
    private const uint NewUnits = 0xC000_0000;

    /// <summary>
    /// Adds units to a population, after its last unit. All existing units keep their states and synapses. The new units begin with the
    /// initial values that the circuit declares; random ones are drawn anew. Machine code is used again, but plans must be compiled again.
    /// </summary>
    /// <param name="population">The name of the population.</param>
    /// <param name="count">The number of units to add.</param>
    /// <exception cref="HomeostatException">There is no such population, or its number of units cannot change.</exception>
    public void AddUnits(string population, int count)
    {
        var size = Circuit[population].Size;
        if (count < 1)
        {
            throw new HomeostatException($"{count} units cannot be added to '{population}'; give one or more.");
        }

        Resize(population, [.. Enumerable.Range(0, size), .. Enumerable.Repeat(-1, count)]);
    }

    /// <summary>
    /// Removes units of a population and all their synapses. Units with higher indices move down to fill the gaps. All remaining units keep
    /// their states and synapses. Plans must be compiled again.
    /// </summary>
    /// <param name="population">The name of the population.</param>
    /// <param name="units">The indices of the units to remove; at least one unit must remain.</param>
    /// <exception cref="HomeostatException">There is no such population or unit, or no unit would remain.</exception>
    public void RemoveUnits(string population, params IReadOnlyCollection<int> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        var size = Circuit[population].Size;
        var gone = units.ToHashSet();
        RequireUnits(population, gone);
        if (gone.Count == size)
        {
            throw new HomeostatException($"All {size} units of '{population}' were to be removed; a population needs at least one.");
        }

        Resize(population, [.. Enumerable.Range(0, size).Where(unit => !gone.Contains(unit))]);
    }

    /// <summary>An object that identifies the layout for which plans are compiled; it is replaced when units are added or removed.</summary>
    internal object Layout { get; private set; } = new();

    internal void RequireUnits(string population, IEnumerable<int> units)
    {
        var size = Circuit[population].Size;
        foreach (var unit in units)
        {
            if (unit < 0 || unit >= size)
            {
                throw new HomeostatException($"Population '{population}' has no unit {unit}; it has 0 to {size - 1}.");
            }
        }
    }

    private LoadedPlan Loaded(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return _plans.TryGetValue(plan, out var loaded) ? loaded : throw new HomeostatException(
            $"The plan was compiled before units came or went in circuit '{Circuit.Name}', or by another simulation. "
            + "Compile its schedule again.");
    }

    // Frees everything except events and sparse synapses, and keeps the account of the cost so far.
    private void Unload()
    {
        _spent = Spent;
        foreach (var plan in _plans.Values)
        {
            plan.Dispose();
        }

        _plans.Clear();
        _machine.Dispose();
        _memory.Dispose();
    }

    /// <param name="population">The name of the population.</param>
    /// <param name="origin">The former index of each unit after the change; −1 for a new unit.</param>
    private void Resize(string population, int[] origin)
    {
        RequireResizable(population);
        var model = new CircuitModel(Circuit.WithSize(population, origin.Length), _options.Type);
        MemoryNeed.Require(model, Batch, _options.Type);

        // New units must not repeat the random numbers of earlier units with the same index, so their numbers depend on the present step.
        var chances = new RandomStream(_options.Seed, NewUnits) { Position = (ulong)Step };
        GoOnWith(model, chances.NextBits(), old =>
        {
            foreach (var part in _model.Populations)
            {
                foreach (var symbol in part.Variables.Select(v => v.Symbol).Concat(part.Slow.Values))
                {
                    Carry(old[symbol], _memory[symbol], null, part.Name == population && symbol.Axes.HasFlag(Axes.Columns) ? origin : null);
                }
            }

            foreach (var part in _model.Projections)
            {
                foreach (var symbol in part.Variables.Select(v => v.Symbol))
                {
                    var isOfSynapses = symbol.Axes != Axes.None;
                    Carry(
                        old[symbol],
                        _memory[symbol],
                        isOfSynapses && part.Post.Name == population ? origin : null,
                        isOfSynapses && part.Pre.Name == population ? origin : null);
                }
            }
        });
    }

    // Takes another circuit, with new memory into which the state is carried. Plans must be compiled again; the account of the cost goes on.
    private void GoOnWith(CircuitModel model, ulong seed, Action<Memory> carry)
    {
        var (oldMemory, oldPlans, oldMachine, spent) = (_memory, _plans.Values.ToArray(), _machine, Spent);
        _model = model;
        _memory = new Memory(Batch, _options.Type, _events.Slices);
        (_symbols, _machine) = Embody();
        InitialValues.Set(_model, _memory, _kernels, seed);
        carry(oldMemory);
        Layout = new object();
        _running = null;
        _plans.Clear();
        _spent = spent;
        Array.ForEach(oldPlans, plan => plan.Dispose());
        oldMachine.Dispose();
        oldMemory.Dispose();
    }

    private void RequireResizable(string population)
    {
        var why = _model.HasEvents ? "units fire in the circuit, and spikes under way are bound to their places"
            : _recorders.Count > 0 ? "a probe records from the simulation; read it out in a simulation without"
            : Circuit[population].Signals.Values.Any(signal => !signal.IsShared) ? "its signals have a column for each unit"
            : _model.Projections.Any(p => p.IsOneToOne && (p.Pre.Name == population || p.Post.Name == population)) ? "a projection reaches it one to one"
            : _model.Projections.Any(p => p.Storage is SharedKernels or SharedWindow && (p.Pre.Name == population || p.Post.Name == population))
                ? "a convolution or pooling counts its units as the pixels of an image"
            : _machine.Device is not null ? "its weights are on a device, which has the cells that it has"
            : Circuit.Populations.Any(p => p.Links.Count > 0) ? "variables of the circuit are linked unit by unit"
            : null;
        if (why is not null)
        {
            throw new HomeostatException(
                $"The number of units of '{population}' cannot change while circuit '{Circuit.Name}' runs: {why}. "
                + $"Make a new circuit of another size instead.");
        }
    }

    private static void Carry(Matrix old, Matrix target, int[]? rows, int[]? columns)
    {
        if (old.Type == ElementType.Float32)
        {
            Carry<float>(old, target, rows, columns);
        }
        else
        {
            Carry<double>(old, target, rows, columns);
        }
    }

    private static void Carry<T>(Matrix old, Matrix target, int[]? rows, int[]? columns)
        where T : unmanaged
    {
        for (var row = 0; row < target.Rows; row++)
        {
            var from = rows is null ? row : rows[row];
            if (from < 0)
            {
                continue;
            }

            var source = old.Row<T>(from);
            var into = target.Row<T>(row);
            if (columns is null)
            {
                source.CopyTo(into);
                continue;
            }

            for (var column = 0; column < into.Length; column++)
            {
                if (columns[column] >= 0)
                {
                    into[column] = source[columns[column]];
                }
            }
        }
    }
}
