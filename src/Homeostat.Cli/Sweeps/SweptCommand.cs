using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>A command that a sweep repeats, read by the command itself: the options with several values, and the rest.</summary>
/// <param name="Command">The command, such as <c>learn</c>.</param>
/// <param name="Options">The options with several values.</param>
/// <param name="Rest">The words of all other options and arguments.</param>
/// <param name="Seed">The first seed.</param>
internal sealed record SweptCommand(Command Command, IReadOnlyList<SweptOption> Options, IReadOnlyList<string> Rest, ulong Seed)
{
    private const string SeedName = "--seed";

    // What a sweep gives each of its runs itself.
    private static readonly string[] s_own = ["--run", "--out", "--json", "--threads", "--speed"];

    // Runs of a sweep are compared with each other.
    private const string Alone = "--no-compare";

    private static readonly ParserConfiguration s_plain = new() { ResponseFileTokenReplacer = null };

    /// <summary>Reads the words of a command some of whose options have several values.</summary>
    /// <exception cref="HomeostatException">A word is not understood.</exception>
    public static SweptCommand Parse(Command command, IReadOnlyList<string> words)
    {
        var parsed = command.Parse(words, s_plain);
        var (options, rest, seed) = (new List<SweptOption>(), new List<string>(), 1ul);
        foreach (var result in parsed.CommandResult.Children)
        {
            string[] given = [.. result.Tokens.Select(token => token.Value)];
            switch (result)
            {
                case ArgumentResult:
                    rest.InsertRange(0, given);
                    break;
                case OptionResult { Implicit: true } or OptionResult { Option.Name: Alone }:
                    break;
                case OptionResult { Option.Name: var name } when s_own.Contains(name):
                    throw new HomeostatException($"{name} is what a sweep gives each of its runs itself; leave it out.{(name == "--run" ? " The folder of the sweep is --out." : "")}");
                case OptionResult { Option.Name: SeedName }:
                    seed = ulong.TryParse(given.SingleOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first
                        : throw new HomeostatException($"--seed takes the first seed of a sweep, a whole number from 0 on; '{string.Join(' ', given)}' was given. For several: --seeds N");
                    break;
                case OptionResult { Option: var option }:
                    if (SweptOption.Parse(option, given) is { } swept)
                    {
                        options.Add(swept);
                    }
                    else
                    {
                        rest.AddRange([option.Name, .. given]);
                    }

                    break;
            }
        }

        // What the command does not know it tells itself, when the first candidate is checked.
        return new SweptCommand(command, options, [.. rest, .. parsed.UnmatchedTokens], seed);
    }

    /// <summary>The words of the command for a candidate.</summary>
    public IReadOnlyList<string> WordsOf(IReadOnlyList<string> candidate) =>
        [.. Rest, .. Options.SelectMany((option, n) => (string[])[option.Name, candidate[n]])];

    /// <summary>Makes sure that the command understands a candidate.</summary>
    /// <exception cref="HomeostatException">It does not.</exception>
    public void Require(IReadOnlyList<string> candidate)
    {
        if (UsageErrors.Of(Command.Parse(WordsOf(candidate), s_plain)) is [var wrong, ..])
        {
            throw new HomeostatException($"{wrong.Replace("'homeostat'", $"'homeostat {Command.Name}'", StringComparison.Ordinal)} See: homeostat {Command.Name} --help");
        }
    }

    /// <summary>A value that the command has for an option which is given once, or its default.</summary>
    public T? Value<T>(string option) => Command.Parse([.. Rest], s_plain).GetValue<T>(option);
}
