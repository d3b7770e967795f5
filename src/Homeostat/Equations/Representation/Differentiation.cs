namespace Homeostat.Equations;

/// <summary>
/// Symbolic differentiation in reverse mode: from a seed at the output back to the requested values, through reductions and broadcasts.
/// Back-propagation baselines, <c>diff(f, x)</c> and the choice of integrators use it.
/// </summary>
internal static class Differentiation
{
    /// <summary>
    /// The derivative of Σ seed·output (summed over a population's units, and not over the samples of a batch) with respect to each value of
    /// <paramref name="with"/>.
    /// </summary>
    /// <param name="factory">The factory that makes the nodes of the result.</param>
    /// <param name="output">The value to differentiate.</param>
    /// <param name="seed">The derivative arriving at the output.</param>
    /// <param name="with">The nodes to differentiate by; for a node that is not within <paramref name="output"/> the result is zero.</param>
    public static IReadOnlyList<Node> Gradient(NodeFactory factory, Node output, Node seed, IReadOnlyList<Node> with)
    {
        var variables = with.ToHashSet();
        var chain = new ChainRule(factory);
        var relevant = new Dictionary<Node, bool>();
        var order = new List<Node>();
        Visit(output);

        var adjoints = new Dictionary<Node, Node>();
        adjoints[output] = seed;
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var node = order[i];
            if (!variables.Contains(node) && adjoints.TryGetValue(node, out var adjoint))
            {
                Propagate(node, adjoint);
            }
        }

        return [.. with.Select(node => adjoints.GetValueOrDefault(node) ?? factory.Constant(0))];

        bool Visit(Node node)
        {
            if (relevant.TryGetValue(node, out var known))
            {
                return known;
            }

            var depends = variables.Contains(node);
            if (!depends)
            {
                foreach (var argument in node.Arguments)
                {
                    depends |= Visit(argument);
                }
            }

            relevant[node] = depends;
            if (depends)
            {
                order.Add(node);
            }

            return depends;
        }

        void Accumulate(Node consumer, Node node, Node contribution)
        {
            if (!relevant.GetValueOrDefault(node))
            {
                return;
            }

            // The derivative of a value shared by all units is the sum over the units.
            if (consumer.Axes.HasFlag(Axes.Columns) && !node.Axes.HasFlag(Axes.Columns))
            {
                contribution = factory.Reduce(Reduction.Sum, contribution);
            }

            adjoints[node] = adjoints.TryGetValue(node, out var sum) ? chain.Add(sum, contribution) : contribution;
        }

        void Propagate(Node node, Node d)
        {
            var a = node.Arguments;
            var zero = factory.Constant(0);
            var one = factory.Constant(1);
            switch (node.Operation)
            {
                case Operation.Negate:
                    Accumulate(node, a[0], chain.Negate(d));
                    break;
                case Operation.Abs:
                    Accumulate(node, a[0], chain.Through(d, x => factory.Select(factory.Compare(Operation.Less, a[0], zero), factory.Negate(x), x)));
                    break;
                case Operation.Sqrt:
                    Accumulate(node, a[0], chain.Divide(factory.Multiply(factory.Constant(0.5), d), node));
                    break;
                case Operation.Exp:
                    Accumulate(node, a[0], chain.Multiply(d, node));
                    break;
                case Operation.Expm1:
                    Accumulate(node, a[0], chain.Multiply(d, factory.Add(node, one)));
                    break;
                case Operation.Log:
                    Accumulate(node, a[0], chain.Divide(d, a[0]));
                    break;
                case Operation.Sin:
                    Accumulate(node, a[0], chain.Multiply(d, factory.Apply(Operation.Cos, a[0])));
                    break;
                case Operation.Cos:
                    Accumulate(node, a[0], chain.Negate(chain.Multiply(d, factory.Apply(Operation.Sin, a[0]))));
                    break;
                case Operation.Arctan:
                    Accumulate(node, a[0], chain.Divide(d, factory.Add(one, factory.Multiply(a[0], a[0]))));
                    break;
                case Operation.Tanh:
                    Accumulate(node, a[0], chain.Multiply(d, factory.Subtract(one, factory.Multiply(node, node))));
                    break;
                case Operation.Sigmoid:
                    Accumulate(node, a[0], chain.Multiply(d, factory.Multiply(node, factory.Subtract(one, node))));
                    break;
                case Operation.Add:
                    Accumulate(node, a[0], d);
                    Accumulate(node, a[1], d);
                    break;
                case Operation.Subtract:
                    Accumulate(node, a[0], d);
                    Accumulate(node, a[1], chain.Negate(d));
                    break;
                case Operation.Multiply:
                    Accumulate(node, a[0], chain.Multiply(d, a[1]));
                    Accumulate(node, a[1], chain.Multiply(d, a[0]));
                    break;
                case Operation.Divide:
                    Accumulate(node, a[0], chain.Divide(d, a[1]));
                    Accumulate(node, a[1], chain.Negate(chain.Divide(chain.Multiply(d, node), a[1])));
                    break;
                case Operation.Power:
                    Accumulate(node, a[0], chain.Multiply(
                        d, factory.Multiply(a[1], factory.Power(a[0], factory.Subtract(a[1], one)))));
                    Accumulate(node, a[1], chain.Multiply(d, chain.Multiply(node, factory.Apply(Operation.Log, a[0]))));
                    break;
                case Operation.MultiplyAdd:
                    Accumulate(node, a[0], chain.Multiply(d, a[1]));
                    Accumulate(node, a[1], chain.Multiply(d, a[0]));
                    Accumulate(node, a[2], d);
                    break;
                case Operation.Min or Operation.Max:
                    // At a tie the second argument counts; if it is a bound, the slope at the bound is zero.
                    var first = node.Operation == Operation.Min
                        ? factory.Compare(Operation.Less, a[0], a[1])
                        : factory.Compare(Operation.Less, a[1], a[0]);
                    Accumulate(node, a[0], factory.Select(first, d, zero));
                    Accumulate(node, a[1], factory.Select(first, zero, d));
                    break;
                case Operation.Select when ExponentialRatio.Find(factory, node) is var (x, slope):
                    Accumulate(node, x, chain.Multiply(d, slope));
                    break;
                case Operation.Select:
                    Accumulate(node, a[1], factory.Select(a[0], d, zero));
                    Accumulate(node, a[2], factory.Select(a[0], zero, d));
                    break;
                case Operation.Reduce when node.Reduction == Reduction.Sum:
                    Accumulate(node, a[0], d);
                    break;
                case Operation.Reduce when node.Reduction == Reduction.Reference:
                    // The reference cancels in the result, so its slope is left out here and where it is subtracted.
                    break;
                case Operation.Reduce:
                    // The derivative goes to the unit with the largest (or k-th largest) value.
                    Accumulate(node, a[0], factory.Select(factory.Compare(Operation.Equal, a[0], node), d, zero));
                    break;
                default:
                    // Floor, round and conditions are constant almost everywhere, so their derivative is zero.
                    break;
            }
        }
    }
}
