using System.Globalization;
using Homeostat.Cli;

namespace Homeostat.Tests.Cli;

/// <summary>Command lines that nobody should type: each ends in an exit code and a sentence, and nothing that was there is lost.</summary>
public sealed class HostileCommandLineTests : IDisposable
{
    private const string Kept = "checkpoint-mine.npz";

    private static readonly string[] Numbers =
    [
        "", " ", "-1", "0", "1e", "1e400", "-1e400", "NaN", "-NaN", "inf", "-Infinity", "∞", "0x10", "0,001", "1,000", "1.000,5", "1_000", "٣", "−1", "+1",
        "1e-400", "9223372036854775808", "18446744073709551616", "2147483648", "1 2", "1;rm", "\0", "null", "true", "--", "½", "1'000", "1..2", "-", ".", "e",
    ];

    private static readonly string[] Words =
    [
        "", " ", "\0", "\n", "a\nb", "../..", "/", ".", "~", "*", "$(id)", "%s%n", "{0}", "'", "\"", "\\", "|", "&&", ";", "🧠", "résumé", "\u202e", "\ufeff", "CON",
        "@nothing", "@/etc/passwd", "[suggest]", "[diagram]", "-x", "--x=", "--=", "null", "mnist;drop", "DIGITS", "pc ", "Pc", "p", "cubä", new('a', 5000), "/dev/null", "/proc/self/mem",
    ];

    private readonly TemporaryFolder _folder = new();
    private int _runs;

