using System.CommandLine;
using System.Globalization;
using CsCheck;
using Homeostat.Benchmarks;
using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

/// <summary>Sweeps: what is tried, in which processes, and what comes of it.</summary>
public sealed class SweepTests : IDisposable
{
    private static readonly string[] Tiny = ["--layers", "784,4,10", "--train", "40", "--test", "20", "--batch", "20", "--epochs", "1"];

    private static readonly Terminal Silent = new(TextWriter.Null, false, default);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_killed_sweep_loses_no_run_doubles_none_and_comes_to_the_same_results()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Homeostat.Cli.dll");
        var killed = new SweepKillTrial(program, _folder["killed"]);
        Assert.Null(killed.Run(candidates: 2, seeds: 2, kills: 2, seed: 3, jobs: 2));
        var straight = new SweepKillTrial(program, _folder["straight"]);
        Assert.Equal(0, straight.RunStraight(candidates: 2, seeds: 2, jobs: 2));
        Assert.Equal(straight.Results(), killed.Results());
    }

    [Fact]
    public void Tasks_share_the_runs_and_merging_gives_the_table_of_one_process()
    {
        string[] command = ["sweep", "learn", .. Tiny, "--eta", "0.001,0.1", "--jobs", "2", "--out"];
        Assert.Equal(CommandLine.Success, Run([.. command, _folder["one"]]).Code);
        for (var task = 0; task < 3; task++)
        {
            Assert.Equal(CommandLine.Success, Run([.. command, _folder["three"], "--task", $"{task}", "--of", "3"]).Code);
            Assert.False(File.Exists(_folder["three/sweep.csv"]));
        }

        Assert.Equal(CommandLine.Success, Run("sweep", "merge", _folder["three"]).Code);
        Assert.Equal(Rows("one"), Rows("three"));
        Assert.Equal(2, Rows("one").Length);
        Assert.True(File.Exists(_folder["three/sweep.png"]));

        // What is there is skipped, and the folder of one command is not for another.
        Assert.Contains("0 of 2 trials to go", Run([.. command, _folder["one"]]).Output, StringComparison.Ordinal);
        Assert.Contains("the folder holds a sweep with other settings", Failed(CommandLine.UserError, [.. command, _folder["one"], "--seeds", "2"]), StringComparison.Ordinal);

        // The seconds that training took are never the same.
        string[] Rows(string folder) => [.. File.ReadLines(_folder[$"{folder}/sweep.csv"]).Skip(1).Select(row => row[..row.LastIndexOf(',')])];
    }

    [Fact]
    public void The_better_half_goes_on_and_the_last_one_is_as_if_it_had_learned_alone()
    {
        string[] longer = ["--layers", "784,8,10", "--train", "240", "--batch", "20", "--epochs", "4", "--validation", "100"];
        var (code, output, error) = Run(["sweep", "learn", .. longer, "--eta", "1e-6,1e-5,1e-4,0.003", "--halving", "--jobs", "2", "--out", _folder["halving"]]);
        Assert.True(code == CommandLine.Success, error);
        Assert.Contains("4 candidates, 1 seed, 1 of 4 epochs", output, StringComparison.Ordinal);
        Assert.Contains("2 candidates, 1 seed, 2 of 4 epochs", output, StringComparison.Ordinal);
        Assert.Contains("1 candidate, 1 seed, 4 of 4 epochs", output, StringComparison.Ordinal);
        using var registry = RunRegistry.Open(_folder["halving"]);
        registry.Update();
        var runs = registry.Query();
        Assert.Equal([1, 1, 2, 4], runs.Select(run => run["epoch"]!.Value.Number!.Value).Order());
        var best = Assert.Single(runs, run => run.State == RunState.Done);
        var eta = best["eta"]!.Value.Text;
        Run(["learn", .. longer, "--eta", eta, "--no-compare", "--run", _folder["alone"]]);
        Assert.Equal(File.ReadAllBytes(Checkpoint.Read(_folder["alone"]).ArraysFile), File.ReadAllBytes(Checkpoint.Read(_folder[$"halving/{best.Name}"]).ArraysFile));
        Assert.Contains("hold images out by --validation N", Failed(CommandLine.UserError, "sweep", "learn", "--eta", "0.1,0.2", "--halving", "--out", _folder["other"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_commands_are_repeated_too()
    {
        Assert.Equal(CommandLine.Success, Run("sweep", "live", "thermostat", "--steps", "20,40", "--jobs", "2", "--out", _folder["lives"]).Code);
        using var registry = RunRegistry.Open(_folder["lives"]);
        registry.Update();
        Assert.Equal([20, 40], registry.Query().Select(run => run["age"]!.Value.Number!.Value).Order());
    }

    [Theory]
    [InlineData("--eta 0.1,0.2 --steps 4,8,20", 6)]
    [InlineData("--eta 1e-4..1e-2:log:3", 3)]
    [InlineData("--eta 1e-4..1e-2:log", 5)]
    [InlineData("--steps 2..4", 3)]
    [InlineData("--model pc,bp --optimizer adam,sgd", 4)]
    [InlineData("--activation tanh(z),max(0,z)", 2)]
    [InlineData("--layers 784,6,10 --layers 784,4,10", 2)]
    [InlineData("--layers 784,6,10", 1)]
    [InlineData("--data my,own/data.csv", 1)]
    [InlineData("", 1)]
    public void A_grid_has_every_combination_once_and_each_is_understood(string options, int expected)
    {
        var command = Command(options);
        var candidates = new SweepDesign(SweepMethod.Grid, 0).Candidates(command.Options, 1);
        Assert.Equal(expected, candidates.Count);
        Assert.Equal(expected, candidates.Select(candidate => string.Join(' ', candidate)).Distinct().Count());
        Assert.All(candidates, command.Require);
    }

    [Theory]
    [InlineData("--eta 1..0", "from a smaller to a larger number")]
    [InlineData("--eta 0..1:log", "a logarithmic range begins above 0")]
    [InlineData("--eta 0..1:lin", "--eta takes a range such as")]
    [InlineData("--steps 1..2.5", "--steps takes a range such as")]
    [InlineData("--epochs 1,2.5", "--epochs takes a whole number")]
    [InlineData("--optimizer adam,adamm", "--optimizer takes adam")]
    [InlineData("--etta 1", "'homeostat learn' has no option '--etta'. Did you mean '--eta'?")]
    [InlineData("--run mine", "The folder of the sweep is --out")]
    [InlineData("--seed 1,2", "For several: --seeds N")]
    public void What_is_not_understood_is_told_before_anything_begins(string options, string expected)
    {
        Assert.Contains(expected, Failed(CommandLine.UserError, ["sweep", "learn", .. options.Split(' '), "--out", _folder["sweep"]]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["sweep"]));
    }

    [Fact]
    public void Drawn_candidates_lie_in_their_ranges()
    {
        var command = Command("--eta 1e-4..1e-2:log --steps 2..20 --optimizer adam,sgd");
        Gen.Select(Gen.ULong, Gen.Int[1, 60], Gen.Bool).Sample((seed, count, isSobol) =>
        {
            var candidates = new SweepDesign(isSobol ? SweepMethod.Sobol : SweepMethod.Random, count).Candidates(command.Options, seed);
            Assert.InRange(candidates.Count, 1, count);
            Assert.All(candidates, candidate =>
            {
                Assert.InRange(double.Parse(candidate[0], CultureInfo.InvariantCulture), 1e-4, 1e-2);
                Assert.InRange(int.Parse(candidate[1], CultureInfo.InvariantCulture), 2, 20);
                Assert.Contains(candidate[2], new[] { "adam", "sgd" });
            });
        }, iter: 100);
    }

    [Fact]
    public void Points_of_a_Sobol_sequence_fill_every_interval_and_the_first_two_dimensions_every_box()
    {
        for (var power = 1; power <= 8; power++)
        {
            var count = 1 << power;
            for (var dimension = 0; dimension < Sobol.MostDimensions; dimension++)
            {
                Assert.Equal(Enumerable.Range(0, count), Enumerable.Range(0, count).Select(n => (int)(Sobol.Point(n, dimension, 7) * count)).Order());
            }

            for (var wide = 0; wide <= power; wide++)
            {
                var boxes = Enumerable.Range(0, count).Select(n => ((int)(Sobol.Point(n, 0, 7) * (1 << wide)), (int)(Sobol.Point(n, 1, 7) * (1 << (power - wide)))));
                Assert.Equal(count, boxes.Distinct().Count());
            }
        }
    }

    [Fact]
    public void A_run_that_pauses_goes_on_to_the_same_bits()
    {
        string[] command = ["learn", "--layers", "784,6,10", "--train", "100", "--test", "20", "--batch", "50", "--epochs", "3", "--no-compare", "--run"];
        Run([.. command, _folder["straight"]]);
        Assert.Equal(CommandLine.Success, Run([.. command, _folder["paused"], "--pause-after", "1"]).Code);
        Assert.Equal(2, Checkpoint.Read(_folder["paused"]).BatchesDone);
        Assert.Equal(CommandLine.Success, Run("resume", _folder["paused"], "--pause-after", "2").Code);
        Assert.Equal(4, Checkpoint.Read(_folder["paused"]).BatchesDone);
        Assert.Equal(CommandLine.Success, Run("resume", _folder["paused"]).Code);
        Assert.Equal(File.ReadAllBytes(Checkpoint.Read(_folder["straight"]).ArraysFile), File.ReadAllBytes(Checkpoint.Read(_folder["paused"]).ArraysFile));
    }

    private static SweptCommand Command(string options) => SweptCommand.Parse(LearnCommand.Create(Silent), options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
