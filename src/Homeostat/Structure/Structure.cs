namespace Homeostat;

/// <summary>
/// The structure of a circuit that is running: which synapses and units there are and what having them costs. Everything read here is the
/// state of the simulation, and everything done here changes it.
/// </summary>
public sealed class Structure
{
    private readonly IReadOnlyList<Phase> _measure;
    private readonly Dictionary<string, double[]> _data = new(StringComparer.Ordinal);
    private SynapticStructure[] _projections = [];
    private object? _layout;

    /// <summary>Looks at the structure of a simulation.</summary>
    /// <param name="simulation">Between two runs.</param>
    /// <param name="upkeep">What synapses and units cost; as in <see cref="Homeostat.Upkeep"/> unless given.</param>
    /// <param name="measure">
    /// A schedule that shows the free energy of the batch that was seen last, such as a training schedule up to <see cref="Measure"/>; only rules
    /// that try out what they do need it.
    /// </param>
    public Structure(Simulation simulation, Upkeep? upkeep = null, IReadOnlyList<Phase>? measure = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        (Simulation, Upkeep, _measure) = (simulation, upkeep ?? new Upkeep(), measure ?? []);
    }

    /// <summary>The circuit with its state.</summary>
    public Simulation Simulation { get; }

    /// <summary>What having synapses and units costs.</summary>
    public Upkeep Upkeep { get; }

    /// <summary>The projections whose synapses come and go. Those had before units came or went are of no use any more.</summary>
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

    /// <summary>Synapses that exist, those of projections of fixed structure included.</summary>
    public long Synapses => Simulation.SynapseCount + Projections.Sum(p => (long)p.Count - p.Capacity);

    /// <summary>The populations between projections of changing structure, but for those that data are clamped to: those whose units come and go.</summary>
    public IReadOnlyList<string> Populations =>
        [.. Projections.Select(p => p.Post).Where(post => Projections.Any(p => p.Pre == post) && !IsClamped(post)).Distinct()];

    /// <summary>Units that projections of changing structure reach.</summary>
    public int Units => Projections.Select(p => p.Post).Distinct().Sum(name => Simulation.Circuit[name].Size);

    /// <summary>What all of it costs, in nats a sample.</summary>
    public double Cost => Upkeep.Of(Synapses, Units);

    /// <summary>The projection of that name.</summary>
    /// <exception cref="HomeostatException">There is none of changing structure.</exception>
    public SynapticStructure this[string projection] => Projections.FirstOrDefault(p => p.Name == projection) ?? throw new HomeostatException(
        $"Circuit '{Simulation.Circuit.Name}' has no projection '{projection}' of changing structure; it has "
        + $"{string.Join(", ", Projections.Select(p => p.Name).DefaultIfEmpty("none: declare them by Synapse.Learning with a Selection, or flag a variable (existence)"))}.");

    /// <summary>
    /// Destroys units: all their synapses are lost, and their states. They are still there, and can be reached by new synapses; what the
    /// projections may have (<see cref="SynapticStructure.Budget"/>) is as it was.
    /// </summary>
    /// <exception cref="HomeostatException">There is no such population or unit, or none of its projections is of changing structure.</exception>
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

    /// <summary>Adds units to a population while the circuit runs, with about as many synapses as its others have. Plans have to be compiled again.</summary>
    /// <param name="population">Its name.</param>
    /// <param name="count">How many.</param>
    /// <param name="areSilent">
    /// Whether the weights by which they reach others are zero, so that the circuit does what it did; they then learn. As declared otherwise.
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

    /// <summary>The free energy of each sample of the batch that was seen last, as the circuit is now.</summary>
    /// <exception cref="HomeostatException">It was not said how to measure it.</exception>
    public double[] FreeEnergies()
    {
        var plan = Run([], Simulation.Batch);
        return [.. Enumerable.Range(0, Simulation.Batch).Select(sample => Simulation.FreeEnergy(plan, sample))];
    }

    /// <summary>Free energy and upkeep, in nats a sample, over the samples of the batch seen last from one on.</summary>
    internal double Worth(int first) => FreeEnergies()[first..].Average() + Cost;

    /// <summary>Shows the circuit the first samples of the batch that was seen last, and then what is given.</summary>
    internal Plan Run(IReadOnlyList<Phase> then, int samples)
    {
        if (_measure.Count == 0)
        {
            throw new HomeostatException(
                $"What a unit is worth in circuit '{Simulation.Circuit.Name}' can only be told by a schedule that measures the free energy: give it "
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

    // Data streams are memory of plans, and go with it when units come or go.
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

    /// <summary>From one unit on, the synapses onward exist but are zero.</summary>
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
                $"Units of '{population}' cannot come and go: no projection of changing structure reaches or leaves it. Declare one by "
                + $"Synapse.Learning with a Selection; those of circuit '{Simulation.Circuit.Name}' are between {string.Join(", ", Projections.Select(p => $"'{p.Pre}' and '{p.Post}'").DefaultIfEmpty("none"))}.");
        }

        if (Simulation.Circuit.Projections.FirstOrDefault(p => p is { IsSparse: false, Connectivity: Convolution or Pooling }
            && (p.Pre == population || p.Post == population)) is { } image)
        {
            throw new HomeostatException(
                $"Units of '{population}' cannot come and go: they are the pixels of an image, as projection '{image.Name}' counts them. Name another population.");
        }

        if (IsClamped(population))
        {
            throw new HomeostatException($"Units of '{population}' cannot come and go: data are clamped to them, which have one column each. Name a population between.");
        }
    }

    private static ProjectionModel OwnSynapses(ProjectionModel projection) => projection.Storage is not (SharedKernels or SharedWindow) ? projection : throw new HomeostatException(
        $"The structure of {projection.Owner} cannot change: its synapses share their values ({projection.Declaration.Connectivity}), so that none can come or go "
        + "alone. Declare it without a Selection.");

    private bool IsClamped(string population) =>
        _measure.OfType<Clamp>().Any(clamp => Simulation.Model.Variable(clamp.Variable, "A clamp").Owner == population);

    internal IEnumerable<SynapticStructure> Touching(string population) => Projections.Where(p => p.Pre == population || p.Post == population);

    // The newborn have as many synapses as others: of those they were given, the strongest.
    private static void Thin(SynapticStructure projection, Func<int, bool> isNew)
    {
        var fresh = projection.Existing().ToLookup(isNew);
        int[] born = [.. fresh[true]];
        var places = Enumerable.Range(0, projection.Capacity).Count(isNew);
        var usual = (double)fresh[false].Count() / (projection.Capacity - places);
        projection.Budget -= projection.Prune(
            SynapticStructure.Least(born, born.Length - (int)Math.Round(usual * places), k => Math.Abs(projection.Weight(k))));
    }

    // Synapses of fixed structure, such as biases, are there for good; what they knew of the units is not.
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
