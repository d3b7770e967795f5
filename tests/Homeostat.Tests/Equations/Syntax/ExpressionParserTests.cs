using CsCheck;
using Homeostat.Fuzz;

namespace Homeostat.Tests.Equations;

public class ExpressionParserTests
{
    private static readonly string[] s_names = ["v", "tau_m", "mV", "x_post", "τ", "_a1", "e"];

    private static readonly Gen<Expression> s_expression = Gen.Recursive<Expression>((depth, self) =>
    {
        var leaf = Gen.OneOf<Expression>(
            Gen.OneOf(Gen.Double[0, 10], Gen.Double[1e-300, 1e300], Gen.Int[0, 99].Select(n => (double)n))
                .Select(value => new NumberLiteral(value, default) as Expression),
            Gen.OneOf(s_names).Select(name => new NameReference(name, default) as Expression));
        if (depth > 5)
        {
            return leaf;
        }

        return Gen.Frequency(
            (2, leaf),
            (5, from op in Gen.Enum<BinaryOperator>()
                from left in self
                from right in self
                select new BinaryExpression(op, left, right, default) as Expression),
            (1, from op in Gen.Enum<UnaryOperator>()
                from operand in self
                select new UnaryExpression(op, operand, default) as Expression),
            (1, from arguments in self.Array[0, 3]
                select new CallExpression("f", arguments, default) as Expression));
    });

    // Values as Python gives them.
    [Theory]
    [InlineData("1 + 2*3", 7)]
    [InlineData("(1 + 2)*3", 9)]
    [InlineData("1 - 2 - 3", -4)]
    [InlineData("16/4/2", 2)]
    [InlineData("2*7 % 4", 2)]
    [InlineData("-7 // 2", -4)]
    [InlineData("-7 % 3", 2)]
    [InlineData("7 % -3", -2)]
    [InlineData("-2**2", -4)]
    [InlineData("(-2)**2", 4)]
    [InlineData("2**3**2", 512)]
    [InlineData("2**-1", 0.5)]
    [InlineData("2**-2**2", 0.0625)]
    [InlineData("-2**-2", -0.25)]
    [InlineData("2*-3", -6)]
    [InlineData("--3", 3)]
    [InlineData("+3 - +2", 1)]
    [InlineData("6/2*3", 9)]
    [InlineData("-3*2 + 1", -5)]
    [InlineData("1 + 2 < 4", 1)]
    [InlineData("not 1 == 2", 1)]
    [InlineData("not 1 == 1 or 2 > 1", 1)]
    [InlineData("1 > 2 and 1 > 2 or 3 > 2", 1)]
    [InlineData("1 > 2 and (1 > 2 or 3 > 2)", 0)]
    [InlineData("not not 1 <= 1", 1)]
    [InlineData("3 != 3", 0)]
    [InlineData("True + True", 2)]
    [InlineData("False", 0)]
    [InlineData("1.", 1)]
    [InlineData(".5", 0.5)]
    [InlineData("1e-3", 1e-3)]
    [InlineData("1.5E+2", 150)]
    [InlineData("1 +\n 2 # comment\n + 3", 6)]
    [InlineData("1 + \\\n 2", 3)]
    public void Binds_as_python_does(string text, double value) =>
        Assert.Equal(value, Evaluate(ExpressionParser.Parse(text)));

    [Theory]
    [InlineData("v+I*R", "v + I*R")]
    [InlineData("((v))", "v")]
    [InlineData("a-(b-c)", "a - (b - c)")]
    [InlineData("(a**b)**c", "(a**b)**c")]
    [InlineData("a**(b**c)", "a**b**c")]
    [InlineData("(-a)**b", "(-a)**b")]
    [InlineData("-(a**b)", "-a**b")]
    [InlineData("-(a*b)", "-(a*b)")]
    [InlineData("not (a and b)", "not (a and b)")]
    [InlineData("(a<b)==c", "(a < b) == c")]
    [InlineData("clip(x,0,1 )", "clip(x, 0, 1)")]
    [InlineData("rand()", "rand()")]
    public void Prints_with_no_more_parentheses_than_needed(string text, string printed) =>
        Assert.Equal(printed, ExpressionParser.Parse(text).ToString());

    [Fact]
    public void What_is_printed_parses_to_the_same_tree() => s_expression.Sample(expression =>
    {
        var parsed = ExpressionParser.Parse(expression.ToString());
        return Same(expression, parsed) && parsed.ToString() == expression.ToString();
    });

    [Fact]
    public void Spans_cover_the_text_of_each_part()
    {
        const string text = "(v + I) / tau - exp(v)";
        var difference = Assert.IsType<BinaryExpression>(ExpressionParser.Parse(text));
        var quotient = Assert.IsType<BinaryExpression>(difference.Left);
        Assert.Equal(text, Cut(difference));
        Assert.Equal("(v + I) / tau", Cut(quotient));
        Assert.Equal("v + I", Cut(quotient.Left));
        Assert.Equal("tau", Cut(quotient.Right));
        Assert.Equal("exp(v)", Cut(difference.Right));

        static string Cut(Expression part) => text.Substring(part.Span.Start, part.Span.Length);
    }

