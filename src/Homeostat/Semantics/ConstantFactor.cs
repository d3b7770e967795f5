namespace Homeostat.Semantics;

/// <summary>The constant factor of a value. It is applied to the result of a product with a matrix, not to every element of an operand.</summary>
internal static class ConstantFactor
{
    /// <summary>The constant factor of a value, and the rest.</summary>
    public static (double Factor, Node Value) Of(Node node) => node.Operation switch
    {
        Operation.Negate => Of(node.Arguments[0]) is var (factor, rest) ? (-factor, rest) : default,
        Operation.Multiply when node.Arguments[0].Operation == Operation.Constant => (node.Arguments[0].Value, node.Arguments[1]),
        _ => (1, node),
    };
}
