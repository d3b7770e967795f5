using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Homeostat.Cli;

/// <summary>The settings of a sweep, kept as <c>sweep.json</c> in its folder: all else follows from them.</summary>
/// <param name="Command">The command that is repeated: <c>learn</c>, <c>simulate</c> or <c>live</c>.</param>
/// <param name="Words">The words after it, in which options may have several values.</param>
/// <param name="Seeds">The number of seeds of each candidate.</param>
/// <param name="Method">The way in which candidates are chosen.</param>
/// <param name="Candidates">The number of candidates that are drawn; 0 for a grid.</param>
/// <param name="Halving">Whether the better half of the candidates goes on, again and again.</param>
internal sealed record Sweep(string Command, IReadOnlyList<string> Words, int Seeds, SweepMethod Method, int Candidates, bool Halving)
{
    private const string Name = "sweep";
    private const int LongestName = 100;

    /// <summary>The commands that can be repeated, by their names.</summary>
    public static IReadOnlyDictionary<string, Func<Terminal, Command>> Commands { get; } = new Dictionary<string, Func<Terminal, Command>>
    {
        ["learn"] = LearnCommand.Create, ["simulate"] = SimulateCommand.Create, ["live"] = LiveCommand.Create,
    };

    /// <summary>Keeps the settings in the folder, or makes sure that those in it are the same.</summary>
    /// <exception cref="HomeostatException">The folder holds another sweep.</exception>
    public void SaveOrRequire(string folder) => TrialFolder.SaveOrRequire(folder, Name, this, SweepJson.Default.Sweep);

    /// <summary>The settings of the sweep in a folder.</summary>
    /// <exception cref="HomeostatException">There is none, or its file is damaged.</exception>
    public static Sweep Read(string folder)
    {
        var path = Path.Combine(folder, $"{Name}.json");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SweepJson.Default.Sweep) is { } sweep && Commands.ContainsKey(sweep.Command) ? sweep : throw new JsonException("it names no command");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{path}: no intact sweep: {e.Message.TrimEnd('.')}. Give the folder of a sweep.", e);
        }
    }

    /// <summary>The command with its options, read by itself.</summary>
    public SweptCommand Parse(Terminal terminal) => SweptCommand.Parse(Commands[Command](terminal), Words);

    /// <summary>The trials, candidate after candidate for the first seed, then for the next, so that each has its first result early.</summary>
    /// <param name="folder">The folder of the sweep.</param>
    /// <param name="command">The command with its options.</param>
    public IReadOnlyList<SweepTrial> Trials(string folder, SweptCommand command)
    {
        var candidates = new SweepDesign(Method, Candidates).Candidates(command.Options, command.Seed);
        var digits = (candidates.Count - 1).ToString(CultureInfo.InvariantCulture).Length;
        return
        [
            .. Enumerable.Range(0, Seeds).SelectMany(seed => candidates.Select((candidate, n) =>
            {
                var told = string.Join(", ", command.Options.Select((option, i) => $"{option.Setting} {candidate[i]}"));
                var name = FileName($"{n.ToString($"D{digits}", CultureInfo.InvariantCulture)}{(told.Length > 0 ? "-" : "")}{told.Replace(", ", ",", StringComparison.Ordinal).Replace(' ', '=')}");
                return new SweepTrial(candidate, new Trial(
                    told.Length > 0 ? told : Command, command.Seed + (ulong)seed, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-seed{command.Seed + (ulong)seed}")), command.WordsOf(candidate))
                {
                    Command = Command,
                    KeepsCommand = false,
                });
            })),
        ];
    }

    // The number in front tells apart what looks the same as a name of a file.
    private static string FileName(string text)
    {
        var name = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestName)))
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || "=,.+-_".Contains(c) ? c : '_');
        }

        return name.ToString();
    }
}

/// <summary>A run of a sweep.</summary>
/// <param name="Candidate">The values of the options that have several.</param>
/// <param name="Trial">The run.</param>
internal sealed record SweepTrial(IReadOnlyList<string> Candidate, Trial Trial);

/// <summary>The JSON form of a sweep.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Sweep))]
internal sealed partial class SweepJson : JsonSerializerContext;
