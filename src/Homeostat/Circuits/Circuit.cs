using System.Collections;

namespace Homeostat;

/// <summary>
/// A declaration: populations, the projections between them and nothing that runs. Everything that analyzes or executes
/// (plans, taxonomies, learners, substrates) reads it.
/// </summary>
public sealed class Circuit : IEnumerable<object>
{
    private readonly List<Population> _populations = [];
    private readonly List<Projection> _projections = [];

    /// <summary>A circuit without parts; add them in an initializer.</summary>
    /// <param name="name">What the circuit is called.</param>
    /// <param name="timeStep">The time step of the differential equations; a millisecond unless given.</param>
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

    /// <summary>What the circuit is called.</summary>
    public string Name { get; }

    /// <summary>The populations, in the order they were added.</summary>
    public IReadOnlyList<Population> Populations => _populations;

    /// <summary>The projections, in the order they were added.</summary>
    public IReadOnlyList<Projection> Projections => _projections;

    /// <summary>The time step of the differential equations, in seconds.</summary>
    public double TimeStep { get; }

    /// <summary>The population of that name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
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

    /// <summary>Adds a projection between populations already added.</summary>
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

    /// <summary>Adds several projections or populations, as another part of a model hands them over.</summary>
    public void Add(IEnumerable<Projection> projections)
    {
        ArgumentNullException.ThrowIfNull(projections);
        foreach (var projection in projections)
        {
            Add(projection);
        }
    }

    /// <summary>The same circuit with another number of units in a population.</summary>
    /// <exception cref="HomeostatException">A projection does not allow it.</exception>
    internal Circuit WithSize(string population, int size)
    {
        _ = this[population];
        var circuit = new Circuit(Name, TimeStep * Units.Second);
        foreach (var part in _populations)
        {
            circuit.Add(part.Name == population ? part with { Size = size } : part);
        }

        circuit.Add(_projections);
        return circuit;
    }

    /// <summary>Every population, then every projection.</summary>
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