    [Theory]
    [InlineData("x^2", "**")]
    [InlineData("a && b", "and")]
    [InlineData("a || b", "or")]
    [InlineData("!a", "not")]
    [InlineData("~a", "not")]
    [InlineData("a < b < c", "a < b and b < c")]
    [InlineData("a = b", "==")]
    [InlineData("1 if a else 2", "where(condition, x, y)")]
    [InlineData("v[0]", "index")]
    [InlineData("a.b", "Names have no parts")]
    [InlineData("2mV", "2*mV")]
    [InlineData("3 x", "3*x")]
    [InlineData("a b", "operator is missing")]
    [InlineData("a 'b'", "no strings")]
    [InlineData("a × b", "Write *")]
    [InlineData("x²", "**2")]
    [InlineData("a − b", "hyphen")]
    [InlineData("a + ", "the end of the text follows '+'")]
    [InlineData("a + not b", "(not ...)")]
    [InlineData("(a", "never closed")]
    [InlineData("f(a, ", "A value is missing")]
    [InlineData("f(a b)", "',' or ')'")]
    [InlineData("a)", "')' was not expected")]
    [InlineData("", "A value is missing")]
    [InlineData("1e400", "too large")]
    [InlineData("a \\ b", "end a line")]
    [InlineData("a \u0001", "U+0001")]
    public void Errors_say_what_to_write_instead(string text, string advice) =>
        Assert.Contains(advice, Assert.Throws<EquationException>(() => ExpressionParser.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Half_a_surrogate_pair_is_named_by_its_code() => Assert.Contains(
        "U+D800", Assert.Throws<EquationException>(() => ExpressionParser.Parse("a " + (char)0xD800)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_largest_expressions_fit_a_small_stack()
    {
        var chain = string.Join(" + ", Enumerable.Repeat("v", 500));
        var nested = new string('(', 199) + "v" + new string(')', 199);
        var mixed = string.Concat(Enumerable.Repeat("1 + v*v**(", 95)) + "v" + new string(')', 95);
        var powers = string.Join("**", Enumerable.Repeat("v", 190));
        var checker = new DimensionChecker("", null, new KnownNames("v: 1"));
        var failure = default(Exception);
        var thread = new Thread(
            () => failure = Record.Exception(() =>
            {
                foreach (var text in (string[])[chain, nested, mixed, powers])
                {
                    var expression = ExpressionParser.Parse(text);
                    Assert.True(checker.Check(expression).IsNone);
                    Assert.True(Same(expression, ExpressionParser.Parse(expression.ToString())));
                }
            }),
            maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    [Fact]
    public void Larger_expressions_are_refused()
    {
        foreach (var text in (string[])
        [
            new string('(', 100_000), new string('-', 100_000), string.Join("**", Enumerable.Repeat("v", 10_000)),
            string.Join("+", Enumerable.Repeat("v", 100_000)), string.Concat(Enumerable.Repeat("f(", 10_000)),
            string.Concat(Enumerable.Repeat("not ", 10_000)), string.Concat(Enumerable.Repeat("+", 10_000)),
        ])
        {
            var error = Assert.Throws<EquationException>(() => ExpressionParser.Parse(text));
            Assert.Contains("names of their own", error.Message, StringComparison.Ordinal);
            Assert.True(error.Message.Length < 500);
        }
    }

    internal static bool Same(Expression a, Expression b) => (a, b) switch
    {
        (NumberLiteral x, NumberLiteral y) => x.Value.Equals(y.Value),
        (NameReference x, NameReference y) => x.Name == y.Name,
        (UnaryExpression x, UnaryExpression y) => x.Operator == y.Operator && Same(x.Operand, y.Operand),
        (BinaryExpression x, BinaryExpression y) =>
            x.Operator == y.Operator && Same(x.Left, y.Left) && Same(x.Right, y.Right),
        (CallExpression x, CallExpression y) => x.Function == y.Function
            && x.Arguments.Count == y.Arguments.Count && x.Arguments.Zip(y.Arguments).All(pair => Same(pair.First, pair.Second)),
        _ => false,
    };

    private static double Evaluate(Expression expression)
    {
        switch (expression)
        {
            case NumberLiteral number:
                return number.Value;
            case UnaryExpression unary:
                var operand = Evaluate(unary.Operand);
                return unary.Operator == UnaryOperator.Negate ? -operand : operand == 0 ? 1 : 0;
            case BinaryExpression binary:
                var (x, y) = (Evaluate(binary.Left), Evaluate(binary.Right));
                return binary.Operator switch
                {
                    BinaryOperator.Add => x + y,
                    BinaryOperator.Subtract => x - y,
                    BinaryOperator.Multiply => x * y,
                    BinaryOperator.Divide => x / y,
                    BinaryOperator.FloorDivide => Math.Floor(x / y),
                    BinaryOperator.Modulo => x - (y * Math.Floor(x / y)),
                    BinaryOperator.Power => Math.Pow(x, y),
                    BinaryOperator.Less => x < y ? 1 : 0,
                    BinaryOperator.LessOrEqual => x <= y ? 1 : 0,
                    BinaryOperator.Greater => x > y ? 1 : 0,
                    BinaryOperator.GreaterOrEqual => x >= y ? 1 : 0,
                    BinaryOperator.Equal => x == y ? 1 : 0,
                    BinaryOperator.NotEqual => x != y ? 1 : 0,
                    BinaryOperator.And => x != 0 && y != 0 ? 1 : 0,
                    _ => x != 0 || y != 0 ? 1 : 0,
                };
            default:
                throw new ArgumentException($"{expression} has no value.", nameof(expression));
        }
    }
}
