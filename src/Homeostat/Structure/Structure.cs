namespace Homeostat;

/// <summary>
/// The structure of a running circuit: its existing synapses and units and their upkeep. The object reads and changes the state of the simulation; it
/// keeps no copy.
/// </summary>
public sealed class Structure
{
    private readonly IReadOnlyList<Phase> _measure;
    private readonly Dictionary<string, double[]> _data = new(StringComparer.Ordinal);
    private SynapticStructure[] _projections = [];
    private object? _layout;

    /// <summary>Gives access to the structure of a simulation.</summary>
    /// <param name="simulation">The simulation, between two runs.</param>
    /// <param name="upkeep">The upkeep of synapses and units; the default values of <see cref="Homeostat.Upkeep"/> unless given.</param>
    /// <param name="measure">
    /// A schedule that measures the free energy of the last batch, such as a training schedule up to <see cref="Measure"/>. Only rules that try out a
    /// change need it.
    /// </param>
    public Structure(Simulation simulation, Upkeep? upkeep = null, IReadOnlyList<Phase>? measure = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        (Simulation, Upkeep, _measure) = (simulation, upkeep ?? new Upkeep(), measure ?? []);
    }

    /// <summary>The circuit with its state.</summary>
    public Simulation Simulation { get; }

    /// <summary>The upkeep of synapses and units.</summary>
    public Upkeep Upkeep { get; }

    /// <summary>The projections whose synapses can be added and removed. Objects that were read before units were added or removed must not be used any more.</summary>
    public IReadOnlyList<SynapticStructure> Projections
    {
        get
        {
            if (_layout != Simulation.Layout)
            {
                _projections = [.. Simulation.Model.Projections
                    .Where(p => p.Variables.Any(v => v.Role == Role.Existence))
                    .Select(p => new SynapticStructure(Simulation, OwnSynapses(p), Upkeep))];
                _layout = Simulation.Layout;
            }

            return _projections;
        }
    }

    /// <summary>The number of existing synapses, including those of projections with a fixed structure.</summary>
    public long Synapses => Simulation.SynapseCount + Projections.Sum(p => (long)p.Count - p.Capacity);

    /// <summary>The populations whose units can be added and removed: those between two projections with changing structure, except populations that data are clamped to.</summary>
    public IReadOnlyList<string> Populations =>
        [.. Projections.Select(p => p.Post).Where(post => Projections.Any(p => p.Pre == post) && !IsClamped(post)).Distinct()];

    /// <summary>The number of units that receive a projection with changing structure.</summary>
    public int Units => Projections.Select(p => p.Post).Distinct().Sum(name => Simulation.Circuit[name].Size);

    /// <summary>The upkeep of the whole structure, in nats per sample.</summary>
    public double Cost => Upkeep.Of(Synapses, Units);

    /// <summary>The projection of a name.</summary>
    /// <exception cref="HomeostatException">There is no projection of that name whose structure changes.</exception>
    public SynapticStructure this[string projection] => Projections.FirstOrDefault(p => p.Name == projection) ?? throw new HomeostatException(
        $"Circuit '{Simulation.Circuit.Name}' has no projection '{projection}' of changing structure; it has "
        + $"{string.Join(", ", Projections.Select(p => p.Name).DefaultIfEmpty("none: declare them by Synapse.Learning with a Selection, or flag a variable (existence)"))}.");

