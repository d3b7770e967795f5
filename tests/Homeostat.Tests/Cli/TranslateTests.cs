using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

/// <summary>Neuromorphic chips on the command line.</summary>
public sealed class TranslateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_network_the_chips_are_listed()
    {
        var (code, output, error) = Run("translate");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Matches(@"synapseWords +16,384 +verified +nengo-loihi", output);
        Assert.Contains("truenorth: TrueNorth", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_is_placed_rounded_compared_and_written()
    {
        var (code, output, error) = Run("translate", "cuba", "--to", "loihi2", "--seconds", "0.02", "--out", _folder["chip"]);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("On loihi2: 1 of 128 cores.", output, StringComparison.Ordinal);
        Assert.Matches(@"cells +4,000 +1 +4,000 +neurons 4,000 of 8,192, synapses", output);
        Assert.Matches(@"cells +decay of v +0.004988 +0.004883 +2.1 % +20", output);
        Assert.Matches(@"cells +\d+ +\d+ +[\d.]+ %", output);
        Assert.Contains("The largest cause of difference:", output, StringComparison.Ordinal);
        Assert.Contains("Written to ", output, StringComparison.Ordinal);
        Assert.Equal(4000, IntegerFile.Read(_folder["chip"]).Circuit["cells"].Size);
    }

    [Fact]
    public void Neurons_that_become_programs_are_named_with_their_method()
    {
        var (code, output, error) = Run("translate", "izhikevich", "--seconds", "0.01");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("currents: cells (solved by the method 'euler').", output, StringComparison.Ordinal);
        Assert.Matches(@"cells +range of v +[\d.]+ +256 +[\d.]+ % 1 is 2\^-15", output);
        Assert.Matches(@"cells +25 +25 +100.0 %", output);
        Assert.Contains("Noise is drawn as other numbers in float32", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_synapses_learn_on_the_chip_is_told()
    {
        var (code, output, error) = Run("translate", "lesson-competition", "--to", "loihi1", "--seconds", "0.3");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("'synapses' learns on the chip; 255 units are a weight of 1:", output, StringComparison.Ordinal);
        Assert.Contains("  weight: -1*2**(-3)*x0*y1 + 86*2**(-5)*x0*y0 + 1*2**(-3)*y0*x1", output, StringComparison.Ordinal);
        Assert.Contains("  x1: a spike adds 20.4, which decays in 40 steps", output, StringComparison.Ordinal);
        Assert.Matches(@"synapses +change of w by Apost +-0.0105 +-0.0105", output);
        Assert.Matches(@"synapses +0\.\d+ +0\.\d+ +0\.\d+", output);
    }

    [Fact]
    public void A_trained_classifier_answers_in_integers()
    {
        var run = _folder["run"];
        Assert.Equal(CommandLine.Success, Run("learn", "--layers", "784,32,10", "--train", "1000", "--test", "200", "--epochs", "2", "--no-compare", "--run", run).Code);
        var (code, output, error) = Run("translate", run, "--out", _folder["chip"]);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Matches(@"in floating point +\d+\.\d\d %", output);
        Assert.Matches(@"in integers +\d+\.\d\d %", output);
        Assert.Contains("of 200 samples.", output, StringComparison.Ordinal);
        Assert.Contains("--seconds does nothing for a trained classifier; leave it out.", Failed(CommandLine.UsageError, "translate", run, "--seconds", "1"), StringComparison.Ordinal);
        Assert.Contains("spikes of loihi1 carry none", Failed(CommandLine.UserError, "translate", run, "--to", "loihi1"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Assert.Contains("it has 2 currents that decay at rates of their own (ge, gi), and loihi1 has 1 for a neuron", Failed(CommandLine.UserError, "translate", "cuba", "--to", "loihi1"), StringComparison.Ordinal);
        Assert.Contains("Population 'cells' cannot be put on a chip: the equation of 'v' is not linear", Failed(CommandLine.UserError, "translate", "izhikevich", "--to", "loihi1"), StringComparison.Ordinal);
        Assert.Contains("There is no chip 'loihi3'.", Failed(CommandLine.UserError, "translate", "cuba", "--to", "loihi3"), StringComparison.Ordinal);
        Assert.Contains("--out does nothing without the name of a network", Failed(CommandLine.UsageError, "translate", "--out", "x"), StringComparison.Ordinal);
        File.WriteAllText(_folder["small.json"], (ChipCatalog.Find("loihi2") with { Name = "small", Synapses = new ChipLimit(1000, "derived", "a test") }).ToJson());
        var (code, output, error) = Run("translate", "cuba", "--to", _folder["small.json"], "--no-drift");
        Assert.Equal(CommandLine.UserError, code);
        Assert.Contains("Does not fit: 'the circuit' needs ", output, StringComparison.Ordinal);
        Assert.Contains("The circuit does not fit on small: ", error, StringComparison.Ordinal);
    }
}
