
namespace Homeostat.Tests.Equations;

/// <summary>What a node means, in double precision over the units of one population: independent of every back end.</summary>
internal static class NodeValues
{
    public static double[] Of(Node node, IReadOnlyDictionary<string, double[]> values, int units)
    {
        var a = node.Arguments.Select(argument => Of(argument, values, units)).ToArray();
        double[] Each(Func<int, double> f) => [.. Enumerable.Range(0, units).Select(f)];
        return node.Operation switch
        {
            Operation.Constant => Each(_ => node.Value),
            Operation.Load => values[node.Symbol!.Name],
            Operation.Select => Each(i => a[0][i] != 0 ? a[1][i] : a[2][i]),
            Operation.MultiplyAdd => Each(i => Math.FusedMultiplyAdd(a[0][i], a[1][i], a[2][i])),
            Operation.Reduce => node.Reduction switch
            {
                Reduction.Sum => Each(_ => a[0].Sum()),
                Reduction.Max or Reduction.Reference => Each(_ => a[0].Max()),
                _ => Each(_ => a[0].OrderDescending().ElementAt((int)a[1][0] - 1)),
            },
            _ when a.Length == 1 => Each(i => Arithmetic.Evaluate(node.Operation, a[0][i])),
            _ => Each(i => Arithmetic.Evaluate(node.Operation, a[0][i], a[1][i])),
        };
    }

    /// <summary>Translates an expression of x and y.</summary>
    public static Node Parse(NodeFactory factory, string text, int units = 1) =>
        new Translator(factory, name => name is "x" or "y" ? factory.Load(new Symbol(name, Axes.Both)) : null) { Units = units }
            .Translate(ExpressionParser.Parse(text));
}
