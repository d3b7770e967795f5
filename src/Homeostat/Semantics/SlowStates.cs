namespace Homeostat.Semantics;

/// <summary>
/// States that change so little in a step that most of the change would be lost to rounding, such as an adaptation over hours. What rounding
/// loses in a step is kept and added in the next (compensated summation, Kahan 1965).
/// </summary>
internal static class SlowStates
{
    /// <summary>
    /// Whether a step changes a state by so little that rounding matters in float32: the state keeps a constant share of itself that differs
    /// from 1 by less than 2⁻¹². A rounding is half a unit in the last place of the state, so that larger changes are right to 1 in 4,096.
    /// float64 rounds finely enough for any change that matters.
    /// </summary>
    /// <param name="factory">The factory that makes the nodes.</param>
    /// <param name="state">The state.</param>
    /// <param name="value">Its value after a step.</param>
    /// <param name="type">The number type in which it is stored.</param>
    public static bool IsSlow(NodeFactory factory, Symbol state, Node value, ElementType type) =>
        type == ElementType.Float32
        && value.Symbol != state
        && Share(factory, state, value) is { Operation: Operation.Constant } share
        && Math.Abs(share.Value - 1) < Math.ScaleB(1, -12);

    /// <summary>The change of a state in a step: what the step adds to it, in a form in which nothing cancels.</summary>
    public static Node ChangeOf(NodeFactory factory, Symbol state, Node value)
    {
        var present = factory.Load(state);
        return Share(factory, state, value) is { Operation: Operation.Constant } share
            ? factory.Add(factory.Multiply(factory.Constant(share.Value - 1), present), new Substitution(factory, node => node == present ? factory.Constant(0) : null).Apply(value))
            : factory.Subtract(value, present);
    }

    /// <summary>The state after a step and what rounding has lost of it, given what it had lost before.</summary>
    public static (Node Value, Node Lost) Sum(NodeFactory factory, Symbol state, Node change, Symbol lost)
    {
        var present = factory.Load(state);
        var added = factory.Add(change, factory.Load(lost));
        var sum = factory.Add(present, added);
        return (sum, factory.Subtract(added, factory.Subtract(sum, present)));
    }

    private static Node? Share(NodeFactory factory, Symbol state, Node value) =>
        new DifferentialSystem(factory, [state], [value], []).LinearCoefficient(0, 0);
}
