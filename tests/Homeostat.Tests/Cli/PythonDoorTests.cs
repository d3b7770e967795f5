using System.ComponentModel;
using System.Diagnostics;
using Homeostat.Cli;
using Homeostat.Tests.Docs;

namespace Homeostat.Tests.Cli;

/// <summary>The Python file python/homeostat.py, by its own tests, where Python has NumPy (Debian: python3-numpy).</summary>
public sealed class PythonDoorTests
{
    [Fact]
    public void The_numbers_of_Python_are_those_of_the_command_where_Python_has_NumPy()
    {
        if (Python("-c", "import numpy") is not (0, _))
        {
            return;
        }

        var (code, text) = Python(Path.Combine(Repository.Root, "tests", "python", "door.py"));
        Assert.True(code == 0, text);
        Assert.Equal(5, text.Split("passed ").Length - 1);
    }

    private static (int Code, string Text) Python(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOMEOSTAT"] = $"dotnet {typeof(CommandLine).Assembly.Location}";
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (Win32Exception)
        {
            return (-1, "");
        }
    }
}
