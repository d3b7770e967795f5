using Homeostat.Chips;

namespace Homeostat.Tests.Chips;

/// <summary>Learning rules as text: what is read, and what a chip has no room for.</summary>
public class LoihiRuleTests
{
    private static readonly LoihiTrace Trace = new() { TimeConstant = 20 };

    [Theory]
    [InlineData("2**-3*y0*x1", "y0 1 -3 x1+0")]
    [InlineData("0.375*x0*y1", "x0 3 -3 y1+0")]
    [InlineData("-4*2**-6*u2*t*(w - 100)", "u -4 -6 t+0 w-100")]
    [InlineData("x0*(100 - w)/1*2", "")]
    [InlineData("2*x0*(100 - w)", "x0 -2 0 w-100")]
    [InlineData("12*x0", "x0 6 1")]
    [InlineData("y0*3*x0", "x0 3 0 y0+0")]
    [InlineData("100*2**-7*y0", "y0 1 -5 C+25")]
    public void Products_are_read_as_written(string text, string expected)
    {
        if (expected.Length == 0)
        {
            Assert.Contains("is no factor of a learning rule", Assert.ThrowsAny<HomeostatException>(() => LoihiRule.Parse(text, "the rule")).Message, StringComparison.Ordinal);
            return;
        }

        var product = Assert.Single(LoihiRule.Parse(text, "the rule").Products);
        Assert.Equal(expected, string.Join(' ', [product.When, FormattableString.Invariant($"{product.Mantissa} {product.Exponent}"), .. product.Factors.Select(f => FormattableString.Invariant($"{f.Name}{f.Constant:+0;-0;+0}"))]));
    }

    [Fact]
    public void A_sum_is_read_with_its_signs()
    {
        var rule = LoihiRule.Parse("2**-3*(-1)*x0*y1 - (y0*x1 - u3*w)", "the rule");
        Assert.Equal([("x0", -1, -3), ("y0", -1, 0), ("u", 1, 0)], rule.Products.Select(p => (p.When, p.Mantissa, p.Exponent)));
        Assert.Equal(3, rule.Decimation);
    }

    [Theory]
    [InlineData("x1*y1", "The product 'x1*y1' says nothing about when it acts.")]
    [InlineData("x0*x0", "depends on 'x0' and on 'x0'")]
    [InlineData("u0*y0", "depends on 'u' and on 'y0'")]
    [InlineData("u0*w + u1*w", "The rule has 'u1' and 'u0'.")]
    [InlineData("x0*z", "'z' is no factor of a learning rule.")]
    [InlineData("x0*exp(x1)", "'exp(x1)' is no factor of a learning rule.")]
    [InlineData("0.1*x0*y1", "a chip has room for mantissas of −8 to 7, exponents of −7 to 8 and constants of −128 to 127")]
    [InlineData("2**-8*x0", "is 1 · 2^-8;")]
    [InlineData("x0*(y1 + 300)", "The constant beside 'y1' is 300; there is room for whole numbers of -128 to 127.")]
    [InlineData("x0*y2", "The rule names the trace 'y2', which is not given. Set Y2 =")]
    [InlineData("x0*t", "The rule names the tag t, which has no rule of its own.")]
    [InlineData("", "The rule of the weight is empty.")]
    [InlineData("x0*", "The rule")]
    public void What_no_chip_has_is_refused(string rule, string expected) =>
        Refuses(new LoihiLearning { Weight = rule, X1 = Trace, Y1 = Trace }, rule == "x0*" ? "in the rule of the weight" : expected);

    [Fact]
    public void Values_outside_of_their_ranges_are_refused()
    {
        var learning = new LoihiLearning { Weight = "x0*y1", Y1 = Trace };
        Refuses(learning with { Epoch = 64 }, "An epoch of 64 time steps was asked for; a chip has 1 to 63.");
        Refuses(learning with { Y1 = Trace with { Impulse = 127.5 } }, "The trace 'y1' has an impulse of 127.5 and a time constant of 20 steps;");
        Refuses(learning with { Y1 = Trace with { TimeConstant = double.NaN } }, "a time constant of NaN steps");
        Refuses(learning with { Weight = "x0*x1", X1 = LoihiTrace.Given }, "The trace 'x1' was to be given; only postsynaptic ones, y1 to y3, can be.");
        Refuses(learning with { Weight = "u0*x0*t", Tag = "x0" }, "depends on 'u' and on 'x0'");
        Refuses(learning with { Weight = "u0*t", Tag = "u1*3" }, "The rule of the weight has u0 and that of the tag u1.");
    }

    private static void Refuses(LoihiLearning learning, string expected) =>
        Assert.Contains(expected, Assert.ThrowsAny<HomeostatException>(() => learning.Create("pre", "post")).Message, StringComparison.Ordinal);
}
