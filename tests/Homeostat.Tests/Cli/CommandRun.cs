using Homeostat.Cli;

namespace Homeostat.Tests.Cli;

/// <summary>The command as a user runs it.</summary>
internal static class CommandRun
{
    public static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>What a command that fails says.</summary>
    public static string Failed(int expected, params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        Assert.Equal(expected, code);
        return error;
    }

    /// <summary>Asks for a stop once a mark has been written.</summary>
    public sealed class StopAt(CancellationTokenSource stop, string mark) : StringWriter
    {
        public override void Write(string? value)
        {
            base.Write(value);
            if (value?.Contains(mark, StringComparison.Ordinal) == true)
            {
                stop.Cancel();
            }
        }
    }
}
