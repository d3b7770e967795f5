using CsCheck;

namespace Homeostat.Tests.Equations;

/// <summary>Logarithms and quotients of sums of exponentials, as people type them, where the exponentials themselves overflow.</summary>
public class ExponentialTests
{
    // Each is written as typed and as a known function.
    [Theory]
    [InlineData("log(1 + exp(25*x))/25", "softplus(25*x)/25")]
    [InlineData("log(exp(x) + 1)", "softplus(x)")]
    [InlineData("log1p(exp(x))", "softplus(x)")]
    [InlineData("log(2 + 3*exp(-x))", "0.69314718055994529 + softplus(0.40546510810816438 - x)")]
    [InlineData("log(exp(x) + exp(-x))", "abs(x) + softplus(-2*abs(x))")]
    [InlineData("log(cosh(x))", "abs(x) + softplus(-2*abs(x)) - 0.69314718055994529")]
    [InlineData("log(exp(3*x))", "3*x")]
    [InlineData("log(5*exp(x)/4)", "x + 0.22314355131420976")]
    [InlineData("log(1 + exp(x) + exp(2*x))", "where(x > 0, 2*x + log(1 + exp(-abs(x)) + exp(-2*abs(x))), log(1 + exp(-abs(x)) + exp(-2*abs(x))))")]
    [InlineData("(exp(25*x) - exp(-25*x))/(exp(25*x) + exp(-25*x))", "tanh(25*x)")]
    [InlineData("sinh(x)/cosh(x)", "tanh(x)")]
    [InlineData("(exp(2*x) - 1)/(exp(2*x) + 1)", "tanh(x)")]
    [InlineData("expm1(2*x)/(1 + exp(2*x))", "tanh(x)")]
    [InlineData("(1 - exp(-2*x))/(1 + exp(-2*x))", "tanh(x)")]
    [InlineData("exp(x)/(1 + exp(x))", "sigmoid(x)")]
    [InlineData("3*exp(x)/(exp(x) + exp(-x))", "3*sigmoid(2*x)")]
    [InlineData("x*exp(x)/(1 + exp(x))", "x*sigmoid(x)")]
    [InlineData("(2*exp(x) + 3)/(exp(x) + 4)", "0.75 + 1.25*sigmoid(x - 1.3862943611198906)")]
    [InlineData("exp(x)/sum(exp(x))", "softmax(x)")]
    [InlineData("2*exp(x)/sum(exp(x))", "2*softmax(x)")]
    [InlineData("log(sum(exp(x)))", "logsumexp(x)")]
    public void Have_the_value_and_the_slope_of_the_function_that_does_not_overflow(string typed, string known)
    {
        foreach (var type in new[] { ElementType.Float64, ElementType.Float32 })
        {
            double[] at = [-1000, -88, -5, -0.7, 0, 0.3, 4, 90, 1000];
            var circuit = new Circuit("c")
            {
                new Population("p", at.Length, "x : 1\ny : 1\nslope : 1\nknown : 1\nsteep : 1")
                {
                    OnSweep = $"y = {typed}; slope = diff({typed}, x); known = {known}; steep = diff({known}, x)",
                },
            };
            using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = type });
            simulation["p.x"].CopyFrom(at);
            simulation.Changed("p.x");
            simulation.Run(simulation.Compile(new Sweep()));
            var tolerance = type == ElementType.Float64 ? 1e-12 : 3e-6;
            for (var i = 0; i < at.Length; i++)
            {
                var (value, slope) = (simulation["p.known"][0, i], simulation["p.steep"][0, i]);
                Assert.True(double.IsFinite(value), $"{known} at {at[i]} is {value}");
                Assert.Equal(value, simulation["p.y"][0, i], tolerance * (1 + Math.Abs(value)));

                // At 0 the known forms with |x| have a kink.
                if (at[i] != 0 || !known.Contains("abs", StringComparison.Ordinal))
                {
                    Assert.Equal(slope, simulation["p.slope"][0, i], tolerance * (1 + Math.Abs(slope)));
                }
            }
        }
    }

    [Theory]
    [InlineData("softplus(x)", 0, 0.5)]
    [InlineData("log1p(exp(x))", 0, 0.5)]
    [InlineData("log(exp(x) + 1)", 0, 0.5)]
    [InlineData("log(exp(x) + exp(-3*x))", 0, -1)]
    [InlineData("log(exp(x) + exp(2))", 2, 0.5)]
    [InlineData("logsumexp(x)", 0, 1)]
    public void Have_the_mean_of_both_slopes_where_the_terms_are_equal(string typed, double x, double slope)
    {
        var circuit = new Circuit("c") { new Population("p", 1, "x : 1\nslope : 1") { OnSweep = $"slope = diff({typed}, x)" } };
        using var simulation = new Simulation(circuit, 1, new SimulationOptions { Type = ElementType.Float64 });
        simulation["p.x"][0, 0] = x;
        simulation.Changed("p.x");
        simulation.Run(simulation.Compile(new Sweep()));
        Assert.Equal(slope, simulation["p.slope"][0, 0], 1e-12);
    }

    [Fact]
    public void Keep_the_value_of_the_plain_form_and_are_finite_where_it_is_not()
    {
        var factor = Gen.Int[1, 40].Select(n => n / 8.0);
        var slope = Gen.Int[-30, 30].Where(n => n != 0);
        var signed = Gen.Select(factor, Gen.Bool).Select((c, negative) => negative ? -c : c);
        Gen.Select(Gen.Select(signed, signed, factor, factor), slope, slope, Gen.Double[-20, 20]).Sample((f, p, q, x) =>
        {
            var (a, b, c, d) = f;
            if (p == q)
            {
                return;
            }

            Require(
                FormattableString.Invariant($"({a}*exp({p}*x) + {b}*exp({q}*x))/({c}*exp({p}*x) + {d}*exp({q}*x))"), x,
                ((a * Math.Exp(p * x)) + (b * Math.Exp(q * x))) / ((c * Math.Exp(p * x)) + (d * Math.Exp(q * x))));
            Require(
                FormattableString.Invariant($"log({c}*exp({p}*x) + {d}*exp({q}*x) + {c})"), x,
                Math.Log((c * Math.Exp(p * x)) + (d * Math.Exp(q * x)) + c));
            Require(
                FormattableString.Invariant($"log({c} + {d}*exp({p}*x))"), x,
                Math.Log(c + (d * Math.Exp(p * x))));
        }, iter: 500);

        static void Require(string text, double x, double plain)
        {
            var factory = new NodeFactory();
            var node = NodeValues.Parse(factory, text);
            var slope = Differentiation.Gradient(factory, node, factory.Constant(1), [factory.Load(new Symbol("x", Axes.Both))])[0];
            Assert.True(!double.IsFinite(plain) || Math.Abs(At(node, x) - plain) <= 1e-9 * (1 + Math.Abs(plain)), $"{text} at {x}: {At(node, x)} for {plain}");
            foreach (var far in new[] { x, 1e3 * x, 1e6 * x })
            {
                Assert.True(double.IsFinite(At(node, far)) && double.IsFinite(At(slope, far)), $"{text} at {far}: {At(node, far)}, slope {At(slope, far)}");
            }
        }

        static double At(Node node, double x) => NodeValues.Of(node, new Dictionary<string, double[]> { ["x"] = [x] }, 1)[0];
    }
}
