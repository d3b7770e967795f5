
namespace Homeostat;

/// <summary>The distance from a synapse within which the values that it learns from are found.</summary>
public enum Locality
{
    /// <summary>The synapse learns only from values of the units at its two ends and of their direct partners.</summary>
    Synapse,

    /// <summary>The synapse also learns from a sum over all units of a population, such as the goodness of a layer or the sum of a softmax.</summary>
    Layer,

    /// <summary>The synapse also learns from values that come back through a chain of synapses within the same time step.</summary>
    None,
}

/// <summary>
/// The properties of a learning rule, found from the operations of its compiled plans. They are the properties by which Ororbia 2023
/// (arXiv 2312.09257) distinguishes the families of credit assignment.
/// </summary>
public sealed record Taxonomy
{
    /// <summary>
    /// The family of credit assignment that follows from where the signal comes from that teaches hidden layers; null for a learner with fewer than
    /// two hidden layers, of which it cannot be told.
    /// </summary>
    public required CreditAssignment? Family { get; init; }

    /// <summary>Whether hidden layers are taught by labels (explicit targets) that have not come through synapses that learn.</summary>
    public required bool ExplicitTargets { get; init; }

    /// <summary>The distance from a synapse within which the values that it learns from are found, at the moment at which it learns.</summary>
    public required Locality LocalInSpace { get; init; }

    /// <summary>Whether learning needs only present states, and no record of earlier ones.</summary>
    public required bool LocalInTime { get; init; }

    /// <summary>Whether signals return through the same weights that carried activity forward.</summary>
    public required bool WeightTransport { get; init; }

    /// <summary>Whether a layer cannot learn before a sweep has passed all layers.</summary>
    public required bool ForwardLocked { get; init; }

    /// <summary>Whether layers can learn only one after the other, or only after a signal has passed through other layers.</summary>
    public required bool UpdateLocked { get; init; }

    /// <summary>Whether the derivative of the activation is needed.</summary>
    public required bool ActivationDerivative { get; init; }

    /// <summary>Whether learning compares two phases with different data clamped.</summary>
    public required bool TwoPhases { get; init; }

    /// <summary>Whether the rule also learns from samples that are not data (negative samples).</summary>
    public required bool NegativeSamples { get; init; }

    /// <summary>Finds the properties of a learner.</summary>
    public static Taxonomy Of(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        var model = new CircuitModel(learner.Circuit);
        var symbols = new SymbolTable(model);
        var train = Planner.Of(model, symbols, [.. StageSchedule.SchedulesOf(learner).SelectMany(schedule => schedule)], []);
        var test = Planner.Of(model, symbols, learner.Test, []);
        var distances = Distances(model, test);
        var trace = new LearningTrace(model, train, test.Streams.Keys, distances);
        var signal = new TeachingSignal(model, trace, train, distances, learner.Readout ?? learner.Features);

        // What a layer is taught by a module of its own, such as a classifier, has not left the layer.
        var comesBack = trace.ComesBack && signal.Family != CreditAssignment.Local;
        var local = comesBack ? Locality.None : trace.ComesBack || trace.UsesLayer || Flat(train.Operations).Any(operation => operation is Whiten) ? Locality.Layer : Locality.Synapse;
        return new Taxonomy
        {
            Family = signal.Family,
            ExplicitTargets = signal.HasTargets,
            LocalInSpace = local,
            LocalInTime = !trace.Remembers,
            WeightTransport = HasTransport(train),
            ForwardLocked = trace.Forward > 1,
            UpdateLocked = local == Locality.None || trace.LearnsInTurn,
            ActivationDerivative = model.Populations.Any(p => p.Equations.Equations.Any(e => Mentions(e.Expression, "diff"))),
            TwoPhases = trace.HasTwoPhases,
            NegativeSamples = trace.HasNegativeSamples,
        };
    }

    /// <summary>The properties as text, one in each line.</summary>
    public override string ToString() => string.Join('\n', Lines().Select(line => $"{line.Name,-24}{line.Value}"));

    /// <summary>The properties by name. The value is <c>yes</c> or <c>no</c>, and for locality in space the name of the <see cref="Locality"/> or <c>no</c>.</summary>
    public IEnumerable<(string Name, string Value)> Lines() =>
    [
        ("family", FamilyText),
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

    private string FamilyText => Family switch
    {
        CreditAssignment.ForwardOnly => "forward only",
        CreditAssignment.Backpropagation => "back-propagation",
        null => "-",
        { } family => family.ToString().ToLowerInvariant(),
    };

    private static string Text(bool value) => value ? "yes" : "no";

    internal static IEnumerable<PlanOperation> Flat(IEnumerable<PlanOperation> operations) =>
        operations.SelectMany(operation => operation is Loop loop ? Flat(loop.Operations) : [operation]);

    // The number of projections from a population that holds data, or a candidate, when the circuit answers. A population that no projection reaches counts as data too.
    private static Dictionary<string, int> Distances(CircuitModel model, Plan test)
    {
        var given = Flat(test.Operations).OfType<Assign>().Where(a => a.Value is StreamSource or CandidateSource).Select(a => a.Target).ToHashSet();
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
