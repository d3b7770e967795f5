
namespace Homeostat.Semantics;

/// <summary>The meaning of a name in a <see cref="ValueExpression"/>: a number, or a value that varies along axes.</summary>
/// <param name="Dimension">The dimension of the value.</param>
/// <param name="Value">The number, where the value does not vary.</param>
/// <param name="Axes">The axes along which the value varies.</param>
internal readonly record struct Meaning(Dimension Dimension, double Value, Axes Axes)
{
    public static Meaning Number(Quantity quantity) => new(quantity.Dimension, quantity.Value, Axes.None);

    public static Meaning Number(double value) => new(Dimension.None, value, Axes.None);

    public static Meaning Varying(Dimension dimension, Axes axes) => new(dimension, 0, axes);
}

/// <summary>
/// A single expression, such as an initial value, a delay or the condition of a connection, with its units checked. Numbers and random
/// draws are replaced by symbols, so that expressions that differ only in them share one kernel.
/// </summary>
internal sealed class ValueExpression
{
    private readonly NodeFactory _factory = new();
    private readonly Dictionary<Symbol, double> _numbers = [];
    private readonly List<(Symbol Symbol, bool IsNormal)> _draws = [];

    /// <param name="text">The expression.</param>
    /// <param name="owner">The owner of the expression, for messages.</param>
    /// <param name="what">A description of the expression for messages, such as <c>the initial value of 'w'</c>.</param>
    /// <param name="expected">The dimension that it must have.</param>
    /// <param name="names">The names to suggest where one is unknown.</param>
    /// <param name="meaning">A function that returns the meaning of a name, or null for an unknown one.</param>
    /// <exception cref="EquationException">The text is not an expression of that dimension.</exception>
    /// <exception cref="HomeostatException">The expression contains a reduction over a population.</exception>
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
                "sum" or "mean" or "softmax" or "logsumexp" or "kwta" or "kth_largest" => throw NoReduction(call),
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

    /// <summary>The value, if the expression is a single number; otherwise null.</summary>
    public double? Constant { get; }

    /// <summary>The program that stores the value to <see cref="Result"/>.</summary>
    public ElementProgram Program { get; }

    public Symbol Result { get; } = new("result", Axes.Both);

    /// <summary>The operands that are numbers, by symbol.</summary>
    public IReadOnlyDictionary<Symbol, double> Numbers => _numbers;

    /// <summary>The operands that are random numbers, normal or uniform, in the order in which they are written.</summary>
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
            // Powers with a constant exponent are compiled to code of their own.
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
