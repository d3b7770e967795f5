using System.Text.Json.Nodes;
using Homeostat.Cli;

namespace Homeostat.Tests.Cli;

/// <summary>Trainings that end early with their best epoch.</summary>
public sealed class PatienceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Patience_ends_after_epochs_that_were_no_better()
    {
        var patience = new Patience(2);
        Assert.Equal([true, true, false, true, false], new[] { 3.0, 2, 2, 1, 1.5 }.Select((loss, index) => patience.Note(Test(index + 1, loss))));
        Assert.Equal((4, false), (patience.Best!.Epoch, patience.IsOver));
        Assert.False(patience.Note(Test(6, 1)));
        Assert.True(patience.IsOver);
    }

    [Theory]
    [InlineData("bp", "784,16,10", "0.3")]
    [InlineData("ngc-t1", "784,12,6", "0.05")]
    public void A_run_ends_with_its_best_epoch_also_when_it_was_stopped_between(string model, string layers, string rate)
    {
        string[] arguments =
        [
            "learn", "--model", model, "--layers", layers, "--train", "200", "--validation", "100", "--test", "20", "--batch", "50", "--epochs", "40", "--patience", "2", "--final-rate", "1",
            "--eta", rate, "--no-compare", "--run",
        ];
        var (code, output, error) = CommandRun.Run([.. arguments, _folder["straight"]]);
        Assert.True(code == 0, error);
        var losses = Losses("straight");
        var best = losses.IndexOf(losses.Min());
        Assert.True(best < losses.Count - 1 && losses.Count < 40, $"best epoch {best + 1} of {losses.Count}");
        Assert.Equal(best + 3, losses.Count);
        Assert.Contains($"The best epoch on the held-out images was {best + 1}; the run ends with it.", output);
        Assert.Equal((best + 1) * 4, Checkpoint.Read(_folder["straight"]).BatchesDone);

        using var stop = new CancellationTokenSource();
        using var stopped = new CommandRun.StopAt(stop, "epoch 2/40");
        Assert.Equal(CommandLine.Interrupted, CommandLine.Run([.. arguments, _folder["stopped"]], stopped, TextWriter.Null, stop: stop.Token));
        Assert.Equal(0, CommandRun.Run("resume", _folder["stopped"]).Code);
        Assert.Equal(losses, Losses("stopped"));
        using var straight = Checkpoint.Read(_folder["straight"]).Resume();
        using var resumed = Checkpoint.Read(_folder["stopped"]).Resume();
        var values = resumed.Simulation.Snapshot().Values;
        Assert.All(straight.Simulation.Snapshot().Values, value => Assert.Equal(value.Value, values[value.Key]));

        Assert.Contains("no epoch was better for 2, so the run ended with its best one", CommandRun.Run("resume", _folder["straight"], "--epochs", "80").Output);
    }

    [Fact]
    public void An_epoch_is_not_chosen_by_the_test_images()
    {
        Assert.Contains("hold images out by --validation N", CommandRun.Failed(CommandLine.UsageError, "learn", "--patience", "3"));
        Assert.Contains("hold images out by --validation N", CommandRun.Failed(CommandLine.UsageError, "compare-dreamers", "--patience", "3"));
        Assert.Contains("--patience takes 1 or more", CommandRun.Failed(CommandLine.UsageError, "learn", "--patience", "0", "--validation", "10"));
    }

    private List<double> Losses(string run) =>
    [
        .. File.ReadLines(_folder[$"{run}/metrics.jsonl"]).Select(line => JsonNode.Parse(line)!).Where(e => (string)e["event"]! == "test").Select(e => (double)e["heldOutLoss"]!),
    ];

    private static Tested Test(int epoch, double loss) => new("m", epoch, epoch, null, null, null, 1, 1) { HeldOutLoss = loss };
}
