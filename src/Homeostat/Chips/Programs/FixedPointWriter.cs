using static Homeostat.Chips.FixedValue;

namespace Homeostat.Chips;

/// <summary>
/// Writes values of a population's equations as equations of whole numbers, one line for each operation. Registers have 24 bits and products and sums 48, so that float64
/// holds all of them exactly; what is shifted to fewer binary places is rounded to the nearest number. The sizes of registers are given, and those of all other values follow
/// from them, so that nothing overflows.
/// </summary>
/// <param name="population">The population.</param>
/// <param name="parameters">The values of its parameters.</param>
/// <param name="registers">The value that a variable is read as.</param>
/// <param name="stored">The parameters of the population of the chip, which are added to.</param>
/// <param name="undone">Roundings that are not made.</param>
/// <param name="roundings">The list to which is added what was rounded.</param>
internal sealed class FixedPointWriter(
    PopulationModel population, ParameterValues parameters, IReadOnlyDictionary<Symbol, FixedValue> registers, CoreParameters stored, Undone undone, List<ChipRounding> roundings)
{
    // A normal number of float64 is below 8.7.
    private const double MostNormal = 8;

    // The binary places of a random number.
    private const int RandomPlaces = 16;

    private readonly Dictionary<Node, FixedValue> _values = [];
    private readonly List<string> _lines = [];
    private readonly Dictionary<string, FixedValue> _known = [];
    private readonly Dictionary<Node, string> _names = Named(population);
    private readonly bool _rounds = !undone.HasFlag(Undone.Registers);
    private int _constants;

    /// <summary>The lines of the equations.</summary>
    public string Lines => string.Concat(_lines);

    /// <summary>Whether a program has all operations of a value.</summary>
    public static bool Has(Node value, ParameterValues parameters) => new NodeOrder(value).Nodes.Where(n => n.Symbols.Any(parameters.Varies)).All(n => n.Operation switch
    {
        Operation.Divide => !n.Arguments[1].Symbols.Any(parameters.Varies),
        Operation.Sqrt or Operation.Exp or Operation.Expm1 or Operation.Log or Operation.Sin or Operation.Cos or Operation.Arctan or Operation.Tanh or Operation.Sigmoid or Operation.Power
            or Operation.Scale or Operation.Exponent or Operation.Mantissa or Operation.CopySign or Operation.Reduce => false,
        _ => true,
    });

    /// <summary>Writes all random numbers of the population in their order, in which they are the same as those of the original circuit.</summary>
    public void Draw()
    {
        foreach (var symbol in population.Random.Keys)
        {
            _ = Value(population.System.Factory.Load(symbol));
        }
    }

    /// <summary>The whole number of a value with the given binary places, within the limits of a register.</summary>
    public string Register(Node node, int places)
    {
        var value = At(Value(node), places);
        return _rounds && value.Most > MostOfRegister ? $"clip({value.Text}, {Number(-MostOfRegister)}, {Number(MostOfRegister)})" : value.Text;
    }

    /// <summary>A condition.</summary>
    public string Condition(Node node)
    {
        var a = node.Arguments;
        switch (node.Operation)
        {
            case Operation.LessOrEqual when a[0].Symbol is { } counted && counted == population.Find(PopulationModel.RefractoryName)?.Symbol && a[1].Is(0):
                return "not_refractory";
            case Operation.Less or Operation.LessOrEqual or Operation.Equal:
                var (x, y) = Aligned(Value(a[0]), Value(a[1]));
                return $"({x.Text} {(node.Operation == Operation.Less ? "<" : node.Operation == Operation.Equal ? "==" : "<=")} {y.Text})";
            case Operation.And or Operation.Or:
                return $"({Condition(a[0])} {(node.Operation == Operation.And ? "and" : "or")} {Condition(a[1])})";
            case Operation.Not:
                return $"(not {Condition(a[0])})";
            case var _ when !node.IsCondition:
                return $"({Value(node).Text} != 0)";
            default:
                throw Refuse(node);
        }
    }

    /// <summary>A value.</summary>
    public FixedValue Value(Node node)
    {
        if (!_values.TryGetValue(node, out var value))
        {
            value = _values[node] = node.IsCondition ? new FixedValue($"int({Condition(node)})", 0, 1)
                : node.Symbols.Any(parameters.Varies) ? Computed(node) : Constant(parameters.Of(node), MostOfRegister, out _);
        }

        return value;
    }

    /// <summary>The same value with another number of binary places.</summary>
    public FixedValue At(FixedValue value, int places)
    {
        var shift = places - value.Fraction;
        return shift == 0 ? value : value.Most == 0 ? value with { Fraction = places }
            : value.Literal is { } number ? Of(shift > 0 || !_rounds ? Math.ScaleB(number, shift) : Math.Floor(Math.ScaleB(number, shift) + 0.5), places)
            : shift > 0 || !_rounds ? new FixedValue($"{value.Text}*{Number(Math.ScaleB(1, shift))}", places, value.MostAt(places))
            : Line($"floor({value.Text}/{Number(Math.ScaleB(1, -shift))} + 0.5)", places, value.MostAt(places));
    }

    private FixedValue Computed(Node node)
    {
        var a = node.Arguments;
        switch (node.Operation)
        {
            case Operation.Load:
                return Variable(node.Symbol!);
            case Operation.Negate:
                var negated = Value(a[0]);
                return negated with { Text = $"(-{negated.Text})" };
            case Operation.Abs:
                var signed = Value(a[0]);
                return signed with { Text = $"abs({signed.Text})" };
            case Operation.Add or Operation.Subtract:
                var (x, y) = Aligned(Value(a[0]), Value(a[1]));
                return Line($"{x.Text} {(node.Operation == Operation.Add ? "+" : "-")} {y.Text}", x.Fraction, x.Most + y.Most, node);
            case Operation.MultiplyAdd:
                var (product, added) = Aligned(Product([a[0], a[1]]), Value(a[2]));
                return Line($"{product.Text} + {added.Text}", product.Fraction, product.Most + added.Most, node);
            case Operation.Multiply or Operation.Divide:
                return Product([node]);
            case Operation.Min or Operation.Max:
                var (p, q) = Aligned(Value(a[0]), Value(a[1]));
                return Line($"{(node.Operation == Operation.Min ? "minimum" : "maximum")}({p.Text}, {q.Text})", p.Fraction, Math.Max(p.Most, q.Most), node);
            case Operation.Select or Operation.SelectFallback:
                var (then, otherwise) = Aligned(Value(a[1]), Value(a[2]));
                return Line($"where({Condition(a[0])}, {then.Text}, {otherwise.Text})", then.Fraction, Math.Max(then.Most, otherwise.Most), node);
            case Operation.Floor or Operation.Truncate or Operation.Round:
                var value = Value(a[0]);
                var name = node.Operation == Operation.Floor ? "floor" : node.Operation == Operation.Truncate ? "int" : "rint";
                return value.Fraction <= 0 ? value : Line($"{name}({value.Text}/{Number(Math.ScaleB(1, value.Fraction))})", 0, Math.Ceiling(Math.ScaleB(value.Most, -value.Fraction)), node);
            default:
                throw Refuse(node);
        }
    }

    private FixedValue Variable(Symbol symbol)
    {
        if (registers.TryGetValue(symbol, out var register))
        {
            return register;
        }

        if (population.Random.TryGetValue(symbol, out var isNormal) && symbol.Axes.HasFlag(Axes.Columns))
        {
            var scale = Number(Math.ScaleB(1, RandomPlaces));
            return isNormal
                ? Line($"rint(clip({scale}*randn(), {Number(-MostNormal)}*{scale}, {Number(MostNormal)}*{scale}))", RandomPlaces, Math.ScaleB(MostNormal, RandomPlaces), flag: " (constant over dt)")
                : Line($"floor({scale}*rand())", RandomPlaces, Math.ScaleB(1, RandomPlaces), flag: " (constant over dt)");
        }

        if (population.Held.TryGetValue(symbol, out var held) && symbol.Axes.HasFlag(Axes.Columns))
        {
            // What is drawn is held already.
            var value = Value(held);
            return held.Symbols.All(s => population.Random.ContainsKey(s) || !parameters.Varies(s)) ? value : Line(value.Text, value.Fraction, value.Most, flag: " (constant over dt)");
        }

        throw ChipFaults.OfPopulation(
            population.Name, $"its equations need '{symbol.Name}', which comes from outside of the core", "Give signals and given values in a population of their own that fires.");
    }

    // A product or quotient: all that parameters decide is one factor.
    private FixedValue Product(IEnumerable<Node> factors)
    {
        double[] constant = [.. Enumerable.Repeat(1.0, population.Declaration.Size)];
        var varying = new List<Node>();
        foreach (var factor in factors)
        {
            Collect(factor, 1);
        }

        if (constant.Any(c => !double.IsFinite(c)))
        {
            throw ChipFaults.OfPopulation(population.Name, $"'{string.Join("*", factors)}' has a factor that is not finite", "Check the parameters: one of them is divided by 0.");
        }

        // The factor comes first, so that a product of states keeps the places that two registers have.
        FixedValue[] values = [.. varying.Select(Value)];
        values[0] = Scaled(values[0], constant, varying);
        return values.Aggregate(Times);

        void Collect(Node node, int power)
        {
            if (!node.Symbols.Any(parameters.Varies))
            {
                var values = parameters.Of(node);
                constant = [.. constant.Select((c, i) => power > 0 ? c * values[i] : c / values[i])];
            }
            else if (node.Operation == Operation.Multiply)
            {
                Collect(node.Arguments[0], power);
                Collect(node.Arguments[1], power);
            }
            else if (node.Operation == Operation.Divide && !node.Arguments[1].Symbols.Any(parameters.Varies))
            {
                Collect(node.Arguments[0], power);
                Collect(node.Arguments[1], -power);
            }
            else
            {
                varying.Add(node.Operation == Operation.Divide ? throw Refuse(node) : node);
            }
        }
    }

    private FixedValue Scaled(FixedValue value, double[] constant, IReadOnlyList<Node> product)
    {
        var power = Math.ILogB(constant[0]);
        if (constant[0] != 0 && Array.TrueForAll(constant, c => c == constant[0]) && Math.Abs(constant[0]) == Math.ScaleB(1, power))
        {
            return value with { Fraction = value.Fraction - power, Text = constant[0] > 0 ? value.Text : $"(-{value.Text})" };
        }

        var (narrow, factor) = (Narrow(value, MostOfScaled), Constant(constant, MostOfFactor, out var exact));
        roundings.Add(CorePopulation.Rounding(
            population.Name, $"factor of {Short(product)}", $"{CorePopulation.Range(exact.Numbers)} · 2^{Number(-exact.Fraction)}", constant, exact.Values));
        return factor.Most == 0 ? factor : Line($"{factor.Text}*{narrow.Text}", narrow.Fraction + factor.Fraction, narrow.Most * factor.Most);
    }

    private FixedValue Times(FixedValue x, FixedValue y)
    {
        var (a, b) = (Narrow(x, MostOfRegister), Narrow(y, MostOfRegister));
        return Line($"{a.Text}*{b.Text}", a.Fraction + b.Fraction, a.Most * b.Most);
    }

    // The value with as many binary places as a multiplication has room for.
    private FixedValue Narrow(FixedValue value, double limit)
    {
        var places = value.Fraction;
        while (value.MostAt(places) > limit)
        {
            places--;
        }

        return At(value, places);
    }

    // Both values with the same binary places: as many as the finer one has, unless the sum had no room.
    private (FixedValue X, FixedValue Y) Aligned(FixedValue x, FixedValue y)
    {
        var places = x.Most == 0 ? y.Fraction : y.Most == 0 ? x.Fraction : Math.Max(x.Fraction, y.Fraction);
        while (x.MostAt(places) + y.MostAt(places) > MostOfAccumulator)
        {
            places--;
        }

        return (At(x, places), At(y, places));
    }

    private FixedValue Constant(double[] values, double limit, out FixedConstant constant)
    {
        if (values.Any(v => !double.IsFinite(v)))
        {
            throw ChipFaults.OfPopulation(population.Name, "one of its parameters is not finite", "Check its parameters and initial values.");
        }

        constant = FixedConstant.Of(values, limit, !undone.HasFlag(Undone.Decays));
        var numbers = constant.Numbers;
        if (Array.TrueForAll(numbers, n => n == numbers[0]))
        {
            return Of(numbers[0], constant.Fraction);
        }

        var name = Free($"c{++_constants}");
        stored.Add(name, numbers);
        return new FixedValue(name, constant.Fraction, constant.Most);
    }

    private FixedValue Line(string text, int places, double most, Node? node = null, string flag = "")
    {
        // A draw is not the same as another one.
        if (flag.Length == 0 && _known.TryGetValue(text, out var known))
        {
            return known with { Fraction = places };
        }

        var name = Free($"n{_lines.Count + 1}");
        var comment = node is null ? "" : Text(node);
        _lines.Add($"{name} = {text} : 1{flag}   # {(comment.Length is 0 or > 60 ? "" : $"{comment}, ")}1 is 2**{Number(-places)}\n");
        return _known[text] = new FixedValue(name, places, most);
    }

    private string Short(IReadOnlyList<Node> nodes)
    {
        var text = string.Join("*", nodes.Select(Text));
        return text.Length <= 40 ? text : $"{text[..37]}...";
    }

    // Names of the population's own variables and sub-expressions, without its name.
    private string Text(Node node) => _names.GetValueOrDefault(node)
        ?? NodePrinter.Print(node, n => _names.GetValueOrDefault(n)).Replace($"{population.Name}.", "", StringComparison.Ordinal);

    private static Dictionary<Node, string> Named(PopulationModel population)
    {
        var names = new Dictionary<Node, string>();
        foreach (var equation in population.Equations.Equations.Where(e => e.Kind == EquationKind.Subexpression && !e.Has("constant over dt")))
        {
            if (population.Value(equation.Name) is { Operation: not (Operation.Load or Operation.Constant) } value)
            {
                names.TryAdd(value, equation.Name);
            }
        }

        return names;
    }

    // A name that no variable of the population has.
    private string Free(string name) => registers.Keys.Any(s => s.Name == $"{population.Name}.{name}") ? Free($"{name}_") : name;

    private HomeostatException Refuse(Node node) => ChipFaults.OfPopulation(
        population.Name, $"its equations need '{Text(node)}', and a program of a core has sums, products, comparisons and roundings only",
        "Replace functions and quotients of states by such, for instance by a polynomial.");
}
