namespace Homeostat.Fuzz;

/// <summary>Random statements about three variables of a population, and values that they begin with.</summary>
/// <param name="Text">The statements.</param>
/// <param name="Values">The values of x, y and z, one for each unit; all of them are exact in single precision.</param>
internal sealed record RandomStatements(string Text, IReadOnlyDictionary<string, double[]> Values)
{
    public static RandomStatements Of(int seed)
    {
        var random = new Random(seed);
        List<string> names = ["x", "y", "z"];
        var lines = new List<string>();
        for (var k = random.Next(1, 4); k > 0; k--)
        {
            var value = RandomExpression.Any(random, random.Next(1, 4), [.. names]);
            if (random.OneIn(4))
            {
                lines.Add($"step{lines.Count} = {value}");
                names.Add($"step{lines.Count - 1}");
            }
            else
            {
                lines.Add($"{random.Of("x", "y", "z")} {random.Of("=", "=", "=", "+=", "-=", "*=")} {value}");
            }
        }

        // A local name has a meaning only where a later statement uses it.
        var last = names[^1];
        lines.Add($"{random.Of("x", "y", "z")} {random.Of("=", "+=")} {RandomExpression.Any(random, 1, last)} + {string.Join(" + ", names.Skip(3).Append("0"))}");
        var units = random.Next(1, 45);
        return new RandomStatements(
            string.Join(random.Of("\n", "; "), lines), new[] { "x", "y", "z" }.ToDictionary(name => name, _ => Enumerable.Range(0, units).Select(_ => Value(random)).ToArray()));
    }

    // Where functions have edges, and in between.
    private static double Value(Random random) => random.Next(8) switch
    {
        0 => random.Of(0.0, 1, -1, 0.5, -0.5, 2, -2),
        1 => random.Next(-20, 21),
        2 => (float)(200 * (random.NextDouble() - 0.5)),
        3 => (float)(1e-3 * (random.NextDouble() - 0.5)),
        _ => (float)(4 * (random.NextDouble() - 0.5)),
    };
}
