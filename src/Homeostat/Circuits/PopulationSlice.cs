using System.Globalization;

namespace Homeostat.Circuits;

/// <summary>A part of a population, written as in Python: <c>cells[:3200]</c>, <c>cells[3200:]</c>, <c>cells[10:20]</c>.</summary>
/// <param name="Population">The name of the population.</param>
/// <param name="First">The first unit of the part.</param>
/// <param name="Count">The number of units of the part.</param>
internal readonly record struct PopulationSlice(string Population, int First, int Count)
{
    /// <summary>Whether the text names a part of a population.</summary>
    public static bool IsPart(string text) => text.Contains('[', StringComparison.Ordinal);

    /// <summary>The name of the population, without the slice.</summary>
    public static string NameOf(string text) => text.Split('[')[0];

    /// <summary>The text as a name that can be part of another name: <c>cells_0_3200</c>.</summary>
    public static string Name(string text) => IsPart(text)
        ? text.TrimEnd(']').Replace("[:", "_0_", StringComparison.Ordinal).Replace('[', '_').Replace(":", "_", StringComparison.Ordinal).TrimEnd('_')
        : text;

    /// <exception cref="HomeostatException">The slice cannot be read or reaches beyond the population.</exception>
    public static PopulationSlice Parse(string text, int size, string owner)
    {
        var name = NameOf(text);
        if (!IsPart(text))
        {
            return new PopulationSlice(name, 0, size);
        }

        var range = text[(name.Length + 1)..].TrimEnd(']').Split(':');
        var (first, end) = (0, size);
        if (!text.EndsWith(']') || range.Length != 2
            || !(range[0].Length == 0 || int.TryParse(range[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out first))
            || !(range[1].Length == 0 || int.TryParse(range[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out end)))
        {
            throw new HomeostatException($"{owner} names '{text}'. Write a part of a population as {name}[first:end], such as {name}[:{size / 2}].");
        }

        (first, end) = (first < 0 ? size + first : first, end < 0 ? size + end : end);
        return first >= 0 && first < end && end <= size
            ? new PopulationSlice(name, first, end - first)
            : throw new HomeostatException($"{owner} names '{text}', but '{name}' has the units 0 to {size - 1}.");
    }
}
