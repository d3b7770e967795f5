using System.Diagnostics;
using System.Runtime;
using System.Text.Json;

namespace Homeostat.Benchmarks;

/// <summary>
/// The time from a declared circuit to two plans ready to run: in a process that has just started (cold, so that the runtime must also
/// compile our code) and again in the same process (warm); and the time from the start of the command to its first line of progress.
/// </summary>
internal sealed class CompileBenchmark : IBenchmark
{
    /// <summary>The argument with which this program measures a compilation in a process of its own.</summary>
    public const string Child = "compile-once";

    private const int Processes = 9;
    private const double TargetMilliseconds = 100;
    private const double TargetSeconds = 0.7;
    private static readonly int[] Layers = [784, 512, 512, 10];

    public string Name => "compile";

    public string Summary => $"equations of {string.Join('-', Layers)} predictive coding to plans for training and test, and start to first progress";

    public void Run(Settings settings, Report report)
    {
        Dictionary<(string Case, string Stage), Samples> found = [];
        for (var i = 0; i < Processes; i++)
        {
            foreach (var compilation in JsonSerializer.Deserialize<Compilation[]>(RunChild())!)
            {
                foreach (var (stage, milliseconds) in compilation.Stages)
                {
                    var key = ($"compile, {compilation.Case}", stage);
                    if (!found.TryGetValue(key, out var samples))
                    {
                        found[key] = samples = new Samples();
                    }

                    samples.Add(milliseconds);
                }
            }
        }

        foreach (var ((@case, stage), samples) in found.OrderBy(f => f.Key.Case, StringComparer.Ordinal))
        {
            report.Add(@case, stage, "ms", samples);
            if (stage == Compilation.Whole)
            {
                report.AddRatio($"{@case}: median to {TargetMilliseconds} ms", samples.Median / TargetMilliseconds);
                report.AddRatio($"{@case}: best to {TargetMilliseconds} ms", samples.Min / TargetMilliseconds);
            }
        }

        MeasureCommand(report);
    }

    /// <summary>Compiles twice and prints the times; the child process runs this.</summary>
    public static void CompileOnce()
    {
        Compilation[] compilations = [Compilation.Measure("cold"), Compilation.Measure("warm")];
        Console.WriteLine(JsonSerializer.Serialize(compilations));
    }

    /// <summary>The path of the command built beside this program, in the same configuration; null if it was not built.</summary>
    public static string? FindCommand()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var built = Path.Combine(output.Parent!.Name, output.Name);
        var command = Path.GetFullPath(Path.Combine(output.FullName, "..", "..", "..", "..", "src", "Homeostat.Cli", "bin", built, "Homeostat.Cli.dll"));
        return File.Exists(command) ? command : null;
    }

    private static string RunChild()
    {
        var program = Environment.ProcessPath!;
        string[] assembly = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(CompileBenchmark).Assembly.Location] : [];
        var start = new ProcessStartInfo(program, [.. assembly, Child]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        process.WaitForExit();
        return line ?? throw new InvalidOperationException(
            $"{program} {Child} ended with exit code {process.ExitCode} and said nothing; run it by hand to see why.");
    }

    private static void MeasureCommand(Report report)
    {
        if (FindCommand() is not { } command)
        {
            report.AddMissing("the command", "it was not built; build it with: dotnet build -c Release");
            return;
        }

        var (first, progress) = (new Samples(), new Samples());
        for (var i = 0; i < Processes; i++)
        {
            var folder = Directory.CreateTempSubdirectory("homeostat-");
            var start = Stopwatch.GetTimestamp();
            var run = Path.Combine(folder.FullName, "run");
            using var process = Process.Start(new ProcessStartInfo("dotnet", [command, "learn", "--epochs", "1", "--run", run]) { RedirectStandardOutput = true })!;
            if (process.StandardOutput.ReadLine() is not null)
            {
                first.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            while (process.StandardOutput.ReadLine() is { } line)
            {
                if (line.Contains("batch 1/", StringComparison.Ordinal))
                {
                    progress.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                    break;
                }
            }

            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            folder.Delete(recursive: true);
        }

        const string Case = "homeostat learn";
        report.Add(Case, "start to first line", "s", first);
        report.Add(Case, "start to first progress", "s", progress);
        report.AddRatio($"{Case}: start to first progress, median to {TargetSeconds} s", progress.Median / TargetSeconds);
        report.AddRatio($"{Case}: start to first progress, best to {TargetSeconds} s", progress.Min / TargetSeconds);
    }

    /// <summary>The times of the stages of one compilation, in milliseconds.</summary>
    internal sealed record Compilation(string Case, Dictionary<string, double> Stages)
    {
        public const string Whole = "whole";

        public static Compilation Measure(string @case)
        {
            var learner = PredictiveCoding.Create(Layers);
            var (jit, start) = (JitInfo.GetCompilationTime(), Stopwatch.GetTimestamp());
            using var simulation = new Simulation(learner.Circuit, batch: 250);
            var (train, test) = (simulation.Compile(learner.Train), simulation.Compile(learner.Test));
            var whole = Stopwatch.GetElapsedTime(start);
            GC.KeepAlive((train, test));
            return new Compilation(@case, new Dictionary<string, double>
            {
                [Whole] = whole.TotalMilliseconds,
                ["  equations read and translated"] = simulation.Times.FrontEnd.TotalMilliseconds,
                ["  memory and initial weights"] = simulation.Times.InitialState.TotalMilliseconds,
                ["  plans"] = simulation.Times.Plans.TotalMilliseconds,
                ["of that, kernels (all threads)"] = simulation.KernelTime.TotalMilliseconds,
                ["of that, the runtime's compiler"] = (JitInfo.GetCompilationTime() - jit).TotalMilliseconds,
            });
        }
    }
}
