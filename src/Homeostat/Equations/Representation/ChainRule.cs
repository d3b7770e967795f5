namespace Homeostat.Equations;

/// <summary>
/// Products and quotients of derivatives along a path, in which a zero stays zero: a branch that was not taken, a quotient that is zero or a
/// bound passes back 0, however large or undefined the inner derivative is. Where neither can happen they are ordinary products and
/// quotients.
/// </summary>
/// <param name="factory">The factory that makes the nodes.</param>
internal sealed class ChainRule(NodeFactory factory)
{
    private readonly Dictionary<Node, ValueRange> _ranges = [];

    /// <summary>d·e, which is zero where one of the two is zero.</summary>
    public Node Multiply(Node d, Node e)
    {
        if (Guard(d) is not null)
        {
            return Through(d, value => Multiply(value, e));
        }

        if (d.Operation == Operation.Constant || (e.Operation == Operation.Constant && double.IsFinite(e.Value)))
        {
            return factory.Multiply(d, e);
        }

        var (ofD, ofE) = (Range(d), Range(e));
        var product = factory.Multiply(d, e);
        product = !ofE.IsFinite && ofD.HasZero ? NothingWhereZero(d, product) : product;
        return ofD.MayBeInfinite && ofE.HasZero ? NothingWhereZero(e, product) : product;
    }

    /// <summary>d/y, which is zero where d is zero.</summary>
    public Node Divide(Node d, Node y)
    {
        if (Guard(d) is not null)
        {
            return Through(d, value => Divide(value, y));
        }

        if (d.Operation == Operation.Constant || (y.Operation == Operation.Constant && double.IsFinite(y.Value) && y.Value != 0))
        {
            return factory.Divide(d, y);
        }

        var (ofD, ofY) = (Range(d), Range(y));
        var quotient = factory.Divide(d, y);
        return ofD.HasZero && (ofY.EndsAtZero || ofY.MayBeNaN) ? NothingWhereZero(d, quotient) : quotient;
    }

    /// <summary>f(d) for a function with f(0) = 0; for condition ? x : 0 it is condition ? f(x) : 0.</summary>
    public Node Through(Node d, Func<Node, Node> f) =>
        Guard(d) is var (condition, value) ? Choice(condition, Through(value, f), factory.Constant(0)) : f(d);

    /// <summary>−d</summary>
    public Node Negate(Node d) => Through(d, factory.Negate);

    /// <summary>The sum of the derivatives from two paths to a node; where both branches pass back nothing, it is a selected zero.</summary>
    public Node Add(Node x, Node y)
    {
        if (Guard(x) is not var (ofX, first) || Guard(y) is not var (ofY, second))
        {
            return factory.Add(x, y);
        }

        return ReferenceEquals(ofX, ofY) ? Choice(ofX, Add(first, second), factory.Constant(0))
            : ReferenceEquals(ofX, factory.Not(ofY)) && Guard(first) is null && Guard(second) is null ? Choice(ofX, first, second)
            : factory.Select(factory.Compare(Operation.Or, Holds(x), Holds(y)), factory.Add(x, y), factory.Constant(0));
    }

    // The condition under which d can differ from zero, including the conditions nested within it.
    private Node Holds(Node d) => Guard(d) is var (condition, value)
        ? factory.Compare(Operation.And, condition, Holds(value))
        : factory.Constant(1);

    // The condition and value of condition ? value : 0, also if the branches are exchanged.
    private (Node Condition, Node Value)? Guard(Node d) => d.Operation != Operation.Select ? null
        : d.Arguments[2].Is(0) ? (d.Arguments[0], d.Arguments[1])
        : d.Arguments[1].Is(0) ? (factory.Not(d.Arguments[0]), d.Arguments[2])
        : null;

    private Node Choice(Node condition, Node first, Node second) => condition.Operation == Operation.Not
        ? factory.Select(condition.Arguments[0], second, first)
        : factory.Select(condition, first, second);

    private Node NothingWhereZero(Node x, Node value) =>
        factory.Select(factory.Compare(Operation.Equal, x, factory.Constant(0)), factory.Constant(0), value);

    private ValueRange Range(Node node) => ValueRange.Of(node, _ranges);
}