    /// <summary>
    /// Destroys units: removes all their synapses and sets their states to zero. The units remain in the population and can get new synapses, because
    /// the budgets of the projections (<see cref="SynapticStructure.Budget"/>) do not change.
    /// </summary>
    /// <exception cref="HomeostatException">There is no such population or unit, or the structure of none of its projections can change.</exception>
    public StructuralChange Destroy(string population, params IReadOnlyCollection<int> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        RequireChanging(population);
        Simulation.RequireUnits(population, units);
        var pruned = 0;
        var gone = units.ToHashSet();
        foreach (var projection in Touching(population))
        {
            var synapses = Enumerable.Range(0, projection.Capacity).Where(k => gone.Contains(projection.Post == population ? k / projection.Columns : -1)
                || gone.Contains(projection.Pre == population ? k % projection.Columns : -1));
            pruned += projection.Prune([.. synapses]);
        }

        foreach (var projection in Simulation.Circuit.Projections.Where(p => Projections.All(changing => changing.Name != p.Name) && !p.IsSparse))
        {
            Forget(projection, population, gone);
        }

        foreach (var name in Simulation.Model.Population(population).Variables.Where(v => v.Kind != VariableKind.Input).Select(v => v.Symbol.Name))
        {
            var matrix = Simulation[name];
            if (matrix.Columns != Simulation.Circuit[population].Size)
            {
                continue;
            }

            for (var row = 0; row < matrix.Rows; row++)
            {
                foreach (var unit in gone)
                {
                    matrix[row, unit] = 0;
                }
            }

            Simulation.Changed(name);
        }

        return new StructuralChange(Pruned: pruned);
    }

    /// <summary>Adds units to a population while the circuit runs, with about as many synapses as the other units have. Plans have to be compiled again.</summary>
    /// <param name="population">The name of the population.</param>
    /// <param name="count">The number of units to add.</param>
    /// <param name="areSilent">
    /// Whether the outgoing weights of the new units are zero, so that the circuit computes the same as before until they learn. If not, they have
    /// the declared initial values.
    /// </param>
    /// <exception cref="HomeostatException">There is no such population, or its units cannot change.</exception>
    public StructuralChange AddUnits(string population, int count, bool areSilent = true)
    {
        RequireChanging(population);
        var before = Projections.Sum(p => p.Count);
        Remember();
        Simulation.AddUnits(population, count);
        var size = Simulation.Circuit[population].Size;
        foreach (var projection in Touching(population))
        {
            Thin(projection, k => (projection.Post == population && k / projection.Columns >= size - count)
                || (projection.Pre == population && k % projection.Columns >= size - count));
        }

        if (areSilent)
        {
            Silence(population, size - count);
        }

        return new StructuralChange(Grown: Projections.Sum(p => p.Count) - before, Born: count);
    }

    /// <summary>Removes units and their synapses from a population while the circuit runs. Plans have to be compiled again.</summary>
    /// <exception cref="HomeostatException">There is no such population or unit, or none would be left.</exception>
    public StructuralChange RemoveUnits(string population, params IReadOnlyCollection<int> units)
    {
        RequireChanging(population);
        Remember();
        Simulation.RemoveUnits(population, units);
        return new StructuralChange(Died: units.Distinct().Count());
    }

    /// <summary>Measures the free energy of each sample of the last batch with the present state of the circuit, in nats.</summary>
    /// <exception cref="HomeostatException">No schedule that measures the free energy was given to the constructor.</exception>
    public double[] FreeEnergies()
    {
        var plan = Run([], Simulation.Batch);
        return [.. Enumerable.Range(0, Simulation.Batch).Select(sample => Simulation.FreeEnergy(plan, sample))];
    }

    /// <summary>The sum of free energy and upkeep, in nats per sample, averaged over the samples of the last batch from index <paramref name="first"/> on.</summary>
    internal double Worth(int first) => FreeEnergies()[first..].Average() + Cost;

    /// <summary>Runs the measuring schedule and then further phases on the first samples of the last batch.</summary>
    internal Plan Run(IReadOnlyList<Phase> then, int samples)
    {
        if (_measure.Count == 0)
        {
            throw new HomeostatException(
                $"The value of a unit in circuit '{Simulation.Circuit.Name}' can only be told by a schedule that measures the free energy: give it "
                + $"to Structure or to Selection.Apply.");
        }

        Remember();
        var plan = Simulation.Compile([.. _measure, .. then]);
        foreach (var (name, data) in _data)
        {
            Simulation.Stream(plan, name).CopyFrom(data);
        }

        Simulation.Run(plan, samples);
        return plan;
    }

