
namespace Homeostat.Semantics;

/// <summary>A circuit whose equations have been checked and translated, ready to be planned.</summary>
internal sealed class CircuitModel
{
    /// <param name="circuit">The circuit.</param>
    /// <param name="type">The number type in which variables are stored; it decides which states are too slow to be added up as they are.</param>
    public CircuitModel(Circuit circuit, ElementType type = ElementType.Float64)
    {
        Circuit = circuit;
        var summed = Summed(circuit);
        Populations = [.. circuit.Populations.Select(p => new PopulationModel(
            circuit, p, Factory, summed.GetValueOrDefault(p.Name) ?? [], type))];
        RequireLinks();
        var projections = circuit.Projections.ToLookup(p => p.IsSparse);
        Projections = [.. projections[false].Select(p => new ProjectionModel(
            p, Population(p.Pre), Population(p.Post), Factory))];
        Synapses = [.. projections[true].Select(p => new SpikingProjectionModel(
            p, Population(PopulationSlice.NameOf(p.Pre)), Population(PopulationSlice.NameOf(p.Post)), Factory, circuit.TimeStep, type))];
        Deliveries = Projections.SelectMany(p => p.Deliveries).ToLookup(d => d.Input.Symbol);
    }

    public Circuit Circuit { get; }

    public NodeFactory Factory { get; } = new();

    public IReadOnlyList<PopulationModel> Populations { get; }

    public IReadOnlyList<ProjectionModel> Projections { get; } = [];

    /// <summary>The projections stored as rows of synapses, on which spikes act.</summary>
    public IReadOnlyList<SpikingProjectionModel> Synapses { get; } = [];

    /// <summary>Whether the circuit has spikes, other events or statements carried out in every step.</summary>
    public bool HasEvents => Synapses.Count > 0 || Populations.Any(p => p.Events.Count > 0 || p.OnStep.Count > 0);

    /// <summary>The deliveries that are added up in each input, by the symbol of the input.</summary>
    public ILookup<Symbol, Delivery> Deliveries { get; }

    public IEnumerable<Variable> Variables => Populations.SelectMany(p => p.Variables).Concat(VariablesOfSynapses);

    public IEnumerable<Variable> VariablesOfSynapses =>
        Projections.SelectMany(p => p.Variables).Concat(Synapses.SelectMany(p => p.Variables));

    public PopulationModel Population(string name) => Populations.First(p => p.Name == name);

    /// <summary>The variable with the path <c>part.variable</c>.</summary>
    public Variable Variable(string path, string purpose) => Find(path) ?? throw new HomeostatException(
        $"{purpose} names '{path}', which circuit '{Circuit.Name}' does not have. Its variables are: "
        + $"{string.Join(", ", Variables.Select(v => v.Symbol.Name))}.");

    /// <summary>The stored variable with the path <c>part.variable</c>; or null.</summary>
    public Variable? Find(string path) => path.Split('.') is [var part, var name]
        ? Populations.FirstOrDefault(p => p.Name == part)?.Find(name)
            ?? Projections.FirstOrDefault(p => p.Name == part)?.Find(name)
            ?? Synapses.FirstOrDefault(p => p.Name == part)?.Find(name)
        : null;

    /// <summary>The stored variables with a role, in the order of the circuit; those of one population or projection if it is given.</summary>
    public IEnumerable<Variable> WithRole(Role role, string? owner = null) =>
        Variables.Where(v => v.Role == role && (owner is null || v.Owner == owner));

    /// <summary>The one variable of a projection that has a role.</summary>
    /// <param name="role">The role.</param>
    /// <param name="projection">The projection's name.</param>
    /// <param name="purpose">The part of the program that needs it, for the message, such as <c>a uniselector</c>.</param>
    /// <param name="remedy">A second remedy to name in the message.</param>
    /// <exception cref="HomeostatException">No variable of the projection has the role, or several have.</exception>
    public Variable Required(Role role, string projection, string purpose, string remedy = "")
    {
        var found = WithRole(role, projection).ToArray();
        var flag = EquationFlags.OfRole(role);
        return found.Length switch
        {
            1 => found[0],
            0 => throw new HomeostatException(
                $"Projection '{projection}' has no variable flagged ({flag}), which {purpose} needs. Put the flag on the line that declares "
                + $"it, as in '{flag.Replace(' ', '_')} : 1 ({(role is Role.LearningRate or Role.Vacancy ? "shared, " : "")}{flag})'{remedy}."),
            _ => throw new HomeostatException(
                $"Projection '{projection}' has {found.Length} variables flagged ({flag}), {string.Join(", ", found.Select(v => v.Name))}; "
                + $"{purpose} needs one. Leave the flag on one of them."),
        };
    }

    /// <summary>The value of a name in a population's equations, stored or a sub-expression, written as <c>population.name</c>; or null.</summary>
    public (PopulationModel Population, Node Value)? Named(string path) =>
        path.Split('.') is [var owner, var name]
        && Populations.FirstOrDefault(p => p.Name == owner) is { } population
        && population.Equations.TryGet(name, out _)
            ? (population, population.Value(name)!)
            : null;

