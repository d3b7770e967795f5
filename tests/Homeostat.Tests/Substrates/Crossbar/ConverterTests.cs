using CsCheck;

namespace Homeostat.Tests.Substrates.Crossbar;

/// <summary>Converters between analog and digital values.</summary>
public class ConverterTests
{
    [Fact]
    public void A_rounding_converter_is_that_of_aihwkit()
    {
        foreach (var f in CrossbarFixture.Each("converter_aihwkit"))
        {
            var resolution = f.GetProperty("res").GetString()!.Split('/').Select(double.Parse).ToArray();
            var converter = Converter.Rounding(resolution[0] / resolution[1], f.Number("bound"));
            Assert.Equal(f.Number("step"), converter.Step, 15);
            Assert.Equal(f.Number("y"), converter.Convert(f.Number("v")), 12);
        }
    }

    [Fact]
    public void A_sign_magnitude_converter_is_that_of_CrossSim()
    {
        foreach (var f in CrossbarFixture.Each("adc_sign_magnitude"))
        {
            Assert.Equal(f.Number("y"), Converter.SignMagnitude((int)f.Number("bits"), f.Number("bound")).Convert(f.Number("v")), 12);
        }
    }

    [Fact]
    public void An_unsigned_converter_is_that_of_CrossSim()
    {
        foreach (var f in CrossbarFixture.Each("adc_unsigned"))
        {
            Assert.Equal(f.Number("y"), Converter.Unsigned((int)f.Number("bits"), f.Number("lo"), f.Number("hi")).Convert(f.Number("v")), 12);
        }
    }

    [Fact]
    public void The_error_within_the_range_is_at_most_half_a_step() => Gen.Select(Gen.Int[2, 12], Gen.Double[0.01, 100], Gen.Double[-1, 1]).Sample((bits, bound, x) =>
    {
        var value = x * bound;
        foreach (var converter in new[] { Converter.Rounding(1 / (Math.Pow(2, bits) - 2), bound), Converter.SignMagnitude(bits, bound), Converter.Unsigned(bits, -bound, 2 * bound) })
        {
            Assert.InRange(Math.Abs(converter.Convert(value) - value), 0, (converter.Step / 2) + (1e-12 * bound));
            Assert.InRange(converter.Convert(1e3 * value), converter.Low, converter.High);
        }
    });

    [Fact]
    public void A_converter_without_bits_is_refused() =>
        Assert.Equal("A converter of 1 bits cannot be; give 2 to 30.", Assert.Throws<HomeostatException>(() => Converter.SignMagnitude(1, 1)).Message);
}
