using CsCheck;

namespace Homeostat.Tests.Equations;

public class DimensionTests
{
    private static readonly Gen<Dimension> s_dimension =
        from e in Gen.Int[-6, 6].Array[7]
        select new Dimension(e[0], e[1], e[2], e[3], e[4], e[5], e[6]);

    [Fact]
    public void Products_and_quotients_undo_each_other() =>
        (from a in s_dimension from b in s_dimension select (a, b)).Sample(x =>
        {
            Assert.Equal(x.a, x.a * x.b / x.b);
            Assert.Equal(x.a * x.b, x.b * x.a);
            Assert.True((x.a / x.a).IsNone);
        });

    [Fact]
    public void Powers_add() =>
        (from d in s_dimension from p in Gen.Int[1, 6] from q in Gen.Int[1, 6] select (d, p, q)).Sample(x =>
        {
            Assert.Equal(x.d, x.d.Pow(1.0 / x.p).Pow(x.p));
            Assert.Equal(x.d.Pow((1.0 / x.p) + (1.0 / x.q)), x.d.Pow(1.0 / x.p) * x.d.Pow(1.0 / x.q));
        });

    [Fact]
    public void Rounding_of_exponents_does_not_matter()
    {
        var meter = new Dimension(1, 0, 0, 0, 0, 0, 0);
        Assert.NotEqual(0.3, 0.1 + 0.2);
        Assert.Equal(meter.Pow(0.3), meter.Pow(0.1) * meter.Pow(0.2));
        Assert.Equal(meter.Pow(0.3).GetHashCode(), (meter.Pow(0.1) * meter.Pow(0.2)).GetHashCode());
        Assert.Equal(new Dimension(0.3, 0, 0, 0, 0, 0, 0), new Dimension(0.1 + 0.2, 0, 0, 0, 0, 0, 0));
        Assert.NotEqual(meter, meter.Pow(1.05));
    }

    [Theory]
    [InlineData("1", "1 (a pure number)")]
    [InlineData("volt", "volt")]
    [InlineData("siemens", "siemens")]
    [InlineData("newton", "newton")]
    [InlineData("1/second", "hertz")]
    [InlineData("volt/second", "volt/second")]
    [InlineData("farad/meter**2", "farad/meter**2")]
    [InlineData("siemens/metre**2", "siemens/meter**2")]
    [InlineData("second**-0.5", "second**-0.5")]
    [InlineData("mole/metre**3", "mole/meter**3")]
    [InlineData("kilogram*meter**2/(second**3*amp)", "volt")]
    [InlineData("kilogram*meter**2*kelvin/(second**3*amp)", "kg m^2 s^-3 A^-1 K")]
    public void Is_named_as_a_person_would(string unit, string expected) =>
        Assert.Equal(expected, Quantity.Parse(unit).Dimension.ToString());
}
