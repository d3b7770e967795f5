using Homeostat.Fuzz;

namespace Homeostat.Tests.Equations;

/// <summary>Whole messages, as the user sees them: the line, the carets, both units, the nearest name.</summary>
public class EquationErrorTests
{
    [Theory]
    [InlineData(
        "\n  dv/dt = (v + I)/tau : volt\n  I : amp\n  tau : second", 2, 12,
        """
        The two sides of '+' differ in unit: volt and amp.
          in population 'cells', line 2, column 12:
            dv/dt = (v + I)/tau : volt
                     ^^^^^
          v is volt; I is amp.
        """)]
    [InlineData(
        "dv/dt = -v/taum : volt\ntau_m : second", 1, 12,
        """
        Unknown name 'taum'.
          in population 'cells', line 1, column 12:
            dv/dt = -v/taum : volt
                       ^^^^
          Did you mean 'tau_m'?
        """)]
    [InlineData(
        "tau : second\ndv/dt = 10*mV - v : volt", 2, 9,
        """
        The right side of dv/dt has the wrong unit: expected volt/second, found volt.
          in population 'cells', line 2, column 9:
            dv/dt = 10*mV - v : volt
                    ^^^^^^^^^
          It is too large by a factor of time: divide by a time constant.
        """)]
    [InlineData(
        "v : volt\nI = v*3 : amp", 2, 5,
        """
        The right side of 'I' has the wrong unit: expected amp, found volt.
          in population 'cells', line 2, column 5:
            I = v*3 : amp
                ^^^
          A factor in siemens would correct it.
        """)]
    [InlineData(
        "a = b + 1 : 1\nb = 2*c : 1\nc = a : 1", 3, 5,
        """
        Sub-expressions define each other in a circle: a -> b -> c -> a.
          in population 'cells', line 3, column 5:
            c = a : 1
                ^
          Make one of them a differential equation or a parameter.
        """)]
    [InlineData(
        "x : 1\ny : 1\nx = 2 : 1", 3, 1,
        """
        'x' is defined twice.
          in population 'cells', line 3, column 1:
            x = 2 : 1
            ^
          The first definition is in line 1; remove or rename one of them.
        """)]
    [InlineData(
        "dv/dt = -v/(10*ms) : vlot", 1, 22,
        """
        Unknown unit 'vlot'.
          in population 'cells', line 1, column 22:
            dv/dt = -v/(10*ms) : vlot
                                 ^^^^
          Did you mean 'volt'?
        """)]
    [InlineData(
        "dv/dt = -v/(10*ms) : mV", 1, 22,
        """
        The unit of 'v' must be one without a scale, but mV is 0.001 volt.
          in population 'cells', line 1, column 22:
            dv/dt = -v/(10*ms) : mV
                                 ^^
          Values carry their own scale, as in 20*mV; here write the SI unit, volt.
        """)]
    [InlineData(
        "dv/dt = -v/(10*ms) : 1 (unless_refractory)", 1, 25,
        """
        Unknown flag 'unless_refractory'.
          in population 'cells', line 1, column 25:
            dv/dt = -v/(10*ms) : 1 (unless_refractory)
                                    ^^^^^^^^^^^^^^^^^
          Did you mean 'unless refractory'?
        """)]
    [InlineData(
        "x : 1 (constant, event-driven)", 1, 18,
        """
        The flag 'event-driven' cannot stand on a parameter (x : unit).
          in population 'cells', line 1, column 18:
            x : 1 (constant, event-driven)
                             ^^^^^^^^^^^^
          It belongs on a differential equation (dx/dt = ...).
        """)]
    [InlineData(
        "I = 2*v\nv : 1", 1, 7,
        """
        The line of 'I' has no unit.
          in population 'cells', line 1, column 7:
            I = 2*v
                  ^
          End it with ': unit', such as ': volt', or ': 1' for a pure number.
        """)]
    [InlineData(
        "ms : second", 1, 1,
        """
        'ms' is a unit (0.001 second) and cannot be defined anew.
          in population 'cells', line 1, column 1:
            ms : second
            ^^
          Choose another name.
        """)]
    [InlineData(
        "dxi/dt = 1/second : 1", 1, 2,
        """
        'xi' is white noise and cannot be defined anew.
          in population 'cells', line 1, column 2:
            dxi/dt = 1/second : 1
             ^^
          Choose another name.
        """)]
    [InlineData(
        "x = 3*x^2 : 1", 1, 8,
        """
        '^' is not an operator.
          in population 'cells', line 1, column 8:
            x = 3*x^2 : 1
                   ^
          Write ** for a power.
        """)]
    [InlineData(
        "x = (1 + 2 : 1\ny : 1", 1, 5,
        """
        This parenthesis is never closed.
          in population 'cells', line 1, column 5:
            x = (1 + 2 : 1
                ^
          Add the missing ')'.
        """)]
    [InlineData(
        "x : 1\n\tdx/dtt = 1 : 1", 2, 2,
        """
        The left side 'dx/dtt' cannot be read.
          in population 'cells', line 2, column 2:
            dx/dtt = 1 : 1
            ^^^^^^
          A differential equation begins 'dx/dt =': the derivative of x by time.
        """)]
    public void A_model_with_a_mistake_is_answered_with(string text, int line, int column, string expected)
    {
        var error = Assert.Throws<EquationException>(
            () => EquationChecks.Check(EquationSet.Parse(text, "population 'cells'"), new KnownNames()));
        Assert.Equal(expected, error.Message);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.IsAssignableFrom<HomeostatException>(error);
    }

    [Theory]
    [InlineData("x", "'x' is followed by the end of the text.")]
    [InlineData("x : ", "The line of 'x' has no unit.")]
    [InlineData("x, : 1", "A name is missing: ':' follows ','.")]
    [InlineData("x, y", "The line of 'y' has no unit.")]
    [InlineData("x : 1 ()", "A flag is missing.")]
    [InlineData("x : 1 (constant", "This parenthesis is never closed.")]
    [InlineData("x : 1 (constant 2)", "'2' cannot be part of a flag.")]
    [InlineData("x : 1 (constant) y", "The line should end after the flags, but 'y' follows.")]
    [InlineData("x : 2", "must be one without a scale, but 2 is 2.")]
    [InlineData("x += 1 : 1", "'+=' belongs in a statement")]
    [InlineData("= 1 : 1", "A line cannot begin with '='.")]
    [InlineData("and = 1 : 1", "A line cannot begin with 'and'.")]
    [InlineData("exp = 1 : 1", "'exp' is a function and cannot be defined anew.")]
    [InlineData("t : second", "'t' is the time and cannot be defined anew.")]
    [InlineData("a = a : 1", "in a circle: a -> a.")]
    public void Other_mistakes_are_named(string text, string problem)
    {
        var error = Assert.Throws<EquationException>(() => EquationChecks.Check(EquationSet.Parse(text), new KnownNames()));
        Assert.Contains(problem, error.Message.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("\n  at line 1, column ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_lines_are_cut_around_the_place()
    {
        var text = $"{string.Join(" + ", Enumerable.Repeat("v", 100))} + I + {string.Join(" + ", Enumerable.Repeat("v", 100))}";
        var error = Assert.Throws<EquationException>(
            () => new DimensionChecker(text, null, new KnownNames("v: volt, I: amp")).Check(ExpressionParser.Parse(text)));
        var lines = error.Message.Split('\n');
        Assert.All(lines, line => Assert.True(line.Length < 130));
        Assert.Contains("I is amp.", lines[^1], StringComparison.Ordinal);
    }
}
