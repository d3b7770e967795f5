using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

public sealed class LedgerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_name_the_tables_are_listed()
    {
        var (code, output, error) = Run("ledger");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.All(EnergyTable.All.Names, name => Assert.Contains($"\n{name} ", output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_spiking_network_beside_a_dense_one_comes_with_the_rate_of_break_even()
    {
        var (code, output, error) = Run(
            "ledger", "cuba", "--seconds", "0.02", "--table", "loihi", "--against", "bp", "--layers", "784,12,10", "--against-table", "45nm", "--picture", _folder["ledger.png"]);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("cuba, 0.02 s", output, StringComparison.Ordinal);
        Assert.Contains("bp, a training sample", output, StringComparison.Ordinal);
        Assert.Contains("Break-even: spikes cost less than dense products ('loihi' against '45nm') below 0.195 spikes a synapse and inference", output, StringComparison.Ordinal);
        Assert.Contains("a synapse in cuba, 0.02 s.", output, StringComparison.Ordinal);
        Assert.Contains("Source: Davies et al. 2018", output, StringComparison.Ordinal);
        Assert.Contains("Measured", output, StringComparison.Ordinal);
        Assert.DoesNotContain("times as", output, StringComparison.Ordinal);
        Assert.True(output.IndexOf("counts", StringComparison.Ordinal) < output.IndexOf("Energies of", StringComparison.Ordinal));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(_folder["ledger.png"])[..4]);
    }

    [Fact]
    public void What_a_table_has_no_entry_for_is_told()
    {
        var (code, output, _) = Run("ledger", "bp", "--layers", "784,12,10", "--batch", "1", "--table", "loihi", "--against", "cuba", "--seconds", "0.001");
        Assert.Equal(CommandLine.Success, code);

        // 784·12 + 12·10 products and the biases of both layers.
        Assert.Contains("Not in the joules of bp, a classified sample, as 'loihi' has no entry for them: 9,550 multiply-accumulates, ", output, StringComparison.Ordinal);
        Assert.Contains("so the two cannot be compared. Give --against-table, such as 45nm", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_and_lives_have_ledgers_too()
    {
        Assert.Equal(CommandLine.Success, Run("learn", "--run", _folder["learned"], "--layers", "784,6,10", "--train", "100", "--test", "20", "--batch", "50", "--epochs", "1", "--no-compare").Code);
        var (code, output, error) = Run("ledger", _folder["learned"]);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("pc, 2 batches", output, StringComparison.Ordinal);

        Assert.Equal(CommandLine.Success, Run("simulate", "cuba", "--seconds", "0.01", "--out", _folder["simulated"]).Code);
        (code, output, error) = Run("ledger", _folder["simulated"], "--table", "brain");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("cuba, 0.01 s", output, StringComparison.Ordinal);
        Assert.Contains("synaptic events", output, StringComparison.Ordinal);

        (code, output, error) = Run("ledger", "thermostat", "--numbers", "float16");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("thermostat, a step of learning", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_are_told()
    {
        Assert.Contains("There is no model, network or life 'cubaa', and no folder of a run. Did you mean", Failed(CommandLine.UserError, "ledger", "cubaa"), StringComparison.Ordinal);
        Assert.Contains("There is no energy table 'lohi'", Failed(CommandLine.UserError, "ledger", "pc", "--table", "lohi"), StringComparison.Ordinal);
        Assert.Contains("no file is there", Failed(CommandLine.UserError, "ledger", "pc", "--table", _folder["mine.json"]), StringComparison.Ordinal);
        Assert.Contains("'int9' is no type of numbers", Failed(CommandLine.UserError, "ledger", "pc", "--numbers", "int9"), StringComparison.Ordinal);
        Assert.Contains("--against-table does nothing without --against", Failed(CommandLine.UsageError, "ledger", "pc", "--against-table", "cpu"), StringComparison.Ordinal);
        Assert.Contains("--table does nothing without a name", Failed(CommandLine.UsageError, "ledger", "--table", "cpu"), StringComparison.Ordinal);
        Assert.Contains("--measure does nothing with a name", Failed(CommandLine.UsageError, "ledger", "pc", "--measure", "x.json"), StringComparison.Ordinal);
        Assert.Contains("--seconds takes a time above 0 seconds", Failed(CommandLine.UsageError, "ledger", "cuba", "--seconds", "-0.5"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_brain_against_GPT_is_printed_and_written()
    {
        var (code, output, error) = Run("brain-against-gpt", "--out", _folder["page.md"]);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Equal(output, File.ReadAllText(_folder["page.md"]));
        Assert.Contains("| GPT-3 in brains that have learned | 367.0 |", output, StringComparison.Ordinal);
        Assert.Contains("Neither evolution is in it", output, StringComparison.Ordinal);
    }
}
