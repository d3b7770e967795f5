namespace Homeostat.Benchmarks;

/// <summary>A sweep of 1,000 short runs that is killed 20 times on the way.</summary>
internal sealed class SweepKillBenchmark : IBenchmark
{
    private const int Candidates = 50;
    private const int Seeds = 20;
    private const int Kills = 20;

    public string Name => "sweep-kill";

    public string Summary => $"a sweep of {Candidates * Seeds} short runs, killed {Kills} times (SIGKILL): is a run lost or doubled, and does the registry know all?";

    public void Run(Settings settings, Report report)
    {
        if (CompileBenchmark.FindCommand() is not { } command)
        {
            report.AddMissing("the command", "build it with: dotnet build -c Release");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("homeostat-sweep-");
        try
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            var fault = new SweepKillTrial(command, Path.Combine(folder.FullName, "sweep")).Run(Candidates, Seeds, Kills, seed: 1, settings.Threads);
            report.Add($"{Candidates * Seeds} runs, {Kills} kills", "homeostat sweep", "s", Samples.Of(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds));
            report.AddCheck($"a sweep of {Candidates * Seeds} runs, killed {Kills} times", fault is null, fault ?? "every run once, done and listed");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
