using System.ComponentModel;
using System.Diagnostics;

namespace Homeostat.Cli;

/// <summary>A program of a single file, run as <c>dotnet run -c Release FILE.cs</c>.</summary>
internal static class ProgramFile
{
    private static readonly TimeSpan TimeToSave = TimeSpan.FromSeconds(10);

    /// <summary>Runs a program that shares the output of the command.</summary>
    /// <param name="path">The C# file.</param>
    /// <param name="options">The options handed to it.</param>
    /// <param name="stop">A request to end; the program has ten seconds to do so itself.</param>
    /// <returns>The exit code of the program.</returns>
    /// <exception cref="HomeostatException">The file is not there, or there is no .NET SDK.</exception>
    public static int Run(string path, IReadOnlyList<string> options, CancellationToken stop)
    {
        if (!File.Exists(path))
        {
            throw new HomeostatException($"{path}: the file is not there. Give a C# program, such as examples/cuba.cs, or the name of a network.");
        }

        using var program = Start(["run", "-c", "Release", path, .. options.Count > 0 ? ["--"] : Array.Empty<string>(), .. options]);
        try
        {
            program.WaitForExitAsync(stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // A terminal has sent Ctrl-C to it, too.
            if (!program.WaitForExit(TimeToSave))
            {
                program.Kill(entireProcessTree: true);
            }

            throw;
        }

        return program.ExitCode;
    }

    private static Process Start(IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false })!;
        }
        catch (Win32Exception e)
        {
            throw new HomeostatException(
                $"'dotnet' could not be started: {e.Message.TrimEnd('.')}. To run programs, install the .NET 10 SDK from https://dotnet.microsoft.com/download.", e);
        }
    }
}
