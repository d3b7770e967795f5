
namespace Homeostat.Semantics;

/// <summary>What a name in a <see cref="ValueExpression"/> stands for: a number, or something that varies along axes.</summary>
/// <param name="Dimension">Its unit.</param>
/// <param name="Value">The number, where it does not vary.</param>
/// <param name="Axes">Along what it varies.</param>
internal readonly record struct Meaning(Dimension Dimension, double Value, Axes Axes)
{
    public static Meaning Number(Quantity quantity) => new(quantity.Dimension, quantity.Value, Axes.None);

    public static Meaning Number(double value) => new(Dimension.None, value, Axes.None);

    public static Meaning Varying(Dimension dimension, Axes axes) => new(dimension, 0, axes);
}

/// <summary>
/// An expression that stands alone (an initial value, a delay, the condition of a connection): read, its units checked,
/// translated, its numbers and random draws taken out as symbols so that one kernel serves all that differ in them only.
/// </summary>
internal sealed class ValueExpression
{
    private readonly NodeFactory _factory = new();
    private readonly Dictionary<Symbol, double> _numbers = [];
    private readonly List<(Symbol Symbol, bool IsNormal)> _draws = [];

    /// <param name="text">The expression.</param>
    /// <param name="owner">Whose it is, for messages.</param>
    /// <param name="what">What it is, for messages, such as <c>the initial value of 'w'</c>.</param>
    /// <param name="expected">The unit it must have.</param>
    /// <param name="names">Names to suggest where one is unknown.</param>
    /// <param name="meaning">What a name stands for, or null.</param>
    /// <exception cref="EquationException">The text is no expression of that unit.</exception>
    /// <exception cref="HomeostatException">It adds up over a population.</exception>
    public ValueExpression(
        string text, string owner, string what, Dimension expected, IEnumerable<string> names, Func<string, Meaning?> meaning)
    {
        var expression = ExpressionParser.Parse(text, owner);
        new DimensionChecker(text, owner, new Scope(names, meaning)).CheckFits(expression, expected, what);
        var translator = new Translator(_factory, name => meaning(name) is { } known ? Load(name, known) : null)
        {
            Special = (call, inner) => call.Function switch
            {
                "rand" or "randn" => Draw(call.Function == "randn"),
                "poisson" when call.Arguments is [var mean] => PoissonCount.Of(
                    _factory, inner.Translate(mean), () => Draw(isNormal: false), () => Draw(isNormal: true)),
                "sum" or "mean" or "softmax" or "logsumexp" or "kwta" => throw NoReduction(call),
                "max" when call.Arguments.Count == 1 => throw NoReduction(call),
                _ => null,
            },
        };
        Text = text;
        var value = translator.Translate(expression);
        if (value.Operation == Operation.Constant)
        {
            Constant = value.Value;
        }

        Program = new ElementProgram([new Store(Result, new Substitution(_factory, WithoutNumbers).Apply(value))]);

        HomeostatException NoReduction(CallExpression call) => EquationException.At(
            text, owner, call.Span, $"'{call.Function}' over a population has no meaning in {what}.", "Work out the number beforehand and give it as a constant.");
    }

    public string Text { get; }

    /// <summary>The value, where it is one number.</summary>
    public double? Constant { get; }

    /// <summary>Stores the value to <see cref="Result"/>.</summary>
    public ElementProgram Program { get; }

    public Symbol Result { get; } = new("result", Axes.Both);

    /// <summary>The operands that are single numbers.</summary>
    public IReadOnlyDictionary<Symbol, double> Numbers => _numbers;

    /// <summary>The operands that are random, in the order in which they are written: normal or uniform.</summary>
    public IReadOnlyList<(Symbol Symbol, bool IsNormal)> Draws => _draws;

    private Node Load(string name, Meaning meaning) =>
        meaning.Axes == Axes.None ? _factory.Constant(meaning.Value) : _factory.Load(new Symbol(name, meaning.Axes));

    private Node Draw(bool isNormal)
    {
        var symbol = new Symbol($"draw {_draws.Count}", Axes.Both);
        _draws.Add((symbol, isNormal));
        return _factory.Load(symbol);
    }

    private Node? WithoutNumbers(Node node)
    {
        if (node.Operation != Operation.Constant)
        {
            // Powers of a known exponent have code of their own.
            return node.Operation == Operation.Power ? node : null;
        }

        var symbol = new Symbol($"number {_numbers.Count}", Axes.None);
        _numbers[symbol] = node.Value;
        return _factory.Load(symbol);
    }

    private sealed class Scope(IEnumerable<string> names, Func<string, Meaning?> meaning) : IScope
    {
        public IEnumerable<string> Names => names;

        public bool TryGetDimension(string name, out Dimension dimension)
        {
            var found = meaning(name);
            dimension = found?.Dimension ?? Dimension.None;
            return found is not null;
        }
    }
}
