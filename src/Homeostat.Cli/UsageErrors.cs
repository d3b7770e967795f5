using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Homeostat.Equations;

namespace Homeostat.Cli;

/// <summary>The errors of a command line, as sentences that name the option, the text that was found and the values that are expected.</summary>
internal static partial class UsageErrors
{
    /// <summary>Every fault of a command line that was parsed; empty if there is none.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult;
        if (command.Command.Subcommands.Count > 0 && command.Command.Action is null)
        {
            var commands = command.Command.Subcommands.Select(c => c.Name).ToArray();
            var path = HelpWithExamples.PathOf(command);
            return parsed.UnmatchedTokens is [var word, ..]
                ? [word.StartsWith('-') ? Unknown(path, "option", word, Names(command)) : Unknown(path, "command", word, commands)]
                : parsed.Errors.Count > 0 || parsed.Action is null ? [$"Say what '{path}' is to do: {string.Join(", ", commands)}."] : [];
        }

        var errors = new List<string>();
        var told = new HashSet<SymbolResult>();
        foreach (var result in command.Children)
        {
            if (Of(result) is { } error)
            {
                errors.Add(error);
                told.Add(result);
            }
        }

        // A word after an unknown option is most likely its value.
        var unmatched = parsed.UnmatchedTokens.Where(word => word.StartsWith('-')).ToArray();
        errors.AddRange((unmatched.Length > 0 ? unmatched : parsed.UnmatchedTokens).Select(word => Unexpected(command, word)));

        // A word that was not expected is told above; a value of which we have said more is not told again.
        errors.AddRange(parsed.Errors
            .Where(e => !(e.SymbolResult is { } symbol && (told.Contains(symbol) || (symbol.Parent is { } parent && told.Contains(parent)))))
            .Select(e => e.Message)
            .Where(message => !parsed.UnmatchedTokens.Any(word => message.Contains($"'{word}'", StringComparison.Ordinal))));
        return [.. errors.Distinct()];
    }

    /// <summary>A word of a command line that the command has no place for.</summary>
    public static string Unexpected(CommandResult command, string word)
    {
        var path = HelpWithExamples.PathOf(command);
        return word is ['-', _, ..] && !char.IsAsciiDigit(word[1])
            ? Unknown(path, "option", word.Split('=')[0], Names(command))
            : $"'{word}' was not expected after '{path}'. Quote values that hold spaces, and give each option its value.";
    }

    private static string Unknown(string path, string kind, string word, IEnumerable<string> known)
    {
        var text = $"'{path}' has no {kind} '{word}'.";
        return Spelling.Suggest(word, known) is { } suggestion ? $"{text} {suggestion}" : text;
    }

    private static IEnumerable<string> Names(CommandResult command) => command.Command.Options
        .SelectMany(o => o.Aliases.Prepend(o.Name)).Concat(["--help", "--version"]);

    private static string? Of(SymbolResult result)
    {
        var (name, type) = result switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType),
            _ => ("", typeof(object)),
        };
        type = Nullable.GetUnderlyingType(type) ?? type;
        foreach (var token in result.Tokens)
        {
            var word = token.Value;
            if (word.Contains('\0', StringComparison.Ordinal))
            {
                return $"{name} takes text without null characters.";
            }

            if (string.IsNullOrWhiteSpace(word) && type != typeof(string))
            {
                return $"{name} takes a value; an empty text was given.";
            }

            if (Fault(type, word) is { } fault)
            {
                return $"{name} takes {fault}";
            }
        }

        return null;
    }

    /// <summary>The description of the number that an option expects, where a word is no such number; null where the word is one, or the option takes no number.</summary>
    public static string? Fault(Type type, string word) => type == typeof(double) ? Fraction(word)
        : type == typeof(int) ? Integer<int>(word)
        : type == typeof(long) ? Integer<long>(word)
        : type == typeof(ulong) ? Integer<ulong>(word)
        : null;

    private static string? Fraction(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? null
        : WithPoint(word) is { } pointed ? $"a number with a decimal point; '{word}' was given. Write {pointed}."
        : $"a finite number, such as 0.5 or 1e-3; '{word}' was given.";

    private static string? Integer<T>(string word)
        where T : INumberBase<T>, IMinMaxValue<T> =>
        T.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null
        : T.TryParse(WithoutCommas(word), NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var meant)
            ? $"a whole number in digits, without commas or exponent; '{word}' was given. Write {meant}."
        : $"a whole number from {T.MinValue} to {T.MaxValue}; '{word}' was given.";

    // Commas between groups of three digits; a single comma elsewhere is a decimal comma.
    private static string WithoutCommas(string word) =>
        Thousands().IsMatch(word) ? word.Replace(",", "", StringComparison.Ordinal) : word;

    [GeneratedRegex("^[-+]?[0-9]{1,3}(,[0-9]{3})+$")]
    private static partial Regex Thousands();

    private static string? WithPoint(string word)
    {
        var pointed = word.Replace(',', '.').Replace('٫', '.').Replace('\u2212', '-');
        return double.TryParse(pointed, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? pointed : null;
    }
}
