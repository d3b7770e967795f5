using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>A trial as a process of its own: <c>homeostat learn</c>, or <c>homeostat resume</c> where an earlier process was stopped.</summary>
internal static class TrialProcess
{
    /// <summary>Trains until the trial is done.</summary>
    /// <returns>What went wrong, as the process said; null if nothing did.</returns>
    public static async Task<string?> RunAsync(Trial trial, CancellationToken stop)
    {
        using var process = Process.Start(Command(Arguments(trial)))!;
        await using var stopping = stop.Register(() => Interrupt(process));
        var said = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var wrong = await process.StandardError.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
        await said.ConfigureAwait(false);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return process.ExitCode is CommandLine.Success or CommandLine.Interrupted or CommandLine.Terminated ? null : wrong.Trim();
    }

    private static string[] Arguments(Trial trial) => trial.IsBegun
        ? ["resume", trial.Folder, "--json"]
        : ["learn", .. trial.Arguments, "--seed", Text(trial.Seed), "--threads", "1", "--no-compare", "--json", "--run", trial.Folder];

    // The program that runs now, whether it is started by its own name or by dotnet.
    private static ProcessStartInfo Command(string[] arguments)
    {
        var assembly = typeof(TrialProcess).Assembly.Location;
        return new ProcessStartInfo("dotnet", ["exec", assembly, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
    }

    // A process that is asked to end saves what it has learned.
    private static void Interrupt(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
            return;
        }

        using var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", Text(process.Id)]));
        kill?.WaitForExit();
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