    /// <summary>
    /// The populations with their depth. The depth is 0 where the action assigns nothing or only from parameters, and otherwise one more
    /// than that of the deepest population whose projections deliver to an input that the action's statements need.
    /// </summary>
    public IReadOnlyList<(PopulationModel Population, int Depth)> GraphOrder(string action)
    {
        var depth = new Dictionary<PopulationModel, int>();
        var path = new List<PopulationModel>();
        foreach (var population in Populations)
        {
            Depth(population);
        }

        return [.. Populations.Select(p => (p, depth[p])).OrderBy(p => p.Item2)];

        int Depth(PopulationModel population)
        {
            if (depth.TryGetValue(population, out var known))
            {
                return known;
            }

            if (path.Contains(population))
            {
                throw new HomeostatException(
                    $"A sweep needs an order from the inputs on, but these populations need each other's result: "
                    + $"{string.Join(" -> ", path.SkipWhile(p => p != population).Append(population).Select(p => p.Name))}. "
                    + "Leave OnSweep of one of them empty, or let them act one after the other (Act).");
            }

            path.Add(population);
            var result = 0;
            foreach (var source in SourcesOf(population, action))
            {
                result = Math.Max(result, Depth(source) + 1);
            }

            path.RemoveAt(path.Count - 1);
            depth[population] = result;
            return result;
        }
    }

    /// <summary>Whether a population sends to itself, directly or through the projections of other populations.</summary>
    public bool IsRecurrent(PopulationModel population)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var ahead = new Stack<string>([population.Name]);
        while (ahead.TryPop(out var name))
        {
            foreach (var projection in Circuit.Projections.Where(p => PopulationSlice.NameOf(p.Pre) == name && reached.Add(PopulationSlice.NameOf(p.Post))))
            {
                ahead.Push(PopulationSlice.NameOf(projection.Post));
            }
        }

        return reached.Contains(population.Name);
    }

    // As in Brian 2, synapses can sum into any parameter; only the projection's equations show that it is an input.
    private static Dictionary<string, HashSet<string>> Summed(Circuit circuit)
    {
        var names = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var projection in circuit.Projections)
        {
            foreach (var equation in EquationSet.Parse(projection.Equations, $"projection '{projection.Name}'").Equations.Where(e => e.Has("summed")))
            {
                var (end, name) = equation.Name.EndsWith("_pre", StringComparison.Ordinal) ? (projection.Pre, equation.Name[..^4])
                    : equation.Name.EndsWith("_post", StringComparison.Ordinal) ? (projection.Post, equation.Name[..^5])
                    : (projection.Post, equation.Name);
                var owner = PopulationSlice.NameOf(end);
                (names.TryGetValue(owner, out var all) ? all : names[owner] = []).Add(name);
            }
        }

        return names;
    }

    private void RequireLinks()
    {
        foreach (var population in Populations)
        {
            foreach (var (name, path) in population.Declaration.Links)
            {
                var owner = $"The link of '{name}' in {population.Owner}";
                var to = Variable(path, owner);
                if (to.Symbol.Axes != Axes.Both || Population(to.Owner).Declaration.Size != population.Declaration.Size)
                {
                    throw new HomeostatException(
                        $"{owner} leads to '{path}', which has no value for each of the {population.Declaration.Size} units. "
                        + $"Link to a variable of a population of the same size; a value that is one for all units is a variable flagged (shared) of the population itself.");
                }

                if (!population.Equations.TryGet(name, out var equation) || equation.Dimension != to.Dimension)
                {
                    throw new HomeostatException(
                        $"{owner} needs a line '{name} : {to.Dimension} (linked)' in the population's equations.");
                }
            }
        }
    }

    private IEnumerable<PopulationModel> SourcesOf(PopulationModel population, string action)
    {
        foreach (var input in population.Inputs)
        {
            if (population.ActionOf(action)?.Any(store => DifferentialSystem.Contains(store.Value, input.Symbol)) ?? false)
            {
                foreach (var delivery in Deliveries[input.Symbol])
                {
                    var source = delivery.ToPost ? delivery.Projection.Pre : delivery.Projection.Post;
                    if (delivery.Terms.Any(term => (delivery.ToPost ? term.Pre : term.Post).Symbols.Any(symbol => Changes(source, action, symbol))))
                    {
                        yield return source;
                    }
                }

                foreach (var projection in Synapses.Where(p => p.Summed.Any(sum => sum.Input == input && ReadFromPre(p, sum.Pathway).Any(symbol => Changes(p.Pre, action, symbol)))))
                {
                    yield return projection.Pre;
                }
            }
        }
    }

    private static IEnumerable<Symbol> ReadFromPre(SpikingProjectionModel projection, Pathway pathway) => pathway.Stores.SelectMany(store => store.Value.Symbols)
        .Select(projection.Meaning).Where(meaning => meaning is { Kind: OperandKind.Pre, Variable: not null }).Select(meaning => meaning.Variable!);

    // Whether the action changes the symbol, in this population or in one visited before it.
    private static bool Changes(PopulationModel population, string action, Symbol symbol) =>
        (population.ActionOf(action)?.Any(store => store.Target == symbol) ?? false) || population.Inputs.Any(input => input.Symbol == symbol);
}
