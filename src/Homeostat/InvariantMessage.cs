using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Homeostat;

/// <summary>The text of a message, in which numbers are written as in code (0.1, -1, NaN), whatever the culture of the machine.</summary>
/// <param name="literalLength">Characters outside the holes.</param>
/// <param name="formattedCount">Number of holes.</param>
[InterpolatedStringHandler]
internal readonly struct InvariantMessage(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (8 * formattedCount));

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

    public void AppendFormatted<T>(T value, string? format) =>
        _text.Append(value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    public override string ToString() => _text.ToString();
}
