namespace Homeostat;

/// <summary>
/// The origin of the signal that teaches hidden layers, found from the values that their synapses learn from. The six families of Ororbia 2023
/// (arXiv 2312.09257) follow from it.
/// </summary>
internal static class TeachingSignal
{
    /// <summary>The family of a learner.</summary>
    /// <param name="model">The circuit.</param>
    /// <param name="trace">The trace of what synapses learn from.</param>
    /// <param name="plan">The plan that trains it.</param>
    /// <param name="distances">The number of projections from the data to each population.</param>
    public static CreditAssignment FamilyOf(CircuitModel model, LearningTrace trace, Plan plan, IReadOnlyDictionary<string, int> distances)
    {
        // Layers that nothing farther from the data hears from are outputs: they have targets in every family.
        var hidden = trace.Teachings.Where(taught => model.Projections.Any(
            p => p.Pre.Name == taught.Key && distances.GetValueOrDefault(p.Post.Name) > distances.GetValueOrDefault(taught.Key))).ToArray();
        var layers = hidden.Select(taught => taught.Value).ToArray();
        var hasTwoPhases = trace.Remembers || trace.LearnsAgain;
        if (hidden.Length == 0 && SendsBackThroughTheSame(plan))
        {
            // A generative circuit: causes predict the data, and settle or are drawn by what comes back from them.
            return hasTwoPhases ? CreditAssignment.Energy : CreditAssignment.Discrepancy;
        }

        if (layers.All(layer => layer.Senders.Count == 0))
        {
            return hasTwoPhases || layers.Any(layer => layer.Targets) ? CreditAssignment.ForwardOnly : CreditAssignment.Implicit;
        }

        if (layers.Length > 1 && !layers.Where((layer, k) => layers.Skip(k + 1).Any(other => other.Senders.Overlaps(layer.Senders))).Any())
        {
            return CreditAssignment.Local;
        }

        if (hidden.All(taught => taught.Value.Values.All(value => IsCarried(model, plan, taught.Key, value, distances))))
        {
            return SendsBackThroughTheSame(plan) ? CreditAssignment.Backpropagation : CreditAssignment.Global;
        }

        return hasTwoPhases ? CreditAssignment.Energy : CreditAssignment.Discrepancy;
    }

    // A signal that is carried to a layer and multiplied there by what the layer has, such as the derivative of its activation, without comparison.
    private static bool IsCarried(CircuitModel model, Plan plan, string population, Symbol value, IReadOnlyDictionary<string, int> distances)
    {
        var fed = model.Projections
            .SelectMany(p => p.Deliveries)
            .Where(d => !d.ToPost ? d.Projection.Pre.Name == population : d.Projection.Post.Name == population && distances.GetValueOrDefault(d.Projection.Pre.Name) > distances.GetValueOrDefault(population))
            .Select(d => d.Input.Symbol)
            .ToHashSet();
        return plan.Symbols.Derived.GetValueOrDefault(value.Name) is Computed computed ? IsProportional(computed.Value, fed) : fed.Contains(value);
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

    private static bool SendsBackThroughTheSame(Plan plan)
    {
        var products = Taxonomy.Flat(plan.Operations).OfType<Product>().ToArray();
        return products.Any(back => !back.ToPost && products.Any(there => there.ToPost && there.Weights == back.Weights));
    }
}
