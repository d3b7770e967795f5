using System.Diagnostics;
using System.Security.Cryptography;

namespace Homeostat.Benchmarks;

/// <summary>
/// Runs of the command that are killed (SIGKILL) at random instants and resumed until they are done. Their files must have the same bits as
/// those of a run that was never killed.
/// </summary>
/// <param name="program">The path of <c>Homeostat.Cli.dll</c>.</param>
/// <param name="folder">The folder for the runs.</param>
internal sealed class KillTrial(string program, string folder)
{
    private static readonly string[] Learn =
    [
        "learn", "--train", "400", "--test", "50", "--layers", "784,16,10", "--batch", "20", "--epochs", "5", "--steps", "4",
        "--no-compare", "--threads", "2", "--run",
    ];

    private static readonly string[] Simulate =
        ["simulate", "cuba", "--seconds", "0.3", "--record", "cells.v[0,7]", "--threads", "2", "--save-every", "0.1", "--out"];

    private static readonly string[] Live = ["live", "thermostat", "--steps", "1500", "--speed", "0", "--save-every", "0.1", "--out"];

    /// <summary>The commands that are killed, by name.</summary>
    public static IReadOnlyDictionary<string, string[]> Cases { get; } =
        new Dictionary<string, string[]> { ["learn"] = Learn, ["simulate"] = Simulate, ["live"] = Live };

    /// <summary>Kills a command the given number of times in total, over as many runs as that takes.</summary>
    /// <param name="name">A name from <see cref="Cases"/>.</param>
    /// <param name="kills">The number of kills.</param>
    /// <param name="seed">The seed of the random instants.</param>
    /// <returns>The number of runs, and a description of the first run that differs; null if all gave the same bits.</returns>
    public (int Runs, string? Fault) Run(string name, int kills, int seed)
    {
        var (command, random) = (Cases[name], new Random(seed));
        var straight = Path.Combine(folder, $"{name}-straight");
        var start = Stopwatch.GetTimestamp();
        if (Start([.. command, straight], null) is var code and not 0)
        {
            return (0, $"The run that was not killed ended with exit code {code}.");
        }

        var (whole, expected) = (Stopwatch.GetElapsedTime(start), Bits(name, straight));
        var (runs, killed) = (0, 0);
        while (killed < kills)
        {
            var run = Path.Combine(folder, $"{name}-{++runs}");
            int? ended;
            do
            {
                string[] next = File.Exists(Path.Combine(run, "settings.json")) ? ["resume", run, .. name == "learn" ? Array.Empty<string>() : ["--save-every", "0.1"]] : [.. command, run];
                ended = Start(next, killed < kills ? random.NextDouble() * 1.1 * whole : null);
                killed += ended is null ? 1 : 0;
            }
            while (ended is null);

            if (ended != 0)
            {
                return (runs, $"Run {runs} ended with exit code {ended}.");
            }

            if (Bits(name, run) is var found && found != expected)
            {
                return (runs, $"Run {runs} came to other bits: {found} where {expected} was expected.");
            }

            Directory.Delete(run, recursive: true);
        }

        Directory.Delete(straight, recursive: true);
        return (runs, null);
    }

    // Returns the exit code, or null where the process was killed first.
    private int? Start(string[] arguments, TimeSpan? until)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (until is { } instant && !process.WaitForExit(instant))
        {
            process.Kill();
            process.WaitForExit();
            return null;
        }

        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Bits(string name, string run)
    {
        string[] files = name switch
        {
            "learn" => [Checkpoint.Read(run).ArraysFile],
            "simulate" => [.. new[] { "state.npz", "cells.spikes.npz", "cells.v.npz" }.Select(file => Path.Combine(run, file))],
            _ => [Path.Combine(run, "life.npz")],
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        // The events of a run are compared, each once, but not the times they took.
        string[] kept = ["\"event\":\"happened\"", "\"event\":\"outcome\""];
        foreach (var line in File.ReadLines(Path.Combine(run, "metrics.jsonl")).Where(l => Array.Exists(kept, k => l.Contains(k, StringComparison.Ordinal))))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