    public static TheoryData<string> Cultures => ["", "minus and comma", "right to left"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_number_is_an_internal_error()
    {
        string[] learn = ["--epochs", "--batch", "--steps", "--rate", "--eta", "--tolerance", "--seed", "--threads", "--train", "--test"];
        All(learn.SelectMany(option => Numbers.Select(number => Learn(option, number))));
        All(Numbers.SelectMany(number => (string[][])
        [
            ["simulate", "stdp", "--seconds", number, "--out", NewRun()], ["simulate", "stdp", "--seconds", "1e-3", "--dt", number, "--out", NewRun()],
            ["live", "thermostat", "--steps", number, "--out", NewRun()], ["live", "thermostat", "--steps", "3", "--speed", number, "--out", NewRun()],
            ["live", "thermostat", "--steps", "3", "--seeds", number is "+1" ? "1" : number, "--threads", "1", "--out", NewRun()], ["replay", NewRun(), "--from", number],
            ["inspect", "pc", "--stage", "plan", "--layers", "4,3,2", "--batch", number], ["inspect", "pc", "--layers", number], ["resume", NewRun(), "--epochs", number],
        ]));
    }

    [Fact]
    public void No_word_is_an_internal_error() => All(Words.SelectMany(word => (string[][])
    [
        [word], ["learn", word], Learn("--data", word), Learn("--model", word), Learn("--activation", word), Learn("--output", word), Learn("--layers", word),
        ["simulate", word], ["simulate", "stdp", "--record", word, "--seconds", "1e-3", "--out", NewRun()], ["simulate", "stdp", word], ["live", word],
        ["live", "thermostat", "--body", word, "--out", NewRun()], ["live", "thermostat", "--niche", word, "--out", NewRun()],
        ["live", "thermostat", "--ablate", word, "--steps", "3", "--out", NewRun()], ["live", "thermostat", "--knock-out", $"{word}@3", "--steps", "3", "--out", NewRun()],
        ["inspect", word], ["inspect", "pc", "--stage", word], ["show", word], ["resume", word], ["replay", word], ["data", word], ["data", "get", word], ["models", word],
    ]));

    [Fact]
    public void No_path_is_an_internal_error()
    {
        var file = _folder["a-file"];
        File.WriteAllText(file, "mine");
        string[] paths = ["", " ", "/dev/null", "/dev/null/x", "/proc/x", "/sys/x", file, Path.Combine(file, "x"), "\0", _folder[new string('b', 300)], _folder["a b"], _folder["ü\n🧠"]];
        All(paths.SelectMany(path => (string[][])
        [
            ["learn", .. Tiny, "--run", path], ["simulate", "stdp", "--seconds", "1e-3", "--out", path], ["live", "thermostat", "--steps", "3", "--out", path],
            ["show", path], ["resume", path], ["replay", path], Learn("--data", path),
        ]));
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_culture_of_the_user_changes_nothing(string kind)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            if (kind.Length > 0)
            {
                culture.NumberFormat.NegativeSign = kind == "right to left" ? "\u200e\u2212" : "\u2212";
                culture.NumberFormat.NumberDecimalSeparator = kind == "right to left" ? "\u066b" : ",";
                culture.NumberFormat.NumberGroupSeparator = "\u00a0";
            }

            CultureInfo.CurrentCulture = culture;
            var run = NewRun();
            var (code, output, _) = CommandRun.Run(["learn", .. Tiny, "--activation", "tanh(z) - 1e-3*z", "--run", run]);
            Assert.Equal(CommandLine.Success, code);
            Assert.Contains("--epochs 2", output, StringComparison.Ordinal);
            Assert.Equal(CommandLine.Success, CommandRun.Run("simulate", "stdp", "--seconds", "0.01", "--dt", "0.2 ms", "--out", NewRun()).Code);
            Assert.Equal(CommandLine.Success, CommandRun.Run("resume", run, "--epochs", "2").Code);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_pipe_that_closes_at_any_letter_stops_no_run()
    {
        foreach (var room in new[] { 0, 1, 50, 200, 1000 })
        {
            var run = NewRun();
            using var error = new StringWriter();
            var code = CommandLine.Run(["learn", .. Tiny, "--json", "--run", run], new UsageErrorTests.Full(room), error);
            Assert.Equal(CommandLine.UserError, code);
            Assert.Contains("\"event\":\"finish\"", File.ReadAllText(Path.Combine(run, "metrics.jsonl")), StringComparison.Ordinal);
        }
    }

    private static string[] Tiny =>
        ["--layers", "784,4,10", "--train", "40", "--test", "20", "--batch", "20", "--epochs", "1", "--steps", "2", "--threads", "1", "--no-compare"];

    private string NewRun() => _folder[$"run-{_runs++}"];

    // The option takes the place of the one that is there.
    private string[] Learn(string option, string value)
    {
        var arguments = Tiny.ToList();
        if (arguments.IndexOf(option) is >= 0 and var at)
        {
            arguments.RemoveRange(at, 2);
        }

        return ["learn", .. arguments, option, value, "--run", NewRun()];
    }

    // Asked to stop before they start, so that what is no mistake takes no time.
    private void All(IEnumerable<string[]> lines)
    {
        var mine = _folder[Kept];
        File.WriteAllText(mine, "mine");
        var wrong = new List<string>();
        var count = 0;
        foreach (var line in lines)
        {
            count++;
            using var stop = new CancellationTokenSource();
            stop.Cancel();
            using var output = new StringWriter();
            using var error = new StringWriter();
            var code = CommandLine.Run(line, output, error, stop: stop.Token);
            var said = error.ToString();
            if (code is not (CommandLine.Success or CommandLine.UserError or CommandLine.UsageError or CommandLine.Interrupted)
                || (code is CommandLine.UserError or CommandLine.UsageError && !said.StartsWith("homeostat: ", StringComparison.Ordinal))
                || said.Contains("   at ", StringComparison.Ordinal) || said.Contains("System.", StringComparison.Ordinal) || said.Contains("(Parameter", StringComparison.Ordinal))
            {
                wrong.Add($"{code}: {string.Join(' ', line.Select(word => word.Length > 60 ? word[..60] : word))}: {said}");
            }
        }

        Assert.True(count >= 60, $"{count} command lines");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal("mine", File.ReadAllText(mine));
    }
}
