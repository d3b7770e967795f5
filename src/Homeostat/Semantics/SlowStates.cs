namespace Homeostat.Semantics;

/// <summary>
/// States that change so little in a step that most of the change would be lost to rounding, such as an adaptation over hours. What rounding
/// loses in a step is kept and added in the next (compensated summation, Kahan 1965).
/// </summary>
internal static class SlowStates
{
    /// <summary>
    /// Whether a step may change a state by so little that rounding matters in float32: the state keeps a share of itself that differs from 1
    /// by less than 2⁻¹², or a share that parameters decide. A rounding is half a unit in the last place of the state, so that larger
    /// changes are right to 1 in 4,096. float64 rounds finely enough for any change that matters.
    /// </summary>
    /// <param name="factory">The factory that makes the nodes.</param>
    /// <param name="state">The state.</param>
    /// <param name="value">Its value after a step.</param>
    /// <param name="isParameter">Whether a symbol is a stored variable that does not change by itself.</param>
    /// <param name="type">The number type in which the state is stored.</param>
    public static bool IsSlow(NodeFactory factory, Symbol state, Node value, Func<Symbol, bool> isParameter, ElementType type) =>
        type == ElementType.Float32
        && value.Symbol != state
        && Share(factory, state, value) is { } share
        && (share.Operation == Operation.Constant ? Math.Abs(share.Value - 1) < Math.ScaleB(1, -12) : share.Symbols.All(isParameter))
        && ChangeOf(factory, state, value) is not null;

    /// <summary>The name of what keeps the lost part of a state.</summary>
    public static string Lost(string state) => $"{state}.lost";

    /// <summary>The change of a state in a step, in a form in which nothing cancels; null where the value has no such form.</summary>
    public static Node? ChangeOf(NodeFactory factory, Symbol state, Node value)
    {
        var present = factory.Load(state);
        return value switch
        {
            { Operation: Operation.Add, Arguments: [var x, var change] } when x == present => change,
            { Operation: Operation.Add, Arguments: [var change, var x] } when x == present => change,
            { Operation: Operation.Subtract, Arguments: [var x, var change] } when x == present => factory.Negate(change),
            _ when Share(factory, state, value) is { Operation: Operation.Constant } share => factory.Add(
                factory.Multiply(factory.Constant(share.Value - 1), present),
                new Substitution(factory, node => node == present ? factory.Constant(0) : null).Apply(value)),
            _ => null,
        };
    }

    /// <summary>The stores of a slow state after a step: its value, and what rounding has lost of it, given what it had lost before.</summary>
    public static Store[] Stores(NodeFactory factory, Symbol state, Node value, Symbol lost)
    {
        // Another form of the step, in which a variable stands still, may have no change of its own.
        var change = ChangeOf(factory, state, value) ?? factory.Subtract(value, factory.Load(state));
        var present = factory.Load(state);
        var added = factory.Add(change, factory.Load(lost));
        var sum = factory.Add(present, added);
        return [new Store(state, sum), new Store(lost, factory.Subtract(added, factory.Subtract(sum, present)))];
    }

    private static Node? Share(NodeFactory factory, Symbol state, Node value) =>
        new DifferentialSystem(factory, [state], [value], []).LinearCoefficient(0, 0);
}
