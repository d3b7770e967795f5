
namespace Homeostat;

/// <summary>
/// What a learning rule has and needs, decided from its circuit and schedule; the properties are those by which the families
/// of credit assignment are told apart (Ororbia 2023, arXiv 2312.09257).
/// </summary>
public sealed record Taxonomy
{
    /// <summary>Whether labels (explicit targets) are clamped while it learns.</summary>
    public required bool ExplicitTargets { get; init; }

    /// <summary>
    /// Whether every synapse learns from what its two ends and their direct partners hold; not so if the signal passes
    /// through a chain of synapses in the same instant.
    /// </summary>
    public required bool LocalInSpace { get; init; }

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
        var clamps = learner.Train.OfType<Clamp>().ToArray();
        var plastic = learner.Train.OfType<Settle>().Where(s => s.Plastic is not null).ToArray();
        var local = model.Projections.All(p => p.BatchSums.All(sum =>
            Chain(model, sum.Pre) <= 1 && Chain(model, sum.Post) <= 1));
        return new Taxonomy
        {
            ExplicitTargets = clamps.Any(c => c.Stream == Learner.Label),
            LocalInSpace = local,
            // An earlier state can be reached only through a variable that carries a trace of it; nothing is unrolled.
            LocalInTime = true,
            WeightTransport = model.Projections.Any(HasTransport),
            ForwardLocked = learner.Train.Any(phase => phase is Sweep),
            UpdateLocked = !local || plastic.Any(s => s.Plastic!.Count > 0),
            ActivationDerivative = model.Populations.Any(p => p.Equations.Equations.Any(e => Mentions(e.Expression, "diff"))),
            TwoPhases = learner.Train.SkipWhile(phase => phase is not (Settle or Learn)).Any(phase => phase is Clamp),
            NegativeSamples = clamps.Any(c => c.Stream is not (Learner.Label or Learner.Image)),
        };
    }

    /// <summary>A line a property.</summary>
    public override string ToString() => string.Join('\n', Lines().Select(line => $"{line.Name,-24}{(line.Value ? "yes" : "no")}"));

    /// <summary>The properties by name.</summary>
    public IEnumerable<(string Name, bool Value)> Lines() =>
    [
        ("explicit targets", ExplicitTargets),
        ("local in space", LocalInSpace),
        ("local in time", LocalInTime),
        ("weight transport", WeightTransport),
        ("forward locked", ForwardLocked),
        ("update locked", UpdateLocked),
        ("activation derivative", ActivationDerivative),
        ("two phases", TwoPhases),
        ("negative samples", NegativeSamples),
    ];

    private static bool HasTransport(ProjectionModel projection) => projection.Deliveries.Any(d => d.ToPost)
        && projection.Deliveries.Any(d => !d.ToPost && d.Terms.Any(back => projection.Deliveries.Any(forward =>
            forward.ToPost && forward.Terms.Any(term => ReferenceEquals(term.Synapse, back.Synapse)))));

    /// <summary>The longest chain of synapses between a stored value and one that a synapse learns from.</summary>
    private static int Chain(CircuitModel model, Node value)
    {
        var longest = 0;
        foreach (var symbol in value.Symbols)
        {
            foreach (var delivery in model.Deliveries[symbol])
            {
                foreach (var term in delivery.Terms)
                {
                    longest = Math.Max(longest, 1 + Math.Max(Chain(model, term.Pre), Chain(model, term.Post)));
                }
            }
        }

        return longest;
    }

    private static bool Mentions(Expression? expression, string function) => expression switch
    {
        CallExpression call => call.Function == function || call.Arguments.Any(a => Mentions(a, function)),
        UnaryExpression unary => Mentions(unary.Operand, function),
        BinaryExpression binary => Mentions(binary.Left, function) || Mentions(binary.Right, function),
        _ => false,
    };
}
