using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Homeostat.Benchmarks;

/// <summary>Times <c>homeostat runs</c> on a folder of 10,000 runs: listed, filtered, sorted and compared by their settings, as a process from its start to its end.</summary>
internal sealed partial class RegistryBenchmark : IBenchmark
{
    private const int Runs = 10_000;
    private const int Repeats = 5;

    private static readonly string[] s_tiny =
        ["learn", "--model", "pc", "--eta", "0.001", "--train", "60", "--test", "20", "--layers", "784,4,10", "--batch", "20", "--epochs", "2", "--no-compare", "--threads", "1", "--run"];

    public string Name => "registry";

    public string Summary => $"{Runs} runs listed, filtered and compared by 'homeostat runs', the process from start to end";

    public void Run(Settings settings, Report report)
    {
        if (CompileBenchmark.FindCommand() is not { } command)
        {
            report.AddMissing("the command", "build it with: dotnet build -c Release");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("homeostat-registry-");
        try
        {
            var template = Path.Combine(folder.FullName, "template");
            Start(command, [.. s_tiny, template]);
            var runs = Path.Combine(folder.FullName, "runs");
            for (var n = 0; n < Runs; n++)
            {
                Copy(template, Path.Combine(runs, $"run-{n}"), n);
            }

            report.Add("index made", "homeostat runs", "s", Samples.Of(Seconds(() => Start(command, ["runs", runs]))));
            Measure("listed", ["runs", runs]);
            Measure("filtered and sorted", ["runs", runs, "--where", "model=pc", "--where", "eta<0.01", "--sort", "accuracy"]);
            Measure("compared by two settings", ["runs", runs, "--by", "model,eta"]);
            Measure("all as JSON", ["runs", runs, "--json"]);
            var counted = Start(command, ["runs", runs, "--json", "--where", "model=ipc"]).Count(c => c == '\n');
            report.AddCheck("runs of every second number are of the other model", counted == Runs / 2, $"{counted} of {Runs}");

            void Measure(string what, string[] arguments)
            {
                var samples = new Samples();
                samples.AddRange(Enumerable.Range(0, Repeats).Select(_ => Seconds(() => Start(command, arguments))));
                report.Add(what, "homeostat runs", "s", samples);
                report.AddCheck($"{what} within 1 s", samples.Median < 1, string.Create(CultureInfo.InvariantCulture, $"{samples.Median:0.00} s"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A run with another seed, learning rate, model and accuracy.
    private static void Copy(string template, string run, int n)
    {
        Directory.CreateDirectory(run);
        double[] rates = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2];
        var rate = rates[n % rates.Length].ToString(CultureInfo.InvariantCulture);
        foreach (var file in new[] { "settings.json", "metrics.jsonl" })
        {
            var text = File.ReadAllText(Path.Combine(template, file)).Replace("0.001", rate, StringComparison.Ordinal);
            text = Seed().Replace(text, $"${{1}}{n + 1}");
            text = Accuracy().Replace(text, string.Create(CultureInfo.InvariantCulture, $"${{1}}{0.5 + (0.4 * (n * 7919 % 1000) / 1000)}"));
            File.WriteAllText(Path.Combine(run, file), n % 2 == 0 ? text : Model().Replace(text, "${1}\"ipc\""));
        }
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Start(string command, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [command, .. arguments]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{string.Join(' ', arguments)}: exit code {process.ExitCode}");
    }

    [GeneratedRegex("""("seed": ?)1\b""")]
    private static partial Regex Seed();

    [GeneratedRegex("""("accuracy": ?)[0-9.]+""")]
    private static partial Regex Accuracy();

    [GeneratedRegex(@"(""model"": ?)""pc""")]
    private static partial Regex Model();
}
