namespace Homeostat.Equations;

/// <summary>
/// The differential equations of one population: dx/dt = f(x), with inputs and parameters constant over the step and,
/// optionally, noise: each symbol of <paramref name="Noise"/> stands for an independent dW/dt.
/// </summary>
/// <param name="Factory">The factory that makes the nodes.</param>
/// <param name="States">The state variables.</param>
/// <param name="Derivatives">The derivatives of the states, in the same order.</param>
/// <param name="Noise">The symbols of white noise, which the plan sets to new standard normal numbers in each step.</param>
internal sealed record DifferentialSystem(
    NodeFactory Factory,
    IReadOnlyList<Symbol> States,
    IReadOnlyList<Node> Derivatives,
    IReadOnlyList<Symbol> Noise)
{
    /// <summary>The symbol of time, in seconds, if derivatives may depend on it.</summary>
    public Symbol? Time { get; init; }

    public bool IsStochastic => Noise.Count > 0;

    /// <summary>Whether the strength of a noise depends on a state (multiplicative noise).</summary>
    public bool IsNoiseScaledByStates => Noise.Select(Factory.Load).Any(noise => Derivatives.Any(derivative =>
        Differentiation.Gradient(Factory, derivative, Factory.Constant(1), [noise])[0] is var strength && States.Any(state => Contains(strength, state))));

    public Node Load(int state) => Factory.Load(States[state]);

    /// <summary>The derivatives for other values of the states, at a time that is <paramref name="ahead"/> seconds later.</summary>
    public IReadOnlyList<Node> At(IReadOnlyList<Node> values, double ahead = 0)
    {
        var replacement = States.Select((symbol, i) => (symbol, i)).ToDictionary(s => s.symbol, s => values[s.i]);
        if (Time is not null)
        {
            replacement[Time] = Factory.Add(Factory.Load(Time), Factory.Constant(ahead));
        }

        var substitution = new Substitution(Factory, replacement);
        return [.. Derivatives.Select(substitution.Apply)];
    }

    /// <summary>∂fᵢ/∂xⱼ, or null where fᵢ is not linear in xⱼ with the other states constant.</summary>
    public Node? LinearCoefficient(int i, int j)
    {
        var state = Load(j);
        if (ReducesOver(Derivatives[i], States[j]))
        {
            return null;
        }

        var slope = Differentiation.Gradient(Factory, Derivatives[i], Factory.Constant(1), [state])[0];
        return Contains(slope, States[j]) || IsPiecewise(Derivatives[i], States[j]) ? null : slope;
    }

    public static bool Contains(Node node, Symbol symbol) => node.Symbols.Contains(symbol);

    private static bool ReducesOver(Node node, Symbol symbol) =>
        Any(node, n => n.Operation == Operation.Reduce && Contains(n, symbol));

    // The slopes of |x|, floor(x) and conditions on x do not depend on x, but these functions are not linear.
    private static bool IsPiecewise(Node node, Symbol symbol) => Any(
        node,
        n => n.Operation is Operation.Abs or Operation.Floor or Operation.Round or Operation.Truncate or Operation.Min or Operation.Max
            or Operation.Less or Operation.LessOrEqual or Operation.Equal && Contains(n, symbol));

    private static bool Any(Node node, Func<Node, bool> predicate)
    {
        var visited = new HashSet<Node>();
        return Visit(node);

        bool Visit(Node n) => visited.Add(n) && (predicate(n) || n.Arguments.Any(Visit));
    }
}
