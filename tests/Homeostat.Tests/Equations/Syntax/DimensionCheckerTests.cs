using Homeostat.Fuzz;

namespace Homeostat.Tests.Equations;

public class DimensionCheckerTests
{
    private static readonly KnownNames s_scope = new("v: volt, w: volt, I: amp, g: siemens, n: 1, tau: second, C: farad");

    [Theory]
    [InlineData("v + w", "volt")]
    [InlineData("v/I", "ohm")]
    [InlineData("g*v/C", "volt/second")]
    [InlineData("v**2/v", "volt")]
    [InlineData("sqrt(v*v)", "volt")]
    [InlineData("v**0.5*v**(1/2)", "volt")]
    [InlineData("(v/mV)**n", "1")]
    [InlineData("v*0", "volt")]
    [InlineData("v + 0", "volt")]
    [InlineData("0 + v", "volt")]
    [InlineData("-0 + v", "volt")]
    [InlineData("clip(v, 0, inf)", "volt")]
    [InlineData("clip(v, -inf, 5*mV)", "volt")]
    [InlineData("max(0, v)", "volt")]
    [InlineData("max(v)", "volt")]
    [InlineData("where(v > 0, v, 0)", "volt")]
    [InlineData("where(0 < v and n == 1, 0, 0) + v", "volt")]
    [InlineData("sum(v)", "volt")]
    [InlineData("mean(v*I)", "watt")]
    [InlineData("softmax(n)", "1")]
    [InlineData("kwta(v, 5)", "volt")]
    [InlineData("sum_pre(I) + sum_post(I)", "amp")]
    [InlineData("exp(-t/tau)", "1")]
    [InlineData("exprel(v/mV) + softplus(n) + sigmoid(n)", "1")]
    [InlineData("abs(v) + relu(w)", "volt")]
    [InlineData("sign(v) + sign(w)", "1")]
    [InlineData("int(v > w)", "1")]
    [InlineData("diff(v*I, v)", "amp")]
    [InlineData("rand() + randn()*n", "1")]
    [InlineData("poisson(2*tau/dt) + timestep(tau, dt)", "1")]
    [InlineData("arctan(v/w) + log1p(n)", "1")]
    [InlineData("v > 2*mV", "1")]
    [InlineData("not v > 0", "1")]
    [InlineData("v % w", "volt")]
    [InlineData("v // w", "1")]
    [InlineData("tau**-0.5/xi", "1")]
    [InlineData("2*pi*e", "1")]
    [InlineData("v**-(2 - 1)*v", "1")]
    public void Works_out_the_unit(string text, string unit) =>
        Assert.Equal(Quantity.Parse(unit).Dimension, Check(text));

    [Theory]
    [InlineData("v + I", "The two sides of '+' differ in unit: volt and amp.", "v is volt; I is amp.")]
    [InlineData("v - 1", "The two sides of '-' differ in unit: volt and 1 (a pure number).", "1 is 1 (a pure number).")]
    [InlineData("v > 5", "The two sides of '>' differ in unit", "5 is 1 (a pure number)")]
    [InlineData("v == I*mV/g/w + C", "The two sides of '+' differ in unit", "C is farad.")]
    [InlineData("exp(v)", "'exp' takes a pure number, but v is volt.", "Divide it")]
    [InlineData("floor(v)", "'floor' takes a pure number", "volt")]
    [InlineData("clip(v, 0, 1)", "The arguments of 'clip' differ in unit: volt and 1 (a pure number).", "v is volt")]
    [InlineData("where(n > 0, v, I)", "The arguments of 'where' differ in unit: volt and amp.", "I is amp.")]
    [InlineData("where(v, v, w)", "'where' needs a condition, but v is volt.", "v > 0")]
    [InlineData("v and n > 1", "'and' needs a condition", "v > 0")]
    [InlineData("not (v + w)", "'not' needs a condition", "(v + w) > 0")]
    [InlineData("v**n", "must be a number", "(v/mV)**n")]
    [InlineData("2**v", "An exponent must be a pure number, but this is volt.", "Divide")]
    [InlineData("v**1e9", "too large", "")]
    [InlineData("kwta(v, w)", "'kwta' takes a pure number, but w is volt.", "")]
    [InlineData("poisson(1/tau)", "'poisson' takes a pure number, but 1/tau is hertz.", "Divide it")]
    [InlineData("timestep(v, dt)", "The arguments of 'timestep' differ in unit: volt and second.", "v is volt")]
    [InlineData("diff(v, 2*v)", "not a variable to differentiate by", "diff(f, x)")]
    [InlineData("diff(v, mV)", "not a variable to differentiate by", "diff(f, x)")]
    [InlineData("exp()", "'exp' takes 1 argument, found 0.", "exp(x)")]
    [InlineData("max()", "'max' takes 1 to 2 arguments, found 0.", "max(x, y)")]
    [InlineData("clip(v, 0)", "'clip' takes 3 arguments, found 2.", "clip(x, low, high)")]
    [InlineData("tahn(n)", "Unknown function 'tahn'.", "Did you mean 'tanh'?")]
    [InlineData("frobnicate(n)", "Unknown function 'frobnicate'.", "The functions are: abs, arccos, ")]
    [InlineData("v(2)", "'v' is not a function.", "v*(...)")]
    [InlineData("2*exp", "'exp' is a function", "exp(x)")]
    [InlineData("Tau*2", "Unknown name 'Tau'.", "Did you mean 'tau'?")]
    [InlineData("5*mv", "Unknown name 'mv'.", "Did you mean 'mV'?")]
    [InlineData("qqqqqq", "Unknown name 'qqqqqq'.", "Known here: C, I, N, dt, g, i, n, t, tau, v, w, xi, and the units.")]
    public void Objects_where_units_or_names_do_not_fit(string text, string problem, string remedy)
    {
        var message = Assert.Throws<EquationException>(() => Check(text)).Message;
        Assert.Contains(problem, message.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains(remedy, message.Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_goes_before_a_unit_of_the_same_name()
    {
        var scope = new KnownNames("mV: second");
        Assert.Equal(Dimension.Second, new DimensionChecker("mV", null, scope).Check(ExpressionParser.Parse("mV")));
    }

    [Fact]
    public void Zero_fits_where_a_unit_is_demanded_and_other_numbers_do_not()
    {
        var checker = new DimensionChecker("0", null, s_scope);
        checker.CheckFits(ExpressionParser.Parse("0"), Check("v"), "the value");
        checker.CheckFits(ExpressionParser.Parse("-inf"), Check("v"), "the value");
        checker.CheckFits(ExpressionParser.Parse("0*v"), Check("v"), "the value");
        foreach (var text in (string[])["1", "0*t", "0*1", "2 - 2"])
        {
            Assert.Throws<EquationException>(
                () => new DimensionChecker(text, null, s_scope).CheckFits(ExpressionParser.Parse(text), Check("v"), "the value"));
        }
    }

    private static Dimension Check(string text) => new DimensionChecker(text, null, s_scope).Check(ExpressionParser.Parse(text));
}
