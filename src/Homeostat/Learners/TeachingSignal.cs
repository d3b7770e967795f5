namespace Homeostat;

/// <summary>
/// The origin of the signal that teaches hidden layers, found from the values that their synapses learn from. The six families of Ororbia 2023
/// (arXiv 2312.09257) follow from it.
/// </summary>
internal sealed class TeachingSignal
{
    private readonly CircuitModel _model;
    private readonly Plan _plan;
    private readonly IReadOnlyDictionary<string, int> _distances;

    /// <param name="model">The circuit.</param>
    /// <param name="trace">The trace of what synapses learn from.</param>
    /// <param name="plan">The plan that trains it.</param>
    /// <param name="distances">The number of projections from the data to each population.</param>
    /// <param name="answer">The variable that holds the answer, or the features; null if there is none.</param>
    public TeachingSignal(CircuitModel model, LearningTrace trace, Plan plan, IReadOnlyDictionary<string, int> distances, string? answer)
    {
        (_model, _plan, _distances) = (model, plan, distances);

        // Hidden layers lie on the way from the data to the answer. The answer itself has targets in every family.
        // Where the answer is not computed by projections but by comparing candidates, every layer that is taught is hidden.
        var onTheWay = answer is null ? [] : Before(answer.Split('.')[0]);
        var hidden = trace.Teachings.Where(taught => onTheWay.Count == 0 || onTheWay.Contains(taught.Key)).ToDictionary(
            taught => taught.Key,
            taught => taught.Value with { Senders = [.. taught.Value.Senders.Where(sender => Distance(sender) > Distance(taught.Key))] });
        HasTargets = (hidden.Count > 0 ? hidden : trace.Teachings).Values.Any(taught => taught.Targets);
        Family = FamilyOf(trace, hidden);
    }

    /// <summary>The family of the learner; null if it has fewer than two hidden layers.</summary>
    public CreditAssignment? Family { get; }

    /// <summary>Whether hidden layers are taught by targets.</summary>
    public bool HasTargets { get; }

    private CreditAssignment? FamilyOf(LearningTrace trace, Dictionary<string, Teaching> hidden)
    {
        var layers = hidden.Values.ToArray();
        if (layers.Length < 2 && _distances.Count(at => at.Value == 0) > 1 && SendsBackThroughTheSame())
        {
            // A generative circuit: causes predict the data, and settle or are drawn by what comes back from them.
            return trace.HasTwoPhases ? CreditAssignment.Energy : CreditAssignment.Discrepancy;
        }

        if (layers.Length < 2)
        {
            return null;
        }

        var isCarried = hidden.All(taught => taught.Value.Values.All(value => IsCarried(taught.Key, value)));
        if (layers.All(layer => layer.Senders.Count == 0) && layers.Any(layer => layer.Targets))
        {
            // The target itself is given to every layer: a module of the layer makes an error of it, or it is projected as it is.
            if (hidden.Keys.Any(name => FedTo(name).Any(delivery => delivery.Projection.Pre == delivery.Projection.Post)))
            {
                return CreditAssignment.Local;
            }

            if (isCarried)
            {
                return CreditAssignment.Global;
            }
        }

        // Without targets and other data there is only the activity of the data, whatever a layer makes of it.
        var isTaught = layers.Any(layer => layer.HeardTargets) || trace.HasNegativeSamples;
        if (layers.All(layer => layer.Senders.Count == 0))
        {
            return isTaught ? CreditAssignment.ForwardOnly : CreditAssignment.Implicit;
        }

        if (!layers.Where((layer, k) => layers.Skip(k + 1).Any(other => other.Senders.Overlaps(layer.Senders))).Any())
        {
            // What comes back from a layer above is no module of the layer where right samples are compared with others.
            return !isTaught ? CreditAssignment.Implicit : trace.HasNegativeSamples ? CreditAssignment.ForwardOnly : CreditAssignment.Local;
        }

        if (isCarried)
        {
            return SendsBackThroughTheSame() ? CreditAssignment.Backpropagation : CreditAssignment.Global;
        }

        // Two states of a network with the same data are compared, or one with data and one with other data.
        return !trace.HasTwoPhases ? CreditAssignment.Discrepancy : trace.HasNegativeSamples ? CreditAssignment.ForwardOnly : CreditAssignment.Energy;
    }

    // The populations from which signals reach a population, none nearer to the data than the one before.
    private HashSet<string> Before(string end)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var open = new Queue<string>([end]); open.TryDequeue(out var at);)
        {
            foreach (var pre in _model.Projections.Where(p => p.Post.Name == at && Distance(p.Pre.Name) <= Distance(at)).Select(p => p.Pre.Name).Where(found.Add))
            {
                open.Enqueue(pre);
            }
        }

        return found;
    }

    private int Distance(string population) => _distances.GetValueOrDefault(population);

    // A signal that is carried to a layer and multiplied there by what the layer has, such as the derivative of its activation, without comparison.
    private bool IsCarried(string population, Symbol value)
    {
        var fed = FedTo(population).Select(delivery => delivery.Input.Symbol).ToHashSet();
        return _plan.Symbols.Derived.GetValueOrDefault(value.Name) is Computed computed ? IsProportional(computed.Value, fed) : fed.Contains(value);
    }

    // What is delivered to the inputs of a population into which something comes back from farther from the data.
    private Delivery[] FedTo(string population)
    {
        var to = _model.Projections.SelectMany(p => p.Deliveries).Where(d => (d.ToPost ? d.Projection.Post : d.Projection.Pre).Name == population).ToArray();
        var inputs = to.Where(d => Distance((d.ToPost ? d.Projection.Pre : d.Projection.Post).Name) > Distance(population)).Select(d => d.Input.Symbol).ToHashSet();
        return [.. to.Where(d => inputs.Contains(d.Input.Symbol))];
    }

    private static bool IsProportional(Node node, HashSet<Symbol> to)
    {
        var has = node.Arguments.Select(argument => argument.Symbols.Any(to.Contains)).ToArray();
        return node.Operation switch
        {
            _ when node.Symbol is { } symbol => to.Contains(symbol),
            Operation.Negate => IsProportional(node.Arguments[0], to),
            Operation.Multiply => has.Count(h => h) == 1 && IsProportional(node.Arguments[Array.IndexOf(has, true)], to),
            Operation.Divide => !has[1] && IsProportional(node.Arguments[0], to),
            Operation.Add or Operation.Subtract => node.Arguments.All(argument => argument.Is(0) || IsProportional(argument, to)),
            Operation.Select => !has[0] && node.Arguments.Skip(1).All(argument => argument.Is(0) || IsProportional(argument, to)),
            _ => false,
        };
    }

    private bool SendsBackThroughTheSame()
    {
        var products = Taxonomy.Flat(_plan.Operations).OfType<Product>().ToArray();
        return products.Any(back => !back.ToPost && products.Any(there => there.ToPost && there.Weights == back.Weights));
    }
}
