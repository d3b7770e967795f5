using System.Diagnostics;
using System.Globalization;

namespace Homeostat.Cli;

/// <summary>A trial as a process of its own: its command, or <c>homeostat resume</c> where an earlier process was stopped.</summary>
internal static class TrialProcess
{
    /// <summary>The variable that tells a process to stop when its standard input ends, as it does when the process that began it is gone.</summary>
    public const string UntilInputEnds = "HOMEOSTAT_UNTIL_INPUT_ENDS";

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs until the trial is done.</summary>
    /// <returns>What went wrong, as the process said; null if nothing did.</returns>
    public static async Task<string?> RunAsync(Trial trial, CancellationToken stop)
    {
        while (true)
        {
            trial.PutInPlace();
            if (trial.IsDone || stop.IsCancellationRequested)
            {
                return null;
            }

            // A process of a sweep that was killed saves and stops; one of another task may go on to the end.
            if (trial.IsHeld)
            {
                await Task.Delay(s_patience, CancellationToken.None).ConfigureAwait(false);
                continue;
            }

            var isBegun = trial.IsBegun;
            var wrong = await OnceAsync(trial, stop).ConfigureAwait(false);
            trial.PutInPlace();

            // Another process may have begun the same trial a moment before.
            if (wrong is null || !(trial.IsHeld || trial.IsDone || (trial.IsBegun && !isBegun)))
            {
                return wrong;
            }
        }
    }

    private static async Task<string?> OnceAsync(Trial trial, CancellationToken stop)
    {
        using var process = Process.Start(Command(Arguments(trial)))!;

        // A process that is asked to end saves what it has done.
        await using var stopping = stop.Register(process.StandardInput.Close);
        var said = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var wrong = await process.StandardError.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false);
        await said.ConfigureAwait(false);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return process.ExitCode is CommandLine.Success or CommandLine.Interrupted or CommandLine.Terminated ? null
            : wrong.Trim() is { Length: > 0 } told ? told : string.Create(CultureInfo.InvariantCulture, $"the process ended with exit code {process.ExitCode}");
    }

    private static string[] Arguments(Trial trial)
    {
        string[] pause = trial.PauseAfter is { } epochs ? ["--pause-after", Text(epochs)] : [];
        return trial.IsBegun ? ["resume", trial.Place, "--json", .. pause]
            : trial.Command == "learn" ? ["learn", .. trial.Arguments, "--seed", Text(trial.Seed), "--threads", "1", "--no-compare", "--json", "--run", trial.Working, .. pause]
            : [trial.Command, .. trial.Arguments, "--seed", Text(trial.Seed), .. trial.Command == "live" ? Array.Empty<string>() : ["--threads", "1"], "--json", "--out", trial.Working];
    }

    // The program that runs now, whether it is started by its own name or by dotnet.
    private static ProcessStartInfo Command(string[] arguments)
    {
        var assembly = typeof(TrialProcess).Assembly.Location;
        return new ProcessStartInfo("dotnet", ["exec", assembly, .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { [UntilInputEnds] = "1" },
        };
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
