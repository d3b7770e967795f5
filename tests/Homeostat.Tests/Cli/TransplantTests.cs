using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

public sealed class TransplantTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_learn_on_a_device_are_moved_to_another_and_learn_there()
    {
        var one = _folder["one"];
        var (code, output, error) = Run(
            "learn", "--model", "bp", "--train", "600", "--test", "200", "--layers", "784,32,10", "--epochs", "4", "--batch", "50", "--substrate", "crossbar", "--device", "rram-milo",
            "--stuck-on", "0.02", "--run", one);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("on a crossbar of rram-milo, device 1", output, StringComparison.Ordinal);
        Assert.Contains("bp (cpu)", output, StringComparison.Ordinal);

        (code, output, error) = Run("transplant", one, "--device-seed", "3", "--relearn", "2", "--run", _folder["two"]);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("device 1, before", output, StringComparison.Ordinal);
        Assert.Contains("moved to device 3", output, StringComparison.Ordinal);
        Assert.Contains("learned there, 2 epochs", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder["two"], "transplant.png")));
        Assert.Contains("rram-milo, device 3", Run("show", _folder["two"]).Output, StringComparison.Ordinal);

        // What was moved goes on like any run, and so does the one that it is from.
        Assert.Equal(CommandLine.Success, Run("resume", _folder["two"], "--epochs", "7").Code);
        Assert.Equal(CommandLine.Success, Run("resume", one, "--epochs", "5").Code);
        Assert.Contains("the weights are on device 1 already", Failed(CommandLine.UserError, "transplant", one, "--device-seed", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_effect_or_no_device_is_refused()
    {
        Assert.Contains("--device does nothing without --substrate crossbar; leave it out.", Failed(CommandLine.UsageError, "learn", "--device", "pcm"), StringComparison.Ordinal);
        Assert.Contains("--substrate takes cpu or crossbar; tpu was given.", Failed(CommandLine.UsageError, "learn", "--substrate", "tpu"), StringComparison.Ordinal);
        Assert.Contains("--device takes ideal, pcm, pcm-joshi, rram-milo, rram-wan; mram was given.", Failed(CommandLine.UsageError, "learn", "--substrate", "crossbar", "--device", "mram"), StringComparison.Ordinal);
        Assert.Contains("A crossbar with the weight range -1 cannot be", Failed(CommandLine.UserError, "learn", "--substrate", "crossbar", "--weight-range", "-1"), StringComparison.Ordinal);
        Assert.Contains(
            "share their weights, as those of a convolution do",
            Failed(CommandLine.UserError, "learn", "--model", "softhebb-conv", "--train", "100", "--test", "50", "--substrate", "crossbar", "--run", _folder["conv"]), StringComparison.Ordinal);
        Assert.Equal(0, Run("learn", "--model", "bp", "--train", "200", "--test", "20", "--layers", "784,8,10", "--epochs", "1", "--run", _folder["plain"]).Code);
        Assert.Contains("the run did not learn on a crossbar", Failed(CommandLine.UserError, "transplant", _folder["plain"]), StringComparison.Ordinal);
    }
}
