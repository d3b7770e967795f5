namespace Homeostat.Benchmarks;

/// <summary>Kills <c>learn</c>, <c>simulate</c> and <c>live</c> 200 times at random and checks that resumed runs give the same bits.</summary>
internal sealed class KillBenchmark : IBenchmark
{
    private const int Kills = 200;

    public string Name => "kill";

    public string Summary => $"{Kills} kills (SIGKILL) of learn, simulate and live at random instants: do they resume to the same bits?";

    public void Run(Settings settings, Report report)
    {
        if (CompileBenchmark.FindCommand() is not { } command)
        {
            report.AddMissing("the command", "build it with: dotnet build -c Release");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("homeostat-kill-");
        try
        {
            foreach (var name in KillTrial.Cases.Keys)
            {
                var kills = (Kills / KillTrial.Cases.Count) + (name == "learn" ? Kills % KillTrial.Cases.Count : 0);
                var (runs, fault) = new KillTrial(command, folder.FullName).Run(name, kills, seed: 1);
                report.AddCheck($"{name}, killed {kills} times in {runs} runs", fault is null, fault ?? "the same bits each time");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
