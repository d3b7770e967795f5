namespace Homeostat.Nir;

/// <summary>
/// Writes the node of a population without a state: a Threshold, or a sum of what arrives. Where a single projection brings the sum, the map of
/// this projection is the node.
/// </summary>
internal sealed class RelayWriter(PopulationModel population, Simulation simulation, NodeList nodes, int[] shape, IReadOnlyList<Route> arriving)
{
    private readonly UnitNodes _units = new(population.Name) { IsMap = false };

    /// <param name="read">The value that projections read of the population; null if none does.</param>
    public UnitNodes Write(Node? read)
    {
        var targets = arriving.Select(r => r.Target).ToHashSet();
        var value = read ?? Values().FirstOrDefault(v => v.Symbols.Any(targets.Contains))
            ?? throw Refusal.Of(population, "none of its values depends on what arrives", "Leave it out.");
        var reader = new NeuronReader(population, simulation, targets);
        if (Threshold(value, reader, targets) is { } threshold)
        {
            return threshold;
        }

        var form = LinearForm.Of(population.System.Factory, value, targets.Contains)
            ?? throw Refusal.Of(population, $"it hands on '{value}'", "Without a state, NIR has sums and thresholds only.");
        var bias = reader.Values(form.Constant);
        var gains = form.Coefficients.ToDictionary(c => c.Key, c => reader.Values(c.Value));
        var isSingle = arriving is [{ Delays: null }] && gains.Count == 1;
        var units = new UnitNodes(population.Name) { IsMap = isSingle, Bias = Array.Exists(bias, b => b != 0) ? bias : null };
        var name = isSingle ? population.Name : nodes.Add(population.Name, new NirNode("Scale", NodeList.Parameter("scale", [.. bias.Select(_ => 1.0)], shape)));
        foreach (var (target, gain) in gains)
        {
            units.Entries[target] = [new Entry(name, gain)];
        }

        units.Outputs[value] = name;
        return units;
    }

    // y = where(x > threshold, 1, 0), or int(x > threshold), which asks whether the condition is below 0.
    private UnitNodes? Threshold(Node value, NeuronReader reader, HashSet<Symbol> targets)
    {
        var condition = value.Operation != Operation.Select ? value
            : value.Arguments[1].Is(1) && value.Arguments[2].Is(0) ? value.Arguments[0]
            : value.Arguments[0] is { Operation: Operation.Less } below && below.Arguments[0].IsCondition && below.Arguments[1].Is(0) ? below.Arguments[0] : value;
        var factory = population.System.Factory;
        if (condition.Operation != Operation.Less
            || LinearForm.Of(factory, factory.Subtract(condition.Arguments[1], condition.Arguments[0]), targets.Contains) is not { } form || form.Coefficients.Count == 0)
        {
            return null;
        }

        var name = nodes.Add(population.Name, new NirNode("Threshold", NodeList.Parameter("threshold", [.. reader.Values(form.Constant).Select(c => -c)], shape)));
        foreach (var (target, coefficient) in form.Coefficients)
        {
            _units.Entries[target] = [new Entry(name, reader.Values(coefficient))];
        }

        _units.Outputs[value] = name;
        return _units;
    }

    private IEnumerable<Node> Values() =>
        population.Equations.Equations.Where(e => e.Kind == EquationKind.Subexpression).Select(e => population.Value(e.Name)!).Concat(population.Inputs.Select(v => population.System.Factory.Load(v.Symbol)));
}
