using System.Diagnostics;
using System.Text.Json;

namespace Homeostat.Benchmarks;

/// <summary>
/// A sweep that is killed (SIGKILL) while it runs, alone or with the processes of its runs, and begun again until it is done. No run may be lost, doubled or different from that of a sweep
/// that was never killed, and the registry must say so.
/// </summary>
/// <param name="program">The path of <c>Homeostat.Cli.dll</c>.</param>
/// <param name="folder">The folder for the sweep.</param>
internal sealed class SweepKillTrial(string program, string folder)
{
    private const int Epochs = 2;

    private static readonly string[] s_tiny = ["--model", "pc", "--layers", "784,4,10", "--train", "40", "--test", "20", "--batch", "20", "--epochs", $"{Epochs}"];

    /// <summary>Kills a sweep.</summary>
    /// <param name="candidates">The number of candidates, two or more.</param>
    /// <param name="seeds">The number of seeds of each.</param>
    /// <param name="kills">The number of kills.</param>
    /// <param name="seed">The seed of the random instants.</param>
    /// <param name="jobs">The number of runs at once.</param>
    /// <returns>The first fault that was found; null if there is none.</returns>
    public string? Run(int candidates, int seeds, int kills, int seed, int jobs)
    {
        var random = new Random(seed);
        string[] command = ["sweep", "learn", .. s_tiny, "--eta", $"1e-4..1e-2:log:{candidates}", "--seeds", $"{seeds}", "--jobs", $"{jobs}", "--out", folder];
        var runs = candidates * seeds;
        int[] instants = [.. Enumerable.Range(0, kills).Select(_ => random.Next(runs)).Order()];
        for (var kill = 0; kill < kills; kill++)
        {
            using var sweep = Start(command);
            while (!sweep.HasExited && Done() < instants[kill])
            {
                Thread.Sleep(20);
            }

            Thread.Sleep(random.Next(1000));
            if (sweep.HasExited)
            {
                return $"The sweep ended with exit code {sweep.ExitCode} before kill {kill + 1}, with {Done()} of {runs} runs done.";
            }

            sweep.Kill(entireProcessTree: kill % 2 == 0);
            sweep.WaitForExit();
        }

        var (code, _) = Finish(command);
        return code != 0 ? $"The sweep ended with exit code {code}." : Fault(runs);
    }

    /// <summary>The result of each run, by its name.</summary>
    public Dictionary<string, string> Results() => Lines().ToDictionary(line => line.GetProperty("name").GetString()!, line => line.GetProperty("results").GetProperty("accuracy").GetRawText() + " " + line.GetProperty("results").GetProperty("free-energy").GetRawText());

    /// <summary>Carries out the sweep without killing it.</summary>
    public int RunStraight(int candidates, int seeds, int jobs) =>
        Finish(["sweep", "learn", .. s_tiny, "--eta", $"1e-4..1e-2:log:{candidates}", "--seeds", $"{seeds}", "--jobs", $"{jobs}", "--out", folder]).Code;

    private string? Fault(int runs)
    {
        string[] folders = [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!)];
        if (folders.Length != runs || Array.Exists(folders, name => name.EndsWith(".part", StringComparison.Ordinal)))
        {
            return $"{folders.Length} folders where {runs} were expected, of which {folders.Count(name => name.EndsWith(".part", StringComparison.Ordinal))} are not whole.";
        }

        foreach (var name in folders)
        {
            var metrics = File.ReadAllLines(Path.Combine(folder, name, "metrics.jsonl"));
            if (metrics.Count(line => line.Contains("\"event\":\"finish\"", StringComparison.Ordinal)) != 1 || metrics.Count(line => line.StartsWith("{\"event\":\"test\",\"model\":\"pc\"", StringComparison.Ordinal)) != Epochs)
            {
                return $"{name}: an event is missing or doubled.";
            }
        }

        var rows = File.ReadAllLines(Path.Combine(folder, "sweep.csv"));
        if (rows.Length != runs + 1 || rows.Distinct().Count() != rows.Length)
        {
            return $"sweep.csv has {rows.Length - 1} rows, {rows.Distinct().Count() - 1} of them different; {runs} were expected.";
        }

        JsonElement[] listed = [.. Lines()];
        var names = listed.Select(line => line.GetProperty("name").GetString()).ToHashSet();
        return listed.Length != runs || !names.SetEquals(folders) ? $"The registry lists {listed.Length} runs, {names.Count} of them different; {runs} were expected."
            : listed.FirstOrDefault(line => line.GetProperty("state").GetString() != "Done") is { ValueKind: JsonValueKind.Object } other ? $"The registry says of a run that is done: {other}"
            : null;
    }

    private IEnumerable<JsonElement> Lines() => Finish(["runs", folder, "--json"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    private int Done() => !Directory.Exists(folder) ? 0 : Directory.EnumerateDirectories(folder).Count(path => !path.EndsWith(".part", StringComparison.Ordinal));

    private (int Code, string Output) Finish(string[] command)
    {
        using var process = Start(command, isRead: true);
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    private Process Start(string[] command, bool isRead = false)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. command]) { RedirectStandardOutput = true })!;
        if (!isRead)
        {
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
        }

        return process;
    }
}
