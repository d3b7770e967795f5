using CsCheck;

namespace Homeostat.Tests.Equations;

public class SimplificationTests
{
    private static readonly Gen<string> Leaf = Gen.OneOf(
        Gen.Const("x"), Gen.Const("y"), Gen.Const("0"), Gen.Const("1"), Gen.Const("2"), Gen.Const("0.5"), Gen.Const("3"));

    private static readonly Gen<string> Texts = Gen.Recursive<string>((depth, inner) => depth > 4
        ? Leaf
        : Gen.OneOf(
            Leaf,
            Gen.Select(inner, inner, Gen.OneOf(Gen.Const("+"), Gen.Const("-"), Gen.Const("*"))).Select((a, b, op) => $"({a} {op} {b})"),
            inner.Select(a => $"(-{a})"),
            inner.Select(a => $"({a})**2"),
            inner.Select(a => $"({a})/(3 + x**2)"),
            Gen.Select(inner, inner).Select((a, b) => $"where({a} < {b}, {a}, {b})"),
            Gen.Select(inner, inner).Select((a, b) => $"maximum({a}, {b})")));

    [Fact]
    public void Keeps_the_value() => Gen.Select(Texts, Gen.Double[-2, 2], Gen.Double[-2, 2]).Sample((text, x, y) =>
    {
        var factory = new NodeFactory();
        var simplified = NodeValues.Parse(factory, text);
        var values = new Dictionary<string, double[]> { ["x"] = [x], ["y"] = [y] };
        var plain = Plain(ExpressionParser.Parse(text), x, y);
        var found = NodeValues.Of(simplified, values, 1)[0];
        Assert.True(
            Math.Abs(found - plain) <= 1e-9 * (1 + Math.Abs(plain)) || !double.IsFinite(plain) || Math.Abs(plain) > 1e12,
            $"{text} became {simplified}: {plain} and {found} at x = {x}, y = {y}");
    }, iter: 2000);

    [Fact]
    public void Prints_what_parses_to_the_same_value() => Gen.Select(Texts, Gen.Double[-2, 2], Gen.Double[-2, 2]).Sample((text, x, y) =>
    {
        var factory = new NodeFactory();
        var values = new Dictionary<string, double[]> { ["x"] = [x], ["y"] = [y] };
        var node = NodeValues.Parse(factory, text);
        var (written, read) = (NodeValues.Of(node, values, 1)[0], NodeValues.Of(NodeValues.Parse(factory, node.ToString()), values, 1)[0]);
        Assert.True(Math.Abs(read - written) <= 1e-9 * (1 + Math.Abs(written)) || Math.Abs(written) > 1e12, $"{text}: {node}");
    }, iter: 1000);

    [Theory]
    [InlineData("x + 0", "x")]
    [InlineData("1*x", "x")]
    [InlineData("x - x", "0")]
    [InlineData("x/1", "x")]
    [InlineData("-(-x)", "x")]
    [InlineData("2*(3*x)", "6*x")]
    [InlineData("0.5*x + 0.5*x", "x")]
    [InlineData("x*0", "0")]
    [InlineData("0.001*(x/0.01)", "0.1*x")]
    [InlineData("where(2 > 1, x, y)", "x")]
    public void Applies_the_identities_of_arithmetic(string text, string simple)
    {
        var factory = new NodeFactory();
        Assert.Equal(simple, NodeValues.Parse(factory, text).ToString());
    }

    [Fact]
    public void A_bound_that_is_not_a_number_makes_the_value_none()
    {
        var factory = new NodeFactory();
        var x = factory.Load(new Symbol("x", Axes.Both));
        Assert.True(double.IsNaN(factory.Min(x, factory.Constant(double.NaN)).Value));
        Assert.True(double.IsNaN(factory.Max(factory.Constant(double.NaN), x).Value));
    }