    // Data streams belong to plans and are lost when units are added or removed, so that their data are kept here.
    private void Remember()
    {
        if (_measure.Count > 0 && _data.Count == 0)
        {
            var plan = Simulation.Compile(_measure);
            foreach (var stream in _measure.OfType<Clamp>().Select(clamp => clamp.Stream).Distinct())
            {
                _data[stream] = Simulation.Stream(plan, stream).ToArray();
            }
        }
    }

    /// <summary>Sets the outgoing weights of all units from index <paramref name="first"/> on to zero; the synapses still exist.</summary>
    internal void Silence(string population, int first)
    {
        foreach (var projection in Projections.Where(p => p.Pre == population))
        {
            for (var post = 0; post < projection.Rows; post++)
            {
                for (var pre = first; pre < projection.Columns; pre++)
                {
                    projection.Weights[post, pre] = 0;
                }
            }

            projection.Changed();
        }
    }

    internal void RequireChanging(string population)
    {
        _ = Simulation.Circuit[population];
        if (!Touching(population).Any())
        {
            throw new HomeostatException(
                $"Units of '{population}' cannot be added or removed: no projection with changing structure reaches or leaves it. Declare one by "
                + $"Synapse.Learning with a Selection; those of circuit '{Simulation.Circuit.Name}' are between {string.Join(", ", Projections.Select(p => $"'{p.Pre}' and '{p.Post}'").DefaultIfEmpty("none"))}.");
        }

        if (Simulation.Circuit.Projections.FirstOrDefault(p => p is { IsSparse: false, Connectivity: Convolution or Pooling }
            && (p.Pre == population || p.Post == population)) is { } image)
        {
            throw new HomeostatException(
                $"Units of '{population}' cannot be added or removed: projection '{image.Name}' treats them as the pixels of an image. Name another population.");
        }

        if (IsClamped(population))
        {
            throw new HomeostatException($"Units of '{population}' cannot be added or removed: data are clamped to them, and the data have one column for each unit. Name a population between.");
        }
    }

    private static ProjectionModel OwnSynapses(ProjectionModel projection) => projection.Storage is not (SharedKernels or SharedWindow) ? projection : throw new HomeostatException(
        $"The structure of {projection.Owner} cannot change: its synapses share their values ({projection.Declaration.Connectivity}), so that none can be added "
        + "or removed alone. Declare it without a Selection.");

    private bool IsClamped(string population) =>
        _measure.OfType<Clamp>().Any(clamp => Simulation.Model.Variable(clamp.Variable, "A clamp").Owner == population);

    internal IEnumerable<SynapticStructure> Touching(string population) => Projections.Where(p => p.Pre == population || p.Post == population);

    // New units keep their strongest synapses, so that they have about as many as the other units.
    private static void Thin(SynapticStructure projection, Func<int, bool> isNew)
    {
        var fresh = projection.Existing().ToLookup(isNew);
        int[] born = [.. fresh[true]];
        var places = Enumerable.Range(0, projection.Capacity).Count(isNew);
        var usual = (double)fresh[false].Count() / (projection.Capacity - places);
        projection.Budget -= projection.Prune(
            SynapticStructure.Least(born, born.Length - (int)Math.Round(usual * places), k => Math.Abs(projection.Weight(k))));
    }

    // Synapses of projections with a fixed structure, such as biases, remain; only their values for the destroyed units are set to zero.
    private void Forget(Projection projection, string population, HashSet<int> gone)
    {
        foreach (var name in Simulation.Model.VariablesOfSynapses.Where(v => v.Owner == projection.Name).Select(v => v.Symbol.Name))
        {
            var matrix = Simulation[name];
            if (matrix.Rows * matrix.Columns == 1)
            {
                continue;
            }

            var isDense = projection.Connectivity == Connectivity.Dense;
            for (var row = 0; row < matrix.Rows; row++)
            {
                for (var column = 0; column < matrix.Columns; column++)
                {
                    if ((isDense && projection.Post == population && gone.Contains(row)) || (projection.Pre == population && gone.Contains(column)))
                    {
                        matrix[row, column] = 0;
                    }
                }
            }

            Simulation.Changed(name);
        }
    }
}
