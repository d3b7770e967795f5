using CsCheck;

namespace Homeostat.Tests.Equations;

public class DifferentiationTests
{
    private const int Units = 4;

    [Theory]
    [InlineData("exp(x)")]
    [InlineData("log(x + 3)")]
    [InlineData("log10(x + 3)")]
    [InlineData("expm1(x)")]
    [InlineData("log1p(x + 2)")]
    [InlineData("arcsin(x)*y")]
    [InlineData("arccos(x/2)")]
    [InlineData("arctan(2*x)")]
    [InlineData("sqrt(x + 3)")]
    [InlineData("abs(x)*x")]
    [InlineData("sin(x)*cos(y)")]
    [InlineData("tan(x/2)")]
    [InlineData("tanh(x)")]
    [InlineData("sinh(x)")]
    [InlineData("cosh(x)")]
    [InlineData("sigmoid(x)*y")]
    [InlineData("exprel(x)")]
    [InlineData("relu(x - 0.1)")]
    [InlineData("softplus(x)")]
    [InlineData("clip(x, -0.3, 0.4)")]
    [InlineData("minimum(x, y)")]
    [InlineData("maximum(x, y)")]
    [InlineData("where(x > y, x*y, x/(y + 3))")]
    [InlineData("x**3")]
    [InlineData("(x + 3)**-2")]
    [InlineData("(x + 3)**y")]
    [InlineData("(x + 3)**0.5")]
    [InlineData("x*y/(1 + x**2)")]
    [InlineData("-x - -y")]
    [InlineData("sum(x**2)")]
    [InlineData("mean(x*y)")]
    [InlineData("max(x)")]
    [InlineData("softmax(x)*y")]
    [InlineData("x*sum(x*y) + max(x)**2")]
    [InlineData("y*logsumexp(2*x)")]
    [InlineData("kwta(x, 2)")]
    [InlineData("(x + 3) % 0.7")]
    public void Equals_the_finite_difference(string text)
    {
        var factory = new NodeFactory();
        var f = NodeValues.Parse(factory, text, Units);
        var x = factory.Load(new Symbol("x", Axes.Both));
        var gradient = Differentiation.Gradient(factory, f, factory.Constant(1), [x])[0];
        Gen.Int.Sample(seed =>
        {
            var random = new Random(seed);
            double[] xs, ys;
            do
            {
                (xs, ys) = (Numbers(), Numbers());
            }
            while (!Smooth(xs, ys));

            var values = new Dictionary<string, double[]> { ["x"] = xs, ["y"] = ys };
            var analytic = NodeValues.Of(gradient, values, Units);
            for (var unit = 0; unit < Units; unit++)
            {
                const double H = 1e-6;
                var numeric = (Total(unit, H) - Total(unit, -H)) / (2 * H);
                Assert.Equal(numeric, analytic[unit], 1e-5 * (1 + Math.Abs(numeric)));
            }

            double[] Numbers() => [.. Enumerable.Range(0, Units).Select(_ => (2 * random.NextDouble()) - 1)];

            double Total(int unit, double h)
            {
                var moved = (double[])xs.Clone();
                moved[unit] += h;
                var result = NodeValues.Of(f, new Dictionary<string, double[]> { ["x"] = moved, ["y"] = ys }, Units);
                // A reduction has one value for all units; other values are summed over them.
                return f.Axes.HasFlag(Axes.Columns) ? result.Sum() : result[0];
            }
        }, iter: 50);

        // Away from kinks and ties, where a derivative exists.
        static bool Smooth(double[] xs, double[] ys) =>
            xs.All(v => Kinks.All(k => Math.Abs(v - k) > 1e-3) && Math.Abs(v) < 0.99)
            && xs.Zip(ys).All(p => Math.Abs(p.First - p.Second) > 1e-3)
            && xs.SelectMany((a, i) => xs.Skip(i + 1).Select(b => Math.Abs(a - b))).All(d => d > 1e-3)
            && xs.All(v => Math.Abs(((v + 3) / 0.7) - Math.Round((v + 3) / 0.7)) > 1e-2);
    }

    private static readonly double[] Kinks = [-0.3, 0, 0.1, 0.4];

    [Fact]
    public void Is_written_as_a_person_would()
    {
        var factory = new NodeFactory();
        Assert.Equal("sigmoid(x)*(1 - sigmoid(x))", NodeValues.Parse(factory, "diff(sigmoid(x), x)").ToString());
        Assert.Equal("1 - tanh(x)*tanh(x)", NodeValues.Parse(factory, "diff(tanh(x), x)").ToString());
        Assert.Equal("y - x", factory.Negate(NodeValues.Parse(factory, "diff((y - x)**2/2, y)")) is { } minus
            ? factory.Negate(minus).ToString() : null);
        Assert.Equal("0", NodeValues.Parse(factory, "diff(y, x)").ToString());
    }

    [Fact]
    public void Goes_back_through_a_value_shared_by_all_units()
    {
        // The derivative of cross-entropy with respect to the logits is softmax minus label, whatever the form it is written in.
        var factory = new NodeFactory();
        var loss = NodeValues.Parse(factory, "sum(y*(log(sum(exp(x - max(x)))) + max(x) - x))", Units);
        var x = factory.Load(new Symbol("x", Axes.Both));
        var gradient = Differentiation.Gradient(factory, loss, factory.Constant(1), [x])[0];
        double[] logits = [0.3, -1.2, 2.0, 0.1];
        double[] label = [0, 0, 1, 0];
        var found = NodeValues.Of(gradient, new Dictionary<string, double[]> { ["x"] = logits, ["y"] = label }, Units);
        var sum = logits.Sum(Math.Exp);
        for (var i = 0; i < Units; i++)
        {
            Assert.Equal((Math.Exp(logits[i]) / sum) - label[i], found[i], 1e-12);
        }
    }
}
