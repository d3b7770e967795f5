using CsCheck;

namespace Homeostat.Tests.Equations;

public class QuantityTests
{
    [Theory]
    [InlineData("20*ms", 0.02, "second")]
    [InlineData("-65 mV", -0.065, "volt")]
    [InlineData("-65mV", -0.065, "volt")]
    [InlineData("1.5e3 Hz", 1500, "hertz")]
    [InlineData("10 Mohm", 1e7, "ohm")]
    [InlineData("2 nS + 500 pS", 2.5e-9, "siemens")]
    [InlineData("30*nS/um**2", 3e4, "siemens/meter**2")]
    [InlineData("100 uF/cm2", 1, "farad/meter**2")]
    [InlineData("0.3*mM", 0.3, "mole/meter**3")]
    [InlineData("2 ms**2", 2e-6, "second**2")]
    [InlineData("1/(20*ms)", 50, "hertz")]
    [InlineData("2*pi", 2 * Math.PI, "1")]
    [InlineData("4", 4, "1")]
    [InlineData("-2**2", -4, "1")]
    public void Reads_what_people_write(string text, double value, string unit)
    {
        var quantity = Quantity.Parse(text);
        Assert.Equal(value, quantity.Value, Math.Abs(value) * 1e-14);
        Assert.Equal(Quantity.Parse(unit).Dimension, quantity.Dimension);
    }

    [Theory]
    [InlineData("volt", "joule/coulomb")]
    [InlineData("siemens", "amp/volt")]
    [InlineData("ohm", "volt/amp")]
    [InlineData("farad", "coulomb/volt")]
    [InlineData("watt", "volt*amp")]
    [InlineData("joule", "newton*meter")]
    [InlineData("pascal", "newton/meter**2")]
    [InlineData("weber", "volt*second")]
    [InlineData("tesla", "weber/meter**2")]
    [InlineData("henry", "weber/amp")]
    [InlineData("newton", "kilogram*meter/second**2")]
    [InlineData("katal", "mole/second")]
    [InlineData("gray", "joule/kilogram")]
    [InlineData("becquerel", "hertz")]
    [InlineData("molar", "mole/liter")]
    [InlineData("liter", "dmeter3")]
    [InlineData("cm2", "(cm)**2")]
    [InlineData("um3", "umetre**3")]
    [InlineData("kilogram", "kgram")]
    [InlineData("kHz", "1/ms")]
    [InlineData("uamp", "uA")]
    [InlineData("mmolar", "mole/meter**3")]
    [InlineData("radian", "1")]
    public void Units_agree_with_their_definitions(string unit, string definition)
    {
        var (a, b) = (Quantity.Parse(unit), Quantity.Parse(definition));
        Assert.Equal(b.Dimension, a.Dimension);
        Assert.Equal(b.Value, a.Value, b.Value * 1e-14);
    }

    [Fact]
    public void Every_name_reads_back_as_itself()
    {
        Assert.True(Units.Names.Count() > 1000);
        foreach (var name in Units.Names)
        {
            Assert.True(Units.TryFind(name, out var unit));
            Assert.Equal(unit, Quantity.Parse(name));
        }

        Assert.False(Units.TryFind("MV", out _));
        Assert.False(Units.TryFind("boolean", out _));
    }

    [Fact]
    public void Arithmetic_in_csharp_follows_units()
    {
        var tau = 10 * Units.Nanofarad / (0.5 * Units.Microsiemens);
        Assert.Equal(20, tau.In(Units.Millisecond), 1e-12);
        Assert.Equal(Quantity.Parse("-5 mV"), -(5 * Units.Millivolt));
        Assert.Equal(Quantity.Parse("0.25 mV"), Quantity.Parse("1 mV") - (0.75 * Units.Millivolt));

        var error = Assert.Throws<HomeostatException>(() => Units.Volt + Units.Amp);
        Assert.Contains("1 volt and 1 amp", error.Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => Units.Volt - 1);
        Assert.Throws<HomeostatException>(() => Units.Volt.In(Units.Second));
    }

    [Theory]
    [InlineData("5 mv", "Did you mean 'mV'?")]
    [InlineData("5 miliVolt", "Unknown unit 'miliVolt'")]
    [InlineData("20 ms 3", "An operator is missing")]
    [InlineData("5 V", "Unknown unit 'V'")]
    [InlineData("volt + amp", "differ in unit: volt and amp")]
    [InlineData("2**(1*ms)", "exponent")]
    [InlineData("meter**1e9", "exponent")]
    [InlineData("0/0", "no value")]
    [InlineData("exp(1)", "was not expected")]
    [InlineData("1 < 2", "Only numbers and units")]
    [InlineData("", "A value is missing")]
    [InlineData("1e999 mV", "too large")]
    public void Says_why_a_text_is_no_quantity(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<EquationException>(() => Quantity.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_number_with_any_unit_reads_back() =>
        (from value in Gen.Double[-1e6, 1e6]
         from unit in Gen.OneOf([.. Units.Names.Except(["inf"])])
         select (value, unit)).Sample(x =>
        {
            Units.TryFind(x.unit, out var unit);
            var number = x.value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(x.value * unit, Quantity.Parse($"{number}*{x.unit}"));
            Assert.Equal(x.value * unit, Quantity.Parse($"{number} {x.unit}"));
        });
}
