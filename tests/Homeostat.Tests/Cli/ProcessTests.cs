using System.Diagnostics;
using System.Runtime.Versioning;
using Homeostat.Benchmarks;

namespace Homeostat.Tests.Cli;

/// <summary>The command as a process of its own: signals, and outputs that fail.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ProcessTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Homeostat.Cli.dll");

    // Tests that a shell runs in the background, or by nohup, have signals that are ignored, which their children inherit.
    private static readonly string Listening = OperatingSystem.IsLinux() ? "env --default-signal=TERM,HUP,INT" : "";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("learn")]
    [InlineData("simulate")]
    [InlineData("live")]
    public void A_run_that_is_killed_at_any_instant_resumes_to_the_same_bits(string command)
    {
        var (runs, fault) = new KillTrial(Program, _folder["kills"]).Run(command, kills: 2, seed: 7);
        Assert.Null(fault);
        Assert.True(runs > 0);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    public void A_signal_saves_and_is_told_by_the_exit_code(string signal, int expected)
    {
        var run = _folder["run"];
        using var process = Start($"exec {Listening} dotnet '{Program}' simulate cuba --seconds 1000 --json --out '{run}'");
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("\"progress\"", StringComparison.Ordinal))
        {
        }

        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
        {
            kill.WaitForExit();
        }

        var rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(expected, process.ExitCode);
        Assert.Contains("\"event\":\"stop\"", rest, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(run, "state.npz")));
    }

    [Theory]
    [InlineData("models > /dev/full", "homeostat: standard output could not be written: No space left on device.")]
    [InlineData("models >&- 2>&1", "")]
    [InlineData("lern 2> /dev/full", "")]
    public void An_output_that_fails_is_no_error_of_the_program(string command, string expected)
    {
        using var process = Start($"exec dotnet '{Program}' {command}");
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.InRange(process.ExitCode, 0, 2);
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_loses_nothing_that_was_saved()
    {
        var disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        if (Shell($"mount -t tmpfs -o size=256k tmpfs '{disk}'") != 0)
        {
            // Only root may mount.
            return;
        }

        try
        {
            const string Tiny = "--train 100 --test 30 --layers 784,6,10 --batch 50 --steps 3 --no-compare";
            var (run, straight) = (Path.Combine(disk, "run"), _folder["straight"]);
            var said = _folder["said"];
            Assert.Equal(1, Shell($"dotnet '{Program}' learn {Tiny} --epochs 3 --run '{run}' 2> '{said}'"));
            Assert.StartsWith("homeostat: ", File.ReadAllText(said), StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", File.ReadAllText(said), StringComparison.Ordinal);

            Assert.Equal(0, Shell($"mount -o remount,size=64m '{disk}'"));
            Assert.Equal(0, Shell($"dotnet '{Program}' learn {Tiny} --epochs 3 --run '{straight}'"));
            var again = File.Exists(Path.Combine(run, "settings.json")) ? $"resume '{run}'" : $"learn {Tiny} --epochs 3 --run '{run}'";
            Assert.Equal(0, Shell($"dotnet '{Program}' {again}"));
            Assert.Equal(File.ReadAllBytes(Checkpoint.Read(straight).ArraysFile), File.ReadAllBytes(Checkpoint.Read(run).ArraysFile));
        }
        finally
        {
            Shell($"umount '{disk}'");
        }
    }

    private static int Shell(string command)
    {
        using var process = Start(command);
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Process Start(string command) => Process.Start(new ProcessStartInfo("sh", ["-c", command])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
