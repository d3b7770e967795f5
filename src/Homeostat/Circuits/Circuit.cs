using System.Collections;

namespace Homeostat;

/// <summary>
/// The declaration of a circuit: its populations and the projections between them. It is plain data and runs nothing.
/// Plans, taxonomies, learners and substrates are all made from it.
/// </summary>
public sealed class Circuit : IEnumerable<object>
{
    private readonly List<Population> _populations = [];
    private readonly List<Projection> _projections = [];

    /// <summary>Creates a circuit without populations and projections; an initializer or <c>Add</c> adds them.</summary>
    /// <param name="name">The name of the circuit.</param>
    /// <param name="timeStep">The time step of the differential equations; one millisecond unless given.</param>
    /// <exception cref="HomeostatException">The time step is not a positive time.</exception>
    public Circuit(string name, Quantity? timeStep = null)
    {
        var step = timeStep ?? Units.Millisecond;
        if (step.Dimension != Dimension.Second || !(step.Value > 0))
        {
            throw new HomeostatException(
                $"The time step of circuit '{name}' is {step}; it must be a positive time, such as 0.1 * Units.Millisecond.");
        }

        (Name, TimeStep) = (name, step.Value);
    }

    /// <summary>The name of the circuit.</summary>
    public string Name { get; }

    /// <summary>The populations, in the order in which they were added.</summary>
    public IReadOnlyList<Population> Populations => _populations;

    /// <summary>The projections, in the order in which they were added.</summary>
    public IReadOnlyList<Projection> Projections => _projections;

    /// <summary>The time step of the differential equations, in seconds.</summary>
    public double TimeStep { get; }

    /// <summary>The population with the given name.</summary>
    /// <exception cref="HomeostatException">No population has that name; the message lists the names of all.</exception>
    public Population this[string population] => _populations.Find(p => p.Name == population)
        ?? throw new HomeostatException(
            $"Circuit '{Name}' has no population '{population}'; it has {Names(_populations.Select(p => p.Name))}.");

    /// <summary>Adds a population.</summary>
    public void Add(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        if (population.Size < 1)
        {
            throw new HomeostatException(
                $"Population '{population.Name}' has size {population.Size}; it needs at least one unit.");
        }

        RequireName(population.Name, "Population");
        _populations.Add(population);
    }

    /// <summary>Adds a projection between two populations that were added before.</summary>
    public void Add(Projection projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        RequireName(projection.Name, "Projection");
        var (pre, post) = (Slice(projection.Pre), Slice(projection.Post));
        if (projection.Connectivity == Connectivity.OneToOne && pre.Count != post.Count)
        {
            throw new HomeostatException(
                $"Projection '{projection.Name}' is one to one, but '{projection.Pre}' has {pre.Count} units and "
                + $"'{projection.Post}' has {post.Count}. Make them equal or the projection dense.");
        }

        _projections.Add(projection);

        PopulationSlice Slice(string text) =>
            PopulationSlice.Parse(text, End(PopulationSlice.NameOf(text)).Size, $"Projection '{projection.Name}'");

        Population End(string population) => _populations.Find(p => p.Name == population)
            ?? throw new HomeostatException(
                $"Projection '{projection.Name}' names the population '{population}', which circuit '{Name}' does not have "
                + $"(yet): it has {Names(_populations.Select(p => p.Name))}. Add populations before their projections.");
    }

    /// <summary>Adds several populations or projections, such as those that another part of a model returns.</summary>
    public void Add(IEnumerable<Projection> projections)
    {
        ArgumentNullException.ThrowIfNull(projections);
        foreach (var projection in projections)
        {
            Add(projection);
        }
    }

    /// <summary>A copy of the circuit with other populations or projections of the same names.</summary>
    /// <param name="population">The function that gives the new population for each.</param>
    /// <param name="projection">The function that gives the new projection for each; the same ones if null.</param>
    /// <param name="timeStep">The new time step; the same one if null.</param>
    internal Circuit With(Func<Population, Population>? population = null, Func<Projection, Projection>? projection = null, Quantity? timeStep = null)
    {
        var circuit = new Circuit(Name, timeStep ?? (TimeStep * Units.Second));
        _populations.ForEach(part => circuit.Add(population?.Invoke(part) ?? part));
        circuit.Add(projection is null ? _projections : _projections.Select(projection));
        return circuit;
    }

    /// <summary>A copy of the circuit in which one population has another number of units.</summary>
    /// <exception cref="HomeostatException">The connectivity of a projection does not allow the new size.</exception>
    internal Circuit WithSize(string population, int size)
    {
        _ = this[population];
        return With(part => part.Name == population ? part with { Size = size } : part);
    }

    /// <summary>All parts of the circuit: every population, then every projection.</summary>
    public IEnumerator<object> GetEnumerator() => _populations.Concat<object>(_projections).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Names(IEnumerable<string> names)
    {
        var all = string.Join(", ", names.Select(n => $"'{n}'"));
        return all.Length == 0 ? "none" : all;
    }

    private void RequireName(string candidate, string kind)
    {
        if (candidate.Length == 0 || !(char.IsLetter(candidate[0]) || candidate[0] == '_')
            || !candidate.All(c => char.IsLetterOrDigit(c) || c == '_'))
        {
            throw new HomeostatException(
                $"{kind} '{candidate}' needs a name of letters, digits and underscores that starts with a letter.");
        }

        if (_populations.Exists(p => p.Name == candidate) || _projections.Exists(p => p.Name == candidate))
        {
            throw new HomeostatException(
                $"Circuit '{Name}' already has a part named '{candidate}'. Give the {kind.ToLowerInvariant()} another name.");
        }
    }
}
