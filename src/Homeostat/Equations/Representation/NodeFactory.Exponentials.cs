namespace Homeostat.Equations;

/// <content>Logarithms and quotients of sums of exponentials, in forms that do not overflow where the exponentials do.</content>
internal sealed partial class NodeFactory
{
    /// <summary>ln(1 + eˣ), as max(x, 0) + ln(1 + e^−|x|).</summary>
    public Node Softplus(Node x) => LogOfSum(Constant(0), x);

    // ln(a·eˣ + b·eʸ + ...), where an exponential may overflow, relative to the larger of two terms.
    private Node? LogOfExponentials(Node sum)
    {
        if (sum is { Operation: Operation.Reduce, Reduction: Reduction.Sum, Arguments: [{ Operation: Operation.Exp, Arguments: [var all] } exponential] } && MayOverflow(all))
        {
            var (shifted, reference) = Shifted(all);
            return Add(reference, Apply(Operation.Log, Reduce(Reduction.Sum, shifted)));
        }

        if (TermsOf(sum) is not { Count: > 0 and <= MostTerms } terms || terms.Any(term => term.Factor <= 0) || !terms.Exists(term => MayOverflow(term.Exponent)))
        {
            return null;
        }

        return terms.Select(term => Add(term.Exponent, Constant(Math.Log(term.Factor)))).Aggregate(LogOfSum);
    }

    // A quotient of which both parts may overflow, which would be undefined: softmax, and (a·eˣ + b·eʸ)/(c·eˣ + d·eʸ), which goes from b/d to a/c as a
    // sigmoid of x − y, or, if neither is 0, as a hyperbolic tangent.
    private Node? QuotientOfExponentials(Node numerator, Node denominator)
    {
        if (numerator is { Operation: Operation.Multiply, Arguments: [var one, var other] })
        {
            return QuotientOfExponentials(other, denominator) is { } right ? Multiply(one, right)
                : QuotientOfExponentials(one, denominator) is { } left ? Multiply(left, other)
                : null;
        }

        if (denominator is { Operation: Operation.Reduce, Reduction: Reduction.Sum, Arguments: [{ Operation: Operation.Exp, Arguments: [var all] } exponential] }
            && ReferenceEquals(numerator, exponential) && MayOverflow(all))
        {
            var (shifted, _) = Shifted(all);
            return Divide(shifted, Reduce(Reduction.Sum, shifted));
        }

        if (TermsOf(denominator) is not [var c, var d] || c.Factor <= 0 || d.Factor <= 0 || TermsOf(numerator) is not { Count: 1 or 2 } above
            || !(MayOverflow(c.Exponent) || MayOverflow(d.Exponent)) || !above.Exists(term => MayOverflow(term.Exponent))
            || above.Exists(term => !ReferenceEquals(term.Exponent, c.Exponent) && !ReferenceEquals(term.Exponent, d.Exponent)))
        {
            return null;
        }

        var (first, second) = (FactorOf(c.Exponent) / c.Factor, FactorOf(d.Exponent) / d.Factor);
        var x = Add(Subtract(c.Exponent, d.Exponent), Constant(Math.Log(c.Factor / d.Factor)));
        return second == 0 ? Multiply(Constant(first), Apply(Operation.Sigmoid, x))
            : first == 0 ? Multiply(Constant(second), Apply(Operation.Sigmoid, Negate(x)))
            : Add(Constant((first + second) / 2), Multiply(Constant((first - second) / 2), Apply(Operation.Tanh, Multiply(Constant(0.5), x))));

        double FactorOf(Node exponent) => above.Where(term => ReferenceEquals(term.Exponent, exponent)).Sum(term => term.Factor);
    }

    private const int MostTerms = 8;

    // ln(eˣ + eʸ). Where x = y, the slope of the maximum is that of its second argument, and the slope of |second − first| makes it the mean of both.
    private Node LogOfSum(Node x, Node y)
    {
        var largest = Max(x, y);
        var difference = largest.Operation == Operation.Max ? Subtract(largest.Arguments[1], largest.Arguments[0]) : Subtract(x, y);
        return Add(largest, Apply(Operation.Log, Add(Constant(1), Apply(Operation.Exp, Negate(Apply(Operation.Abs, difference))))));
    }

    private (Node Exponential, Node Reference) Shifted(Node exponent)
    {
        var reference = Reduce(Reduction.Reference, exponent);
        return (Apply(Operation.Exp, Subtract(exponent, reference)), reference);
    }

    private static bool MayOverflow(Node exponent) =>
        exponent.Operation != Operation.Constant && double.IsPositiveInfinity(ValueRange.Exponential(ValueRange.Of(exponent, []).High));

    /// <summary>A sum as terms a·eˣ with different exponents x, numbers with the exponent 0; null if something else is in it.</summary>
    private List<(double Factor, Node Exponent)>? TermsOf(Node sum)
    {
        var terms = new List<(double Factor, Node Exponent)>();
        return Collect(sum, 1) ? terms : null;

        bool Collect(Node node, double factor) => node switch
        {
            { Operation: Operation.Constant } => AddTerm(factor * node.Value, Constant(0)),
            { Operation: Operation.Exp, Arguments: [var x] } => AddTerm(factor, x),
            { Operation: Operation.Expm1, Arguments: [var x] } => AddTerm(factor, x) && AddTerm(-factor, Constant(0)),
            { Operation: Operation.Negate, Arguments: [var x] } => Collect(x, -factor),
            { Operation: Operation.Multiply, Arguments: [{ Operation: Operation.Constant, Value: var a }, var x] } => Collect(x, factor * a),
            { Operation: Operation.Divide, Arguments: [var x, { Operation: Operation.Constant, Value: var a }] } => Collect(x, factor / a),
            { Operation: Operation.Add, Arguments: [var x, var y] } => Collect(x, factor) && Collect(y, factor),
            { Operation: Operation.Subtract, Arguments: [var x, var y] } => Collect(x, factor) && Collect(y, -factor),
            _ => false,
        };

        bool AddTerm(double factor, Node exponent)
        {
            var index = terms.FindIndex(term => ReferenceEquals(term.Exponent, exponent));
            var sum = factor + (index < 0 ? 0 : terms[index].Factor);
            if (index >= 0)
            {
                terms.RemoveAt(index);
            }

            if (sum != 0)
            {
                terms.Add((sum, exponent));
            }

            return double.IsFinite(sum);
        }
    }
}
