using System.Globalization;

namespace Homeostat.Fuzz;

/// <summary>
/// Random statements of every function and operator: compiled against interpreted to the bit, single precision against double within a bound that follows
/// from the expression, and double precision against NumPy.
/// </summary>
internal sealed class StatementFuzz : Fuzzed
{
    private const string Numerical = "float64 against NumPy";

    public override string Name => "statements";

    public override string Summary => "statements of every function and operator, also against NumPy";

    public override void Try(int seed, Tally tally)
    {
        var statements = RandomStatements.Of(seed);
        var circuit = new Circuit("statements") { new Population("p", statements.Values["x"].Length, "x, y, z : 1") { OnSweep = statements.Text } };
        var results = new Dictionary<(ElementType, Substrate), IReadOnlyDictionary<string, double[]>>();
        IReadOnlyList<Store> stores = [];
        try
        {
            foreach (var type in new[] { ElementType.Float64, ElementType.Float32 })
            {
                foreach (var substrate in new[] { Substrate.Cpu, Substrate.Interpreter })
                {
                    using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = type, Substrate = substrate });
                    stores = simulation.Model.Population("p").Sweep;
                    results[(type, substrate)] = Run(simulation, statements);
                }
            }
        }
        catch (HomeostatException)
        {
            tally.Count("refused");
            return;
        }

        tally.Count("carried out");
        tally.Count("printed and read again");
        foreach (var store in stores)
        {
            if (Printed(store.Value, statements) is { } found)
            {
                tally.Faults.Add(new Fault(Name, seed, "printed and read again", $"{statements.Text}\n  {found}"));
            }
        }

        var (doubles, singles) = (results[(ElementType.Float64, Substrate.Cpu)], results[(ElementType.Float32, Substrate.Cpu)]);
        Compare("compiled against interpreted, float64", doubles, results[(ElementType.Float64, Substrate.Interpreter)], (_, _) => 0);
        Compare("compiled against interpreted, float32", singles, results[(ElementType.Float32, Substrate.Interpreter)], (_, _) => 0);
        Compare("float32 against float64", singles, doubles, Bound(stores, statements, isSingle: true));
        if (NumPy.Missing is null)
        {
            // Where NumPy divides 0 by 0 or multiplies 0 by infinity, the simplified statement may have a value: 0/x is 0 whatever x is.
            var (expected, bound) = (NumPy.Run(statements.Text.Replace("; ", "\n", StringComparison.Ordinal), statements.Values), Bound(stores, statements, isSingle: false));

            // Where a logarithm of 1 and something tiny is taken, NumPy loses what the simplified statement keeps, in either of its precisions.
            Compare(
                Numerical, doubles, expected.ToDictionary(v => v.Key, v => Array.ConvertAll(v.Value, x => x.Value)),
                (name, unit) => bound(name, unit) + expected[name][unit].Error + 1e-15);
        }
        else
        {
            tally.Count("NumPy left out, which is not installed");
        }

        void Compare(string check, IReadOnlyDictionary<string, double[]> one, IReadOnlyDictionary<string, double[]> other, Func<string, int, double> bound)
        {
            tally.Count(check);
            foreach (var (name, values) in one)
            {
                for (var unit = 0; unit < values.Length; unit++)
                {
                    var (a, b, most) = (values[unit], other[name][unit], bound(name, unit));
                    if (check == Numerical && double.IsFinite(a) && !double.IsFinite(b))
                    {
                        continue;
                    }

                    if (!(a.Equals(b) || Math.Abs(a - b) <= most || double.IsPositiveInfinity(most)))
                    {
                        var start = string.Join(", ", statements.Values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} = {v.Value[unit]:R}")));
                        tally.Faults.Add(new Fault(Name, seed, check, string.Create(
                            CultureInfo.InvariantCulture, $"{statements.Text}\n  with {start}, unit {unit} of {values.Length}: {name} is {a:R} and {b:R}, at most {most:R} apart expected")));
                        return;
                    }
                }
            }
        }
    }

    // A node is printed in the language, and what is read from that text has the same value.
    private static string? Printed(Node node, RandomStatements statements)
    {
        var text = NodePrinter.Print(node, n => n.Symbol?.Name[2..]);
        var factory = new NodeFactory();
        Node again;
        try
        {
            again = new Translator(factory, name => statements.Values.ContainsKey(name) ? factory.Load(new Symbol($"p.{name}", Axes.Both)) : null).Translate(ExpressionParser.Parse(text));
        }
        catch (HomeostatException e)
        {
            // Values that are used several times are written out each time, which may be more than the language takes.
            return e.Message.Contains(" more than ", StringComparison.Ordinal) ? null : $"is printed as {text}, which is refused: {e.Message}";
        }

        for (var unit = 0; unit < statements.Values["x"].Length; unit++)
        {
            var (one, other) = (Value(node, unit), Value(again, unit));
            if (!one.Value.Equals(other.Value) && !(Math.Abs(one.Value - other.Value) <= one.Error + other.Error) && double.IsFinite(one.Error + other.Error))
            {
                return string.Create(CultureInfo.InvariantCulture, $"is printed as {text}, which is {other.Value:R} and not {one.Value:R} for unit {unit}");
            }
        }

        return null;

        BoundedValue Value(Node value, int unit) => BoundedValue.Of(value, symbol => statements.Values[symbol.Name[2..]][unit], isSingle: false, []);
    }

    private static Dictionary<string, double[]> Run(Simulation simulation, RandomStatements statements)
    {
        foreach (var (name, values) in statements.Values)
        {
            simulation[$"p.{name}"].CopyFrom(values);
            simulation.Changed($"p.{name}");
        }

        simulation.Run(simulation.Compile(new Sweep()));
        return statements.Values.Keys.ToDictionary(name => name, name => simulation[$"p.{name}"].ToArray());
    }

    private static Func<string, int, double> Bound(IReadOnlyList<Store> stores, RandomStatements statements, bool isSingle)
    {
        var known = new Dictionary<int, Dictionary<Node, BoundedValue>>();
        return (name, unit) =>
        {
            var nodes = known.TryGetValue(unit, out var found) ? found : known[unit] = [];
            var store = stores.FirstOrDefault(s => s.Target.Name == $"p.{name}");
            return store is null ? 0 : BoundedValue.Of(store.Value, symbol => statements.Values[symbol.Name[2..]][unit], isSingle, nodes).Error;
        };
    }
}
