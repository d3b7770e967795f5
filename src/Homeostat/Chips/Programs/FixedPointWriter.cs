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

    /// <summary>True if a value has functions of what varies, or quotients by it.</summary>
    public static bool HasFunctions(Node value, ParameterValues parameters) => new NodeOrder(value).Nodes.Where(n => n.Symbols.Any(parameters.Varies))
        .Any(n => Function(n) is not null || (n.Operation == Operation.Divide && n.Arguments[1].Symbols.Any(parameters.Varies)));

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
        return _rounds && value.Size > MostOfRegister ? $"clip({value.Text}, {Number(-MostOfRegister)}, {Number(MostOfRegister)})" : value.Text;
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
            value = _values[node] = node.IsCondition ? new FixedValue($"int({Condition(node)})", 0, 0, 1)
                : node.Symbols.Any(parameters.Varies) ? Computed(node) : Constant(parameters.Of(node), MostOfRegister, out _);
        }

        return value;
    }

    /// <summary>The same value with another number of binary places.</summary>
    public FixedValue At(FixedValue value, int places)
    {
        var shift = places - value.Fraction;
        return shift == 0 ? value : value.Size == 0 ? value with { Fraction = places }
            : value.Literal is { } number ? Of(shift > 0 || !_rounds ? Math.ScaleB(number, shift) : Math.Floor(Math.ScaleB(number, shift) + 0.5), places)
            : shift > 0 || !_rounds ? new FixedValue($"{value.Text}*{Number(Math.ScaleB(1, shift))}", places, value.At(value.Least, places), value.At(value.Most, places))
            : Line($"floor({value.Text}/{Number(Math.ScaleB(1, -shift))} + 0.5)", places, value.At(value.Least, places), value.At(value.Most, places));
    }

    private FixedValue Computed(Node node)
    {
        var a = node.Arguments;
        switch (node.Operation)
        {
            case Operation.Load:
                return Variable(node.Symbol!);
            case Operation.Negate:
                return Value(a[0]).Negated;
            case Operation.Abs:
                var signed = Value(a[0]);
                return Line($"abs({signed.Text})", signed.Fraction, 0, signed.Size, node);
            case Operation.Add:
                return Sum(Value(a[0]), Value(a[1]), node);
            case Operation.Subtract:
                return Sum(Value(a[0]), Value(a[1]).Negated, node);
            case Operation.MultiplyAdd:
                return Sum(Product([a[0], a[1]]), Value(a[2]), node);
            case var _ when Function(node) is { } function:
                return Near(function, node.Operation == Operation.Divide ? a[1] : a[0], node);
            case Operation.Multiply or Operation.Divide:
                return Product([node]);
            case Operation.Min or Operation.Max:
                var (x, y) = Aligned(Value(a[0]), Value(a[1]));
                return node.Operation == Operation.Min ? Line($"minimum({x.Text}, {y.Text})", x.Fraction, Math.Min(x.Least, y.Least), Math.Min(x.Most, y.Most), node)
                    : Line($"maximum({x.Text}, {y.Text})", x.Fraction, Math.Max(x.Least, y.Least), Math.Max(x.Most, y.Most), node);
            case Operation.Select or Operation.SelectFallback:
                var (then, otherwise) = Aligned(Value(a[1]), Value(a[2]));
                return Line($"where({Condition(a[0])}, {then.Text}, {otherwise.Text})", then.Fraction, Math.Min(then.Least, otherwise.Least), Math.Max(then.Most, otherwise.Most), node);
            case Operation.Floor or Operation.Truncate or Operation.Round:
                var value = Value(a[0]);
                var name = node.Operation == Operation.Floor ? "floor" : node.Operation == Operation.Truncate ? "int" : "rint";
                return value.Fraction <= 0 ? value : Line(
                    $"{name}({value.Text}/{Number(Math.ScaleB(1, value.Fraction))})", 0, Math.Floor(Math.ScaleB(value.Least, -value.Fraction)), Math.Ceiling(Math.ScaleB(value.Most, -value.Fraction)), node);
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
                ? Line($"rint(clip({scale}*randn(), {Number(-MostNormal)}*{scale}, {Number(MostNormal)}*{scale}))", RandomPlaces, -Math.ScaleB(MostNormal, RandomPlaces), Math.ScaleB(MostNormal, RandomPlaces), flag: " (constant over dt)")
                : Line($"floor({scale}*rand())", RandomPlaces, 0, Math.ScaleB(1, RandomPlaces), flag: " (constant over dt)");
        }

        if (population.Held.TryGetValue(symbol, out var held) && symbol.Axes.HasFlag(Axes.Columns))
        {
            // What is drawn is held already.
            var value = Value(held);
            return held.Symbols.All(s => population.Random.ContainsKey(s) || !parameters.Varies(s)) ? value : Line(value.Text, value.Fraction, value.Least, value.Most, flag: " (constant over dt)");
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
            else if (node.Operation == Operation.Divide && Function(node) is null && !node.Arguments[1].Symbols.Any(parameters.Varies))
            {
                Collect(node.Arguments[0], power);
                Collect(node.Arguments[1], -power);
            }
            else
            {
                varying.Add(node.Operation == Operation.Divide && Function(node) is null ? throw Refuse(node) : node);
            }
        }
    }

    // A function of one value; (e^x - 1)/x is one, by which the exponential Euler method takes its steps.
    private static Func<double, double>? Function(Node node) => node.Operation switch
    {
        Operation.Divide when node.Arguments[0].Operation == Operation.Expm1 && ReferenceEquals(node.Arguments[0].Arguments[0], node.Arguments[1]) => x => x == 0 ? 1 : double.ExpM1(x) / x,
        Operation.Exp => Math.Exp,
        Operation.Expm1 => double.ExpM1,
        Operation.Sin => Math.Sin,
        Operation.Cos => Math.Cos,
        Operation.Arctan => Math.Atan,
        Operation.Tanh => Math.Tanh,
        Operation.Sigmoid => x => 1 / (1 + Math.Exp(-x)),
        _ => null,
    };

    // Functions are polynomials of their argument, which is taken as a share of a power of two.
    private FixedValue Near(Func<double, double> function, Node argument, Node node)
    {
        var x = Narrow(Value(argument), MostOfRegister);
        var (least, most) = (Math.ScaleB(x.Least, -x.Fraction), Math.ScaleB(x.Most, -x.Fraction));
        var power = x.Size == 0 ? 0 : (int)Math.Ceiling(Math.Log2(x.Size)) - x.Fraction;
        if (PolynomialFit.Of(share => function(Math.ScaleB(share, power)), Math.ScaleB(least, -power), Math.ScaleB(most, -power)) is not { } fit)
        {
            throw ChipFaults.OfPopulation(
                population.Name, FormattableString.Invariant($"its equations need '{Text(node)}', whose argument can be between {least:G3} and {most:G3}; no polynomial of up to {PolynomialFit.MostDegree} powers comes near enough to that"),
                "Write a function for a smaller range, for instance by clip(...), or replace it by sums, products and comparisons.");
        }

        roundings.Add(new ChipRounding(
            population.Name, $"polynomial for {Short([node])}", fit.Size, fit.Size + fit.Error, FormattableString.Invariant($"degree {fit.Coefficients.Length - 1}"), fit.Error / fit.Size));
        var share = x with { Fraction = x.Fraction + power };
        return fit.Coefficients.SkipLast(1).Reverse().Aggregate(Number(fit.Coefficients[^1]), (value, coefficient) => Sum(Times(value, share), Number(coefficient)));

        FixedValue Number(double coefficient) => Constant([coefficient], MostOfRegister, out _);
    }

    private FixedValue Scaled(FixedValue value, double[] constant, IReadOnlyList<Node> product)
    {
        var power = Math.ILogB(constant[0]);
        if (constant[0] != 0 && Array.TrueForAll(constant, c => c == constant[0]) && Math.Abs(constant[0]) == Math.ScaleB(1, power))
        {
            var shifted = value with { Fraction = value.Fraction - power };
            return constant[0] > 0 ? shifted : shifted.Negated;
        }

        var (narrow, factor) = (Narrow(value, MostOfScaled), Constant(constant, MostOfFactor, out var exact));
        roundings.Add(CorePopulation.Rounding(
            population.Name, $"factor of {Short(product)}", $"{CorePopulation.Range(exact.Numbers)} · 2^{Number(-exact.Fraction)}", constant, exact.Values));
        return factor.Size == 0 ? factor : Multiplied(factor, narrow);
    }

    private FixedValue Times(FixedValue x, FixedValue y) => Multiplied(Narrow(x, MostOfRegister), Narrow(y, MostOfRegister));

    private FixedValue Multiplied(FixedValue x, FixedValue y)
    {
        double[] ends = [x.Least * y.Least, x.Least * y.Most, x.Most * y.Least, x.Most * y.Most];
        return Line($"{x.Text}*{y.Text}", x.Fraction + y.Fraction, ends.Min(), ends.Max());
    }

    private FixedValue Sum(FixedValue x, FixedValue y, Node? node = null)
    {
        var (a, b) = Aligned(x, y);
        return Line($"{a.Text} + {b.Text}", a.Fraction, a.Least + b.Least, a.Most + b.Most, node);
    }

    // The value with as many binary places as a multiplication has room for.
    private FixedValue Narrow(FixedValue value, double limit)
    {
        var places = value.Fraction;
        while (value.SizeAt(places) > limit)
        {
            places--;
        }

        return At(value, places);
    }

    // Both values with the same binary places: as many as the finer one has, unless the sum had no room.
    private (FixedValue X, FixedValue Y) Aligned(FixedValue x, FixedValue y)
    {
        var places = x.Size == 0 ? y.Fraction : y.Size == 0 ? x.Fraction : Math.Max(x.Fraction, y.Fraction);
        while (x.SizeAt(places) + y.SizeAt(places) > MostOfAccumulator)
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
        return new FixedValue(name, constant.Fraction, numbers.Min(), numbers.Max());
    }

    private FixedValue Line(string text, int places, double least, double most, Node? node = null, string flag = "")
    {
        // A draw is not the same as another one.
        if (flag.Length == 0 && _known.TryGetValue(text, out var known))
        {
            return known with { Fraction = places };
        }

        var name = Free($"n{_lines.Count + 1}");
        var comment = node is null ? "" : Text(node);
        _lines.Add($"{name} = {text} : 1{flag}   # {(comment.Length is 0 or > 60 ? "" : $"{comment}, ")}1 is 2**{Number(-places)}\n");
        return _known[text] = new FixedValue(name, places, least, most);
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
        population.Name, $"its equations need '{Text(node)}', and a program of a core has sums, products, comparisons, roundings and polynomials only",
        "Replace quotients and roots of states by such.");
}
