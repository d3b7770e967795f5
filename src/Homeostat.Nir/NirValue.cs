using System.Globalization;

namespace Homeostat;

/// <summary>A value in a NIR file: an array of numbers with a shape, or a text. The number type is kept as the file has it.</summary>
public sealed class NirValue
{
    private NirValue(Array numbers, IReadOnlyList<int> shape, string? text = null)
    {
        (Numbers, Shape, Text) = (numbers, shape, text);
        var count = shape.Aggregate(1L, (product, length) => product * length);
        if (text is null && count != numbers.Length)
        {
            throw new HomeostatException(
                $"{numbers.Length} numbers were given for the shape [{string.Join(", ", shape)}], which has {count}. Give as many numbers as the shape has.");
        }
    }

    /// <summary>The lengths of the axes; empty for a single number and for a text.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The text, or null for numbers.</summary>
    public string? Text { get; }

    /// <summary>The number of numbers.</summary>
    public int Count => Numbers.Length;

    /// <summary>The number type as NumPy names it, such as <c>float32</c>; <c>str</c> for a text.</summary>
    public string Type => Text is not null ? "str" : Numbers switch
    {
        float[] => "float32",
        double[] => "float64",
        bool[] => "bool",
        sbyte[] => "int8",
        byte[] => "uint8",
        _ => Numbers.GetType().GetElementType()!.Name.ToLowerInvariant(),
    };

    /// <summary>The number at a place, counted in row-major order.</summary>
    public double this[int index] => Convert.ToDouble(Numbers.GetValue(index), CultureInfo.InvariantCulture);

    /// <summary>The numbers, as an array of their own type in row-major order.</summary>
    internal Array Numbers { get; }

    /// <summary>A value of numbers in double precision.</summary>
    /// <param name="numbers">The numbers, in row-major order.</param>
    /// <param name="shape">The lengths of the axes; one axis unless given.</param>
    public static NirValue Of(double[] numbers, params IReadOnlyList<int> shape) => Numeric(numbers, shape);

    /// <summary>A value of numbers in single precision.</summary>
    /// <inheritdoc cref="Of(double[], IReadOnlyList{int})"/>
    public static NirValue Of(float[] numbers, params IReadOnlyList<int> shape) => Numeric(numbers, shape);

    /// <summary>A value of whole numbers.</summary>
    /// <inheritdoc cref="Of(double[], IReadOnlyList{int})"/>
    public static NirValue Of(long[] numbers, params IReadOnlyList<int> shape) => Numeric(numbers, shape);

    /// <summary>A single whole number.</summary>
    public static NirValue Of(long number) => new(new[] { number }, []);

    /// <summary>A single number.</summary>
    public static NirValue Of(double number) => new(new[] { number }, []);

    /// <summary>A text.</summary>
    public static NirValue Of(string text) => new(Array.Empty<double>(), [], text);

    /// <summary>A copy of the numbers in double precision, in row-major order.</summary>
    public double[] ToArray()
    {
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = this[i];
        }

        return values;
    }

    /// <summary>Whether both hold the same numbers of the same type in the same shape, or the same text.</summary>
    public bool IsSameAs(NirValue other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Type == other.Type && Text == other.Text && Shape.SequenceEqual(other.Shape)
            && Numbers.Cast<object>().SequenceEqual(other.Numbers.Cast<object>());
    }

    /// <summary>The text, the number, or the type and the shape: <c>float32 [38, 12]</c>.</summary>
    public override string ToString() => Text ?? (Shape.Count == 0 && Count == 1
        ? this[0].ToString(CultureInfo.InvariantCulture)
        : $"{Type} [{string.Join(", ", Shape)}]");

    internal static NirValue Numeric(Array numbers, IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return new(numbers, shape.Count == 0 ? [numbers.Length] : [.. shape]);
    }

    internal static NirValue Scalar(Array numbers) => new(numbers, []);

    /// <summary>The first number that is not finite, or null.</summary>
    internal double? NotFinite() => Numbers switch
    {
        float[] singles => Array.FindIndex(singles, x => !float.IsFinite(x)) is >= 0 and var k ? singles[k] : null,
        double[] doubles => Array.FindIndex(doubles, x => !double.IsFinite(x)) is >= 0 and var k ? doubles[k] : null,
        _ => null,
    };

    /// <summary>Whether the numbers are integers.</summary>
    internal bool IsWhole => Text is null && Numbers is not (float[] or double[]);
}
