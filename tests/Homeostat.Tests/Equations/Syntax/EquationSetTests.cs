using Homeostat.Fuzz;

namespace Homeostat.Tests.Equations;

public class EquationSetTests
{
    [Fact]
    public void Reads_every_kind_of_line()
    {
        var set = EquationSet.Parse(
            """
            # a comment
            dv/dt = (I - v)/tau : volt (unless refractory, Constant over  batch)

            I = R*(i_1
                   + i_2)   # over two lines
                : volt
            R : ohm (constant)
            i_1, i_2 : amp (input)
            tau : second
            alive : boolean
            k : integer
            τ = tau*1.5 : second (constant over dt)
            """,
            "population 'cells'");

        Assert.Equal(["v", "I", "R", "i_1", "i_2", "tau", "alive", "k", "τ"], set.Equations.Select(e => e.Name));
        var v = set["v"];
        Assert.Equal(EquationKind.Differential, v.Kind);
        Assert.Equal("(I - v)/tau", v.Expression!.ToString());
        Assert.Equal("volt", v.Dimension.ToString());
        Assert.Equal(["unless refractory", "constant over batch"], v.Flags);
        Assert.True(v.Has("unless refractory"));
        Assert.Equal("v", set.Text.Substring(v.NameSpan.Start, v.NameSpan.Length));
        Assert.Equal(EquationKind.Subexpression, set["I"].Kind);
        Assert.Equal("R*(i_1 + i_2)", set["I"].Expression!.ToString());
        Assert.Equal(EquationKind.Parameter, set["i_2"].Kind);
        Assert.Null(set["i_2"].Expression);
        Assert.Equal(["input"], set["i_1"].Flags);
        Assert.Equal(["input"], set["i_2"].Flags);
        Assert.True(set["alive"].Dimension.IsNone);
        Assert.True(set["k"].Dimension.IsNone);
        Assert.True(set.TryGet("τ", out var unicode) && unicode.Has("constant over dt"));
        Assert.False(set.TryGet("V", out _));
        Assert.Contains("Did you mean 'v'?", Assert.Throws<HomeostatException>(() => set["V"]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t\r\n # only a comment")]
    public void An_empty_block_defines_nothing(string text) => Assert.Empty(EquationSet.Parse(text).Equations);

    [Fact]
    public void Line_ends_of_any_system_and_a_byte_order_mark_do_not_matter()
    {
        var set = EquationSet.Parse("\uFEFFdv/dt = -v\r\n  /tau : 1\r\ntau : second\r\n");
        Assert.Equal(["v", "tau"], set.Equations.Select(e => e.Name));
    }

    [Theory]
    [InlineData("volt", "volt")]
    [InlineData("1", "1 (a pure number)")]
    [InlineData("amp/meter**2", "amp/meter**2")]
    [InlineData("siemens/(metre**2)", "siemens/meter**2")]
    [InlineData("siemens*metre**-2", "siemens/meter**2")]
    [InlineData("second**-1", "hertz")]
    [InlineData("1/second", "hertz")]
    [InlineData("Hz", "hertz")]
    [InlineData("mmolar", "mole/meter**3")]
    [InlineData("radian", "1 (a pure number)")]
    [InlineData("volt*second**0.5", "volt*second**0.5")]
    public void A_unit_may_stand_before_flags(string unit, string dimension)
    {
        var equation = Assert.Single(EquationSet.Parse($"x : {unit} (constant)").Equations);
        Assert.Equal(dimension, equation.Dimension.ToString());
        Assert.True(equation.Has("constant"));
    }

    [Theory]
    [InlineData("e = 1 : 1")]
    [InlineData("pi : 1")]
    [InlineData("m : 1")]
    [InlineData("s : 1")]
    [InlineData("x_post = 1 : 1 (summed)")]
    [InlineData("dx : 1")]
    [InlineData("d : 1")]
    public void Names_that_only_look_taken_are_free(string line) => Assert.Single(EquationSet.Parse(line).Equations);

    [Fact]
    public void A_number_with_a_name_gives_way_to_a_variable_of_that_name()
    {
        var set = EquationSet.Parse("e : volt\nx = 2*e : volt");
        EquationChecks.Check(set, new KnownNames());
        EquationChecks.Check(EquationSet.Parse("x = 2*e : 1"), new KnownNames());
    }
}
