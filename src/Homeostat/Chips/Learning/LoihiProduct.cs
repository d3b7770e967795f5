using System.Globalization;

namespace Homeostat.Chips;

/// <summary>A factor of a product: a trace, the weight or the tag plus a constant, a constant alone, or the second of two spikes.</summary>
/// <param name="Name">The name of the trace, <c>w</c>, <c>t</c>, <c>y0</c>, or <c>C</c> for a constant alone.</param>
/// <param name="Constant">The constant.</param>
internal sealed record LoihiFactor(string Name, int Constant)
{
    /// <summary>The bits of a weight or a tag with its sign.</summary>
    public const int SynapseBits = 9;

    /// <summary>The bits of the factor; with both signs it has one more.</summary>
    public int Bits => Name switch { "w" or "t" => SynapseBits, "C" => 8, "y0" => 1, _ => 7 };

    /// <summary>The limits of its constant, which has eight bits; beside a weight or a tag it is doubled.</summary>
    public static (int Least, int Most) Constants(string name) => name is "w" or "t" ? (-256, 255) : (-128, 127);

    /// <summary>The factor as text.</summary>
    /// <param name="read">The text of a variable.</param>
    public string Text(Func<string, string> read)
    {
        // Weights and tags, with both signs, have limits of their own.
        var most = Name is "w" or "t" ? 255 : LoihiTrace.Most;
        return Name == "C" ? LoihiProduct.Number(Constant)
            : Constant == 0 ? read(Name) : FormattableString.Invariant($"clip({read(Name)} {(Constant < 0 ? "-" : "+")} {Math.Abs(Constant)}, {-most - 1}, {most})");
    }
}

/// <summary>
/// A product of a learning rule: mantissa · 2^exponent · dependency · factors. As in Lava, products of more than 15 bits lose their low bits: they are shifted down by the number of bits of the
/// factors and the mantissa above 15, toward minus infinity, which makes them that much smaller.
/// </summary>
/// <param name="When">What it depends on: <c>x0</c> (a presynaptic spike in the epoch), <c>y0</c> (a postsynaptic one), or <c>u</c> (each epoch).</param>
/// <param name="Mantissa">The mantissa, −8 to 7.</param>
/// <param name="Exponent">The exponent, −7 to 8.</param>
/// <param name="Factors">The factors.</param>
internal sealed record LoihiProduct(string When, int Mantissa, int Exponent, IReadOnlyList<LoihiFactor> Factors)
{
    private const int MantissaBits = 4;
    private const int AccumulatorBits = 15;

    /// <summary>The bits that a weight has in the accumulator below 1.</summary>
    public const int FractionBits = 7;

    /// <summary>The limit of the accumulator.</summary>
    public const int Accumulator = 1 << AccumulatorBits;

    /// <summary>The bits of the product before it is shifted.</summary>
    public int Bits => Factors.Sum(f => f.Bits) + MantissaBits;

    /// <summary>The number of low bits that are lost.</summary>
    public int Shift => Math.Max(0, Bits - AccumulatorBits);

    /// <summary>Tells whether the product depends on a spike of a side, <c>x0</c> or <c>y0</c>.</summary>
    public bool DependsOn(string spike) => When == spike || Factors.Any(f => f.Name == spike);

    /// <summary>The traces that it names.</summary>
    public IEnumerable<string> Traces => Factors.Select(f => f.Name).Where(n => n[0] is 'x' or 'y' && n != "y0");

    /// <summary>The change that it makes to the accumulator, as text.</summary>
    /// <param name="read">The text of a trace, <c>w</c> or <c>t</c>.</param>
    public string Text(Func<string, string> read)
    {
        var product = string.Join("*", Factors.Select(f => f.Text(read)).Prepend(Number(Mantissa)));
        var shifted = Shift > 0 ? $"floor(({product})/{Number(1 << Shift)})" : $"({product})";
        return FormattableString.Invariant($"clip({Number(1 << (Exponent + FractionBits))}*{shifted}, {-Accumulator}, {Accumulator - 1})");
    }

    public static string Number(double value) => value < 0 ? $"({value.ToString("R", CultureInfo.InvariantCulture)})" : value.ToString("R", CultureInfo.InvariantCulture);
}
