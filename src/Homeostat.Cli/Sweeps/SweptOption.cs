using System.CommandLine;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>An option that a sweep gives different values: those of a list, or those of a range.</summary>
/// <param name="Name">The name of the option, such as <c>--eta</c>.</param>
/// <param name="Values">The values of a list, or those of a range that a grid takes.</param>
/// <param name="Range">The range from which values are drawn; null for a list.</param>
internal sealed record SweptOption(string Name, IReadOnlyList<string> Values, SweptRange? Range)
{
    /// <summary>The name of the setting.</summary>
    public string Setting => Name[2..];

    /// <summary>The value at a place from 0 to below 1: of a range in proportion, of a list in equal parts.</summary>
    public string At(double place) => Range?.At(place) ?? Values[(int)(place * Values.Count)];

    /// <summary>Reads the values that an option was given; null for a single value.</summary>
    /// <param name="option">The option.</param>
    /// <param name="words">The words that it was given; more than one where it was repeated.</param>
    /// <exception cref="HomeostatException">A range is empty, or its ends or its count are no numbers.</exception>
    public static SweptOption? Parse(Option option, IReadOnlyList<string> words)
    {
        if (words.Count != 1)
        {
            return words.Count > 1 ? new SweptOption(option.Name, [.. words.Distinct()], null) : null;
        }

        var type = TypeOf(option);
        if (type is not null && words[0].Contains("..", StringComparison.Ordinal))
        {
            var range = SweptRange.Parse(option.Name, words[0], isWhole: type != typeof(double));
            return new SweptOption(option.Name, range.Grid(), range);
        }

        string[] values = [.. Split(words[0]).Distinct()];
        var known = option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(completion => completion.Label).ToHashSet(StringComparer.Ordinal);
        return values.Length > 1 && (type is not null || IsOfModel(option) || values.All(known.Contains)) ? new SweptOption(option.Name, values, null) : null;
    }

    // The type of the number that an option takes; null where it takes none.
    private static Type? TypeOf(Option option)
    {
        var type = SettingOf(option)?.Type ?? option.ValueType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(double) || type == typeof(int) || type == typeof(long) || type == typeof(ulong) ? type : null;
    }

    private static bool IsOfModel(Option option) => SettingOf(option) is not null;

    // Options of the command come first: --batch is none of a model.
    private static Setting? SettingOf(Option option) => option.Hidden
        ? ModelCatalog.All.SelectMany(model => model.Settings).FirstOrDefault(setting => $"--{setting.Name}" == option.Name)
        : null;

    // Commas within parentheses, as in max(0, z), are part of a value.
    private static IEnumerable<string> Split(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        yield return text[start..].Trim();
    }
}

/// <summary>A range of numbers, even on a linear or a logarithmic scale.</summary>
/// <param name="Low">The lower end, which belongs to the range.</param>
/// <param name="High">The upper end, which belongs to the range.</param>
/// <param name="IsLogarithmic">Whether ratios and not differences are even.</param>
/// <param name="IsWhole">Whether values are whole numbers.</param>
/// <param name="Count">The number of values that a grid takes.</param>
internal sealed record SweptRange(double Low, double High, bool IsLogarithmic, bool IsWhole, int Count)
{
    private const int UsualCount = 5;

    /// <summary>The form in which a range is written.</summary>
    public const string Form = "a range such as 0.1..0.5, 1e-4..1e-2:log or, with the number of values of a grid, 1e-4..1e-2:log:5";

    /// <summary>Reads a range.</summary>
    /// <exception cref="HomeostatException">It has another form.</exception>
    public static SweptRange Parse(string option, string text, bool isWhole)
    {
        var parts = text.Split(':');
        var isLogarithmic = parts.Length > 1 && parts[1] == "log";
        var rest = parts[(isLogarithmic ? 2 : 1)..];
        var count = rest.Length == 0 ? UsualCount : rest.Length == 1 && int.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        if (parts[0].Split("..") is not [var from, var to] || !Number(from, out var low) || !Number(to, out var high) || count < 2)
        {
            throw new HomeostatException($"{option} takes {Form}; '{text}' was given.");
        }

        return low >= high ? throw new HomeostatException($"{option} takes a range from a smaller to a larger number; '{text}' was given.")
            : isLogarithmic && low <= 0 ? throw new HomeostatException($"{option}: a logarithmic range begins above 0; '{text}' was given.")
            : new SweptRange(low, high, isLogarithmic, isWhole, count);

        bool Number(string word, out double value) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && (!isWhole || value == Math.Round(value));
    }

    /// <summary>The values of a grid, the ends included, each once.</summary>
    public IReadOnlyList<string> Grid() => [.. Enumerable.Range(0, Count).Select(n => Text(Between(n / (Count - 1.0)))).Distinct()];

    /// <summary>The value at a place from 0 to below 1. All whole numbers of a linear range are equally likely.</summary>
    public string At(double place) => IsWhole && !IsLogarithmic ? Text(Math.Floor(Low + (place * (High - Low + 1)))) : Text(Between(place));

    private double Between(double part) => IsLogarithmic ? Low * Math.Pow(High / Low, part) : Low + (part * (High - Low));

    // Four digits are enough to tell candidates apart, and short enough to read.
    private string Text(double value) => IsWhole ? Math.Round(value).ToString("F0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);
}
