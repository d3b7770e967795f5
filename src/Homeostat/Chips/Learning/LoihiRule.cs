namespace Homeostat.Chips;

/// <summary>A learning rule of Loihi as written: a sum of products, such as <c>2**-3*y0*x1 - 2**-3*x0*y1</c>.</summary>
/// <param name="Products">The products.</param>
/// <param name="Decimation">The exponent k of <c>uk</c>, which is true in every 2ᵏ-th epoch; null where no product has it.</param>
internal sealed record LoihiRule(IReadOnlyList<LoihiProduct> Products, int? Decimation)
{
    private static readonly string[] Traces = ["x1", "x2", "y1", "y2", "y3"];

    /// <summary>Reads a rule.</summary>
    /// <param name="text">The text; empty for none.</param>
    /// <param name="owner">The owner, for messages.</param>
    public static LoihiRule Parse(string text, string owner)
    {
        if (text.Length == 0)
        {
            return new LoihiRule([], null);
        }

        var reader = new Reader(text, owner);
        reader.Terms(ExpressionParser.Parse(text, owner), 1);
        return new LoihiRule(reader.Products, reader.Decimation);
    }

    private sealed class Reader(string text, string owner)
    {
        public List<LoihiProduct> Products { get; } = [];

        public int? Decimation { get; private set; }

        public void Terms(Expression expression, int sign)
        {
            switch (expression)
            {
                case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum when Value(sum) is null:
                    Terms(sum.Left, sign);
                    Terms(sum.Right, sum.Operator == BinaryOperator.Add ? sign : -sign);
                    break;
                case UnaryExpression { Operator: UnaryOperator.Negate } negative when Value(negative) is null:
                    Terms(negative.Operand, -sign);
                    break;
                default:
                    Products.Add(Product(expression, sign));
                    break;
            }
        }

        private LoihiProduct Product(Expression expression, int sign)
        {
            var (mantissa, exponent, when, factors) = ((double)sign, 0, "", new List<LoihiFactor>());
            Read(expression);
            if (when.Length == 0)
            {
                throw At(expression, $"The product '{expression}' says nothing about when it acts.", "Multiply it by x0 (a presynaptic spike), y0 (a postsynaptic one) or u0 (each epoch).");
            }

            // A fraction is a whole number times a power of two.
            while (mantissa != Math.Round(mantissa) && exponent > -64)
            {
                (mantissa, exponent) = (mantissa * 2, exponent - 1);
            }

            while (mantissa is < -8 or > 7 && mantissa % 2 == 0 && exponent < 8)
            {
                (mantissa, exponent) = (mantissa / 2, exponent + 1);
            }

            if (mantissa is < -8 or > 7 && mantissa is >= -128 and <= 127)
            {
                factors.Add(new LoihiFactor("C", (int)mantissa));
                mantissa = 1;
            }

            return mantissa is >= -8 and <= 7 && exponent is >= -7 and <= 8 ? new LoihiProduct(when, (int)mantissa, exponent, factors) : throw At(
                expression, FormattableString.Invariant($"The factor of '{expression}' is {mantissa} · 2^{exponent}; a chip has room for mantissas of −8 to 7, exponents of −7 to 8 and constants of −128 to 127."),
                "Change the factor, or the impulse of a trace.");

            void Read(Expression part)
            {
                if (part is BinaryExpression { Operator: BinaryOperator.Power, Left: NumberLiteral { Value: 2 } } power && Value(power.Right) is { } k && k == Math.Round(k) && Math.Abs(k) < 64)
                {
                    exponent += (int)k;
                }
                else if (Value(part) is { } number)
                {
                    mantissa *= number;
                }
                else if (part is BinaryExpression { Operator: BinaryOperator.Multiply } product)
                {
                    Read(product.Left);
                    Read(product.Right);
                }
                else if (part is UnaryExpression { Operator: UnaryOperator.Negate } negative)
                {
                    mantissa = -mantissa;
                    Read(negative.Operand);
                }
                else if (part is NameReference { Name: var name } && Dependency(part, name) is { } dependency)
                {
                    Depend(part, dependency);
                }
                else
                {
                    factors.Add(Factor(part));
                }
            }

            // Of two spikes, one is a factor of one bit.
            void Depend(Expression place, string dependency)
            {
                if (when.Length > 0 && (when == dependency || when == "u" || dependency == "u"))
                {
                    throw At(place, $"The product '{expression}' depends on '{when}' and on '{dependency}'.", "Name one of them.");
                }

                if (when.Length > 0)
                {
                    factors.Add(new LoihiFactor("y0", 0));
                }

                when = when.Length > 0 ? "x0" : dependency;
            }

            LoihiFactor Factor(Expression part)
            {
                var (name, constant) = part switch
                {
                    NameReference { Name: var alone } => (alone, 0.0),
                    BinaryExpression { Operator: BinaryOperator.Add, Left: NameReference { Name: var left }, Right: var right } when Value(right) is { } number => (left, number),
                    BinaryExpression { Operator: BinaryOperator.Subtract, Left: NameReference { Name: var left }, Right: var right } when Value(right) is { } number => (left, -number),
                    BinaryExpression { Operator: BinaryOperator.Add, Right: NameReference { Name: var right }, Left: var left } when Value(left) is { } number => (right, number),
                    BinaryExpression { Operator: BinaryOperator.Subtract, Right: NameReference { Name: var right }, Left: var left } when Value(left) is { } number => Negated(right, number),
                    _ => ("", 0),
                };
                if (!(Traces.Contains(name) || name is "w" or "t"))
                {
                    throw At(part, $"'{part}' is no factor of a learning rule.", "Factors are x1, x2, y1, y2, y3, w (the weight), t (the tag), each with a constant or without, as (w - 100), and numbers.");
                }

                var (least, most) = LoihiFactor.Constants(name);
                return constant == Math.Round(constant) && constant >= least && constant <= most ? new LoihiFactor(name, (int)constant)
                    : throw At(part, FormattableString.Invariant($"The constant beside '{name}' is {constant}; there is room for whole numbers of {least} to {most}."), "Change the scale of the rule.");

                (string, double) Negated(string of, double number)
                {
                    mantissa = -mantissa;
                    return (of, -number);
                }
            }
        }

        private string? Dependency(Expression place, string name)
        {
            if (name is "x0" or "y0")
            {
                return name;
            }

            if (name.Length != 2 || name[0] != 'u' || !char.IsAsciiDigit(name[1]))
            {
                return null;
            }

            var k = name[1] - '0';
            Decimation = Decimation is null || Decimation == k ? k : throw At(place, $"The rule has '{name}' and 'u{Decimation}'.", "A projection has one of u0 to u9.");
            return "u";
        }

        // The value of a number as written; null for anything else.
        private static double? Value(Expression expression) => expression switch
        {
            NumberLiteral number => number.Value,
            UnaryExpression { Operator: UnaryOperator.Negate } negative => -Value(negative.Operand),
            BinaryExpression { Operator: BinaryOperator.Power } power => Value(power.Left) is { } a && Value(power.Right) is { } b ? Math.Pow(a, b) : null,
            BinaryExpression { Operator: BinaryOperator.Divide } ratio => Value(ratio.Left) / Value(ratio.Right),
            _ => null,
        };

        private EquationException At(Expression place, string problem, string remedy) => EquationException.At(text, owner, place.Span, problem, remedy);
    }
}
