using System.CommandLine;

namespace Homeostat.Cli;

/// <summary>The options of commands that read NIR files.</summary>
internal sealed class NirChoices
{
    public Option<string?> Input { get; } = new("--input") { Description = "Input of a NIR file: .npz with spikes or an array [steps, units], or a NIR data file", HelpName = "FILE" };

    public Option<int> Sample { get; } = new("--sample") { Description = "Sample of a NIR data file, counted from 0" };

    public Option<bool> Lenient { get; } = new("--lenient") { Description = "Repair faults of a NIR file where possible, and tell" };

    public Option<NirReset> Reset { get; } = Choice.Of<NirReset>("--reset", "What neurons of a NIR file do after a spike: take v_reset, or subtract the threshold, where the file does not say");

    public Option<NirMethod> Method { get; } = Choice.Of<NirMethod>("--method", "How equations of a NIR file are solved, where the file does not say");

    public Option<NirCurrent> Current { get; } = Choice.Of<NirCurrent>("--current", "The synaptic current that a step of Euler uses, where a NIR file does not say");

    public static bool IsFile(string? name) => name?.EndsWith(".nir", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The name of the circuit of a file: letters, digits and underscores.</summary>
    public static string NameOf(string file) => string.Concat(Path.GetFileNameWithoutExtension(file).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')) is { Length: > 0 } name ? name : "nir";

    /// <summary>The settings that the command line gives for a file. Paths are whole, so that the run can be resumed from elsewhere.</summary>
    public NirSettings Settings(ParseResult parse, string file) => new()
    {
        File = Path.GetFullPath(file),
        Input = parse.GetValue(Input) is { } input ? Path.GetFullPath(input) : null,
        Sample = parse.GetValue(Sample),
        Lenient = parse.GetValue(Lenient),
        Reset = Given(parse, Reset),
        Method = Given(parse, Method),
        Current = Given(parse, Current),
    };

    private static T? Given<T>(ParseResult parse, Option<T> option)
        where T : struct, Enum => parse.GetResult(option) is { Implicit: false } ? parse.GetValue(option) : null;
}
