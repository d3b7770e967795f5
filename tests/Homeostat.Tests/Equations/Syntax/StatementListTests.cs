using Homeostat.Fuzz;

namespace Homeostat.Tests.Equations;

public class StatementListTests
{
    [Fact]
    public void Reads_lines_and_semicolons()
    {
        var list = StatementList.Parse(
            """
            v = v_r; w += b   # both
            x = clip(x,
                     0, 1);
            g **= 2 ;; h /= 3
            a -= 1
            c *= -2
            """);

        Assert.Equal(
            [
                ("v", null, "v_r"), ("w", BinaryOperator.Add, "b"), ("x", null, "clip(x, 0, 1)"),
                ("g", BinaryOperator.Power, "2"), ("h", BinaryOperator.Divide, "3"),
                ("a", BinaryOperator.Subtract, "1"), ("c", BinaryOperator.Multiply, "-2"),
            ],
            list.Statements.Select(s => (s.Target, s.Operator, s.Value.ToString())));
        Assert.Equal("w", list.Text.Substring(list.Statements[1].TargetSpan.Start, list.Statements[1].TargetSpan.Length));
        Assert.Empty(StatementList.Parse(" \n # nothing\n;").Statements);
    }

    [Theory]
    [InlineData("v = 0")]
    [InlineData("v = -inf")]
    [InlineData("v += 2*mV")]
    [InlineData("v *= 2")]
    [InlineData("v /= 1*ms/second")]
    [InlineData("n **= 2")]
    [InlineData("v = max(0, v)")]
    [InlineData("u = v/2; u *= 2\nv = u")]
    public void Accepts_units_that_fit(string text) =>
        EquationChecks.Check(StatementList.Parse(text), new KnownNames("v: volt, n: 1"));

    [Theory]
    [InlineData("v = 1", "The value for 'v' has the wrong unit: expected volt, found 1 (a pure number).")]
    [InlineData("v += 1*nA", "What is added to 'v' has the wrong unit: expected volt, found amp.")]
    [InlineData("v -= t", "What is subtracted from 'v'")]
    [InlineData("v *= 2*mV", "A factor of 'v' has the wrong unit: expected 1 (a pure number), found volt.")]
    [InlineData("v **= 2", "'v', raised to a power in place, has the wrong unit")]
    [InlineData("n **= t", "The exponent has the wrong unit")]
    [InlineData("vv = 1", "Did you mean 'v'?")]
    [InlineData("u += 1\nv += u", "'u' cannot be assigned")]
    [InlineData("v += u*mV\nu = 1", "Unknown name 'u'")]
    [InlineData("u = 1\nv += u", "What is added to 'v' has the wrong unit")]
    [InlineData("mV = 1", "'mV' cannot be assigned")]
    [InlineData("v = v_rest", "Unknown name 'v_rest'")]
    public void Refuses_units_that_do_not(string text, string reason) => Assert.Contains(
        reason,
        Assert.Throws<EquationException>(
            () => EquationChecks.Check(StatementList.Parse(text), new KnownNames("v: volt, n: 1"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("v == 1", "To assign write v = ...")]
    [InlineData("dv/dt = 1", "belong in the model")]
    [InlineData("v", "Expected =, +=")]
    [InlineData("v = 1 : volt", "A statement has no unit")]
    [InlineData("v = 1 w = 2", "';' or the end of the line")]
    [InlineData("v =\n 1", "A value is missing: the end of the line follows '='")]
    [InlineData("3 = v", "A statement cannot begin with '3'")]
    [InlineData("v = (1\nw = 2", "never closed")]
    public void Says_why_a_statement_cannot_be_read(string text, string reason) => Assert.Contains(
        reason, Assert.Throws<EquationException>(() => StatementList.Parse(text)).Message, StringComparison.Ordinal);
}
