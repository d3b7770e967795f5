
namespace Homeostat;

/// <summary>How far what a synapse learns from reaches.</summary>
public enum Locality
{
    /// <summary>What the two ends of the synapse and their direct partners hold.</summary>
    Synapse,

    /// <summary>Also a sum over all units of a population, such as the goodness of a layer or the sum of a softmax.</summary>
    Layer,

    /// <summary>Also what comes back through a chain of synapses in the same instant.</summary>
    None,
}

/// <summary>
/// What a learning rule has and needs, read off the operations of its plans; the properties are those by which the families
/// of credit assignment are told apart (Ororbia 2023, arXiv 2312.09257).
/// </summary>
public sealed record Taxonomy
{
    /// <summary>Whether labels (explicit targets) are clamped while it learns.</summary>
    public required bool ExplicitTargets { get; init; }

    /// <summary>How far what a synapse learns from reaches at the moment it learns.</summary>
    public required Locality LocalInSpace { get; init; }

    /// <summary>Whether learning needs no record of earlier states.</summary>
    public required bool LocalInTime { get; init; }

    /// <summary>Whether signals return through the same weights that carried activity forward.</summary>
    public required bool WeightTransport { get; init; }

    /// <summary>Whether a layer cannot learn before a sweep has passed all layers.</summary>
    public required bool ForwardLocked { get; init; }

    /// <summary>Whether layers can learn only one after the other, or only once a signal has passed through others.</summary>
    public required bool UpdateLocked { get; init; }

    /// <summary>Whether the derivative of the activation is needed.</summary>
    public required bool ActivationDerivative { get; init; }

    /// <summary>Whether learning compares two phases with different data clamped.</summary>
    public required bool TwoPhases { get; init; }

    /// <summary>Whether samples that are not data (negative ones) are learned from.</summary>
    public required bool NegativeSamples { get; init; }

    /// <summary>Reads the properties off a learner.</summary>
    public static Taxonomy Of(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        var model = new CircuitModel(learner.Circuit);
        var symbols = new SymbolTable(model);
        var train = Planner.Of(model, symbols, learner.Train, []);
        var test = Planner.Of(model, symbols, learner.Test, []);
        var trace = new LearningTrace(model, train, Distances(model, test));
        var local = trace.ComesBack ? Locality.None : trace.UsesLayer ? Locality.Layer : Locality.Synapse;
        return new Taxonomy
        {
            ExplicitTargets = Flat(train.Operations).Any(operation => operation is Assign { Value: StreamSource stream } assign
                && !test.Streams.ContainsKey(stream.Name) && IsOfCircuit(model, assign.Target)),
            LocalInSpace = local,
            LocalInTime = !trace.Remembers,
            WeightTransport = HasTransport(train),
            ForwardLocked = trace.Forward > 1,
            UpdateLocked = local == Locality.None || trace.LearnsInTurn,
            ActivationDerivative = model.Populations.Any(p => p.Equations.Equations.Any(e => Mentions(e.Expression, "diff"))),
            TwoPhases = trace.Remembers || trace.LearnsAgain,
            NegativeSamples = trace.LearnsFromOtherData,
        };
    }

    /// <summary>A line a property.</summary>
    public override string ToString() => string.Join('\n', Lines().Select(line => $"{line.Name,-24}{line.Value}"));

    /// <summary>The properties by name: yes or no, and for locality in space how far it reaches.</summary>
    public IEnumerable<(string Name, string Value)> Lines() =>
    [
        ("explicit targets", Text(ExplicitTargets)),
        ("local in space", LocalInSpace == Locality.None ? "no" : LocalInSpace.ToString().ToLowerInvariant()),
        ("local in time", Text(LocalInTime)),
        ("weight transport", Text(WeightTransport)),
        ("forward locked", Text(ForwardLocked)),
        ("update locked", Text(UpdateLocked)),
        ("activation derivative", Text(ActivationDerivative)),
        ("two phases", Text(TwoPhases)),
        ("negative samples", Text(NegativeSamples)),
    ];

    private static string Text(bool value) => value ? "yes" : "no";

    private static IEnumerable<PlanOperation> Flat(IEnumerable<PlanOperation> operations) =>
        operations.SelectMany(operation => operation is Loop loop ? Flat(loop.Operations) : [operation]);

    // A variable that dynamics or actions would set if it were not held: the state of a unit rather than something given to it.
    private static bool IsOfCircuit(CircuitModel model, Symbol symbol) => model.Populations.Any(p =>
        p.System.States.Contains(symbol) || p.Actions.SelectMany(action => action.Value).Any(store => store.Target == symbol));

    // The number of projections from a population that holds data when the circuit answers; those that none leads to hold data too.
    private static Dictionary<string, int> Distances(CircuitModel model, Plan test)
    {
        var given = Flat(test.Operations).OfType<Assign>().Where(a => a.Value is StreamSource).Select(a => a.Target).ToHashSet();
        var distances = model.Populations.Where(p => p.Variables.Any(v => given.Contains(v.Symbol))).ToDictionary(p => p.Name, _ => 0, StringComparer.Ordinal);
        var ends = model.Projections.Select(p => (Pre: p.Pre.Name, Post: p.Post.Name))
            .Concat(model.Synapses.Select(p => (Pre: p.Pre.Name, Post: p.Post.Name))).ToArray();
        for (var open = new Queue<string>(distances.Keys); open.TryDequeue(out var at);)
        {
            foreach (var (_, post) in ends.Where(e => e.Pre == at && !distances.ContainsKey(e.Post)))
            {
                distances[post] = distances[at] + 1;
                open.Enqueue(post);
            }
        }

        return distances;
    }

    // Whether weights that are read from pre to post are read from post to pre as well.
    private static bool HasTransport(Plan plan)
    {
        var products = Flat(plan.Operations).OfType<Product>().Select(p => (p.ToPost, Weights: Roots(p.Weights))).ToArray();
        return products.Any(there => there.ToPost && products.Any(back => !back.ToPost && there.Weights.Overlaps(back.Weights)));

        HashSet<Symbol> Roots(Symbol weights) =>
            plan.Symbols.Derived.TryGetValue(weights.Name, out var derived) ? [.. derived.Sources] : [weights];
    }

    private static bool Mentions(Expression? expression, string function) => expression switch
    {
        CallExpression call => call.Function == function || call.Arguments.Any(a => Mentions(a, function)),
        UnaryExpression unary => Mentions(unary.Operand, function),
        BinaryExpression binary => Mentions(binary.Left, function) || Mentions(binary.Right, function),
        _ => false,
    };
}
