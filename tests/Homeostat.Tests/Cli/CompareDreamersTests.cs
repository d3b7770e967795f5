using Homeostat.Cli;

namespace Homeostat.Tests.Cli;

/// <summary>Generative models side by side, each trial a process of its own.</summary>
public sealed class CompareDreamersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Models_are_trained_and_examined_once_and_have_a_row_each()
    {
        string[] command =
        [
            "compare-dreamers", "--models", "ngc,vae", "--layers", "784,16,8", "--causes", "3", "--binarize", "threshold", "--train", "300", "--test", "60", "--epochs", "1", "--batch", "50",
            "--memories", "100", "--components", "2", "--draws", "40", "--annealed", "8", "--unknown", "digits", "--out", _folder.Path,
        ];
        var first = CommandRun.Run(command);
        Assert.True(first.Code == 0, first.Error + first.Output);
        Assert.Contains("3 of 3 trials to go", first.Output);
        var table = File.ReadAllLines(_folder["dreamers.md"]);
        Assert.Equal(4, table.Length);
        Assert.Equal(["ngc", "vae"], table[2..].Select(row => row.Split('|')[1].Trim()).Order());

        // The same images cannot be told apart; only the free energy of vae is drawn.
        Assert.All(table[2..], row => Assert.Equal("0.500", row.Split('|')[18].Trim()));
        Assert.Equal("0.500", table.Single(row => row.StartsWith("| ngc |", StringComparison.Ordinal)).Split('|')[17].Trim());
        Assert.All((string[])["dreams.png", "completions.png"], file => Assert.True(File.Exists(_folder[file]), file));

        var again = CommandRun.Run(command);
        Assert.Contains("0 of 3 trials to go", again.Output);
        Assert.DoesNotContain("examined", again.Output);
        Assert.Equal(table, File.ReadAllLines(_folder["dreamers.md"]));

        // The same trainings with another memory; a model that was not asked for at first is trained.
        string[] episodes = [.. command.Select(word => word == "ngc,vae" ? "ngc,vae,mixture" : word), "--episodes", "0.3"];
        var other = CommandRun.Run([.. episodes.Where(word => word is not ("--components" or "2"))]);
        Assert.True(other.Code == 0, other.Error + other.Output);
        Assert.Contains("1 of 4 trials to go", other.Output);
        Assert.Equal(3, other.Output.Split("examined").Length - 1);
        var changed = File.ReadAllLines(_folder["dreamers.md"]);
        Assert.Equal(5, changed.Length);
        Assert.All(Rows(table), row => Assert.DoesNotContain(row.Value, Rows(changed).Values));
        Assert.Contains("was not begun by", CommandRun.Failed(CommandLine.UserError, [.. command.Select(word => word == "1" ? "2" : word)]), StringComparison.Ordinal);

        // The log-likelihood of each model.
        static Dictionary<string, string> Rows(string[] table) => table[2..].Select(row => row.Split('|')).ToDictionary(row => row[1].Trim(), row => row[3].Trim());
    }

    [Theory]
    [InlineData("vae", 614)]
    [InlineData("autoencoder", 617)]
    public void Autoencoders_have_as_many_synapses_as_neural_generative_coding(string name, int width)
    {
        var comparison = new DreamerComparison([name], "mnist", Binarization.Threshold, [784, 360, 360, 360], 20, 1, 100, 1, null, null, [], 1, 1, 1, 0);
        var model = ModelCatalog.Find(name);
        Assert.Equal([784, width, width, 20], comparison.LayersOf(model));
        var (wanted, found) = (DreamerComparison.Synapses(NeuralGenerativeCoding.Create([784, 360, 360, 360])), DreamerComparison.Synapses(model.Create(comparison.LayersOf(model))));
        Assert.Equal(2 * 541440 + 411840 + 2 * 129600, wanted);
        Assert.InRange(found / (double)wanted, 1, 1.005);
    }

    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 20)]
    [InlineData(true, 50)]
    public void Images_that_are_held_out_are_measured_or_choose_the_epoch_alone(bool onTest, int measured)
    {
        var whole = new DreamerComparison(["ngc"], "digits", Binarization.Sampled, [784, 8], 20, 1, 100, 1, 200, measured, [], 1, 1, 1, 0);
        var data = (whole with { Validation = 30, OnTest = onTest }).Load(default);
        Assert.Equal((200, measured), (data.Train.Count, data.Test.Count));
        var apart = (whole with { Validation = 30, Test = Math.Min(measured, 30) }).Load(default);
        Assert.Equal(apart.Train.ToFeatures(), data.Train.ToFeatures());
        Assert.Equal((onTest ? whole.Load(default) : apart).Test.ToFeatures(), data.Test.ToFeatures());
    }

    [Fact]
    public void Test_images_are_asked_for_only_where_others_are_held_out() =>
        Assert.Contains("--on-test does nothing without --validation", CommandRun.Failed(CommandLine.UsageError, "compare-dreamers", "--on-test"));

    [Fact]
    public void A_model_that_does_not_dream_is_refused()
    {
        Assert.Contains("does not generate images from causes", CommandRun.Run("compare-dreamers", "--models", "pc", "--out", _folder.Path).Error, StringComparison.Ordinal);
        Assert.Contains("does not generate images from causes", CommandRun.Run("compare-dreamers", "--models", "recirculation", "--out", _folder.Path).Error, StringComparison.Ordinal);
    }
}