    [Fact]
    public void Gives_equal_values_one_object()
    {
        var factory = new NodeFactory();
        Assert.Same(NodeValues.Parse(factory, "exp(x)*y"), NodeValues.Parse(factory, "y*exp(x)"));
    }

    private static double Plain(Expression e, double x, double y) => e switch
    {
        NumberLiteral n => n.Value,
        NameReference { Name: "x" } => x,
        NameReference => y,
        UnaryExpression u => -Plain(u.Operand, x, y),
        BinaryExpression b => (b.Operator, Plain(b.Left, x, y), Plain(b.Right, x, y)) switch
        {
            (BinaryOperator.Add, var l, var r) => l + r,
            (BinaryOperator.Subtract, var l, var r) => l - r,
            (BinaryOperator.Multiply, var l, var r) => l * r,
            (BinaryOperator.Divide, var l, var r) => l / r,
            (BinaryOperator.Power, var l, var r) => Math.Pow(l, r),
            (BinaryOperator.Less, var l, var r) => l < r ? 1 : 0,
            _ => throw new NotSupportedException(b.ToString()),
        },
        CallExpression { Function: "where" } c => Plain(c.Arguments[0], x, y) != 0 ? Plain(c.Arguments[1], x, y) : Plain(c.Arguments[2], x, y),
        CallExpression c => Math.Max(Plain(c.Arguments[0], x, y), Plain(c.Arguments[1], x, y)),
        _ => throw new NotSupportedException(e.ToString()),
    };

    [Theory]
    [InlineData("0/0", double.NaN)]
    [InlineData("sign(x)", double.NaN)]
    [InlineData("clip(sign(x), 0, 1)", double.NaN)]
    [InlineData("sign(y)", 0)]
    public void What_is_not_a_number_stays_so(string text, double expected)
    {
        var factory = new NodeFactory();
        Assert.Equal(expected, NodeValues.Of(NodeValues.Parse(factory, text), new Dictionary<string, double[]> { ["x"] = [double.NaN], ["y"] = [0] }, 1)[0]);
    }

    /// <summary>Back-propagation writes equations by printing what it has derived.</summary>
    [Theory]
    [InlineData("where(x < inf, x, -inf)")]
    [InlineData("x % y + (x - 0/0)")]
    [InlineData("log1p(x)*softplus(x*y)")]
    public void What_is_printed_can_be_read_again(string text)
    {
        var factory = new NodeFactory();
        var node = NodeValues.Parse(factory, text);
        var again = NodeValues.Parse(factory, NodePrinter.Print(node));
        var values = new Dictionary<string, double[]> { ["x"] = [0.7, 3, -0.5], ["y"] = [0.2, -2, 9] };
        Assert.All(NodeValues.Of(node, values, 3).Zip(NodeValues.Of(again, values, 3)), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void A_softplus_is_exact_far_below_zero()
    {
        var circuit = new Circuit("c") { new Population("p", 1, "x : 1\ny = softplus(x) : 1\nslope = diff(softplus(x), x) : 1") };
        foreach (var (type, tolerance) in new[] { (ElementType.Float64, 1e-14), (ElementType.Float32, 1e-6) })
        {
            using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = type });
            var plan = simulation.Compile(new Probe("p.y"), new Probe("p.slope"));
            foreach (var x in new[] { -60.0, -20, -3, 0, 2, 50 })
            {
                simulation["p.x"][0, 0] = x;
                simulation.Changed("p.x");
                simulation.Run(plan);
                var (value, slope) = (x > 30 ? x : Math.Log(1 + Math.Exp(x)), 1 / (1 + Math.Exp(-x)));
                value = x < -18 ? Math.Exp(x) : value;
                Assert.Equal(1, simulation["p.y"][0, 0] / value, Math.Max(tolerance, 2 * Math.Exp(Math.Min(x, 0)) * (x < -18 ? 1 : 0)));
                Assert.Equal(1, simulation["p.slope"][0, 0] / slope, tolerance);
            }
        }
    }
}
