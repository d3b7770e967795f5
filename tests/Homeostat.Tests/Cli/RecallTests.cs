using System.Text.Json;
using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

public sealed class RecallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string RunPath => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_memory_recalls_drawn_digits_and_leaves_pictures_and_arrays()
    {
        var (code, output, error) = Run("recall", "--patterns", "6", "--cues", "3", "--corrupt", "hide", "--fractions", "0.25,0.5", "--out", RunPath);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("modern-hopfield stores 6 patterns of digits and recalls each from 3 corrupted cues.", output, StringComparison.Ordinal);

        // Hidden pixels of the cue are half right.
        Assert.Matches(@"25\.00 % +87\.50 % +100\.00 % +100\.00 % +100\.00 %", output);
        Assert.Matches(@"50\.00 % +75\.00 % +100\.00 % +100\.00 % +100\.00 %", output);
        string[] expected = ["metrics.jsonl", "recall.npz", "recall.png", "settings.json", "similarity.png"];
        Assert.Equal(expected, Directory.EnumerateFiles(RunPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var arrays = Npz.Read(Path.Combine(RunPath, "recall.npz"));
        Assert.Equal([6, 784], arrays["patterns"].Shape);
        Assert.Equal([2, 18, 784], arrays["recalled"].Shape);
        Assert.Equal([2], arrays["fractions"].Shape);
        Assert.Equal(18, arrays["pattern_of_cue"].Shape.Single());

        var shown = Run("show", RunPath).Output;
        Assert.Contains("hide", shown, StringComparison.Ordinal);
        Assert.Matches(@"50\.00 % +75\.00 %", shown);
        Assert.Contains("The run is done. To recall with other cues: homeostat recall modern-hopfield", shown, StringComparison.Ordinal);
        Assert.Contains("a recall is not resumed", Failed(CommandLine.UserError, "resume", RunPath), StringComparison.Ordinal);
        Assert.Contains("already holds a run", Failed(CommandLine.UserError, "recall", "--out", RunPath), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_result_whatever_the_model()
    {
        foreach (var model in new[] { "modern-hopfield", "rbm" })
        {
            string[] options = ["recall", model, "--patterns", "3", "--cues", "2", "--fractions", "0.2", "--epochs", "2", "--json", "--out"];
            var (first, second) = (Found([.. options, _folder[$"{model}1"], "--threads", "1"]), Found([.. options, _folder[$"{model}2"], "--threads", "2"]));
            Assert.Equal(first, second);
        }

        static string Found(string[] arguments) => Run(arguments).Output.Split('\n').Single(line => line.Contains("\"event\":\"recall\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_that_learns_bit_by_bit_goes_through_the_patterns_as_often_as_told()
    {
        var output = Run("recall", "recirculation", "--patterns", "4", "--epochs", "120", "--eta", "0.01", "--fractions", "0.1", "--json", "--out", RunPath).Output;
        Assert.Contains("\"batchesDone\":120,", output, StringComparison.Ordinal);
        var row = JsonDocument.Parse(output.Split('\n').Single(line => line.Contains("\"event\":\"recall\"", StringComparison.Ordinal))).RootElement.GetProperty("rows")[0];
        Assert.InRange(row.GetProperty("nothing").GetDouble(), 0.899, 0.901);
        Assert.InRange(row.GetProperty("recalled").GetDouble(), 0.92, 1);
    }

    [Theory]
    [InlineData("The model 'pc' gives no image back", "recall", "pc")]
    [InlineData("--fractions takes numbers from 0 to 1 such as 0.1,0.5; '1.5' was given.", "recall", "--fractions", "0.5,1.5")]
    [InlineData("--corrupt takes flip, hide, cover; 'blur' was given.", "recall", "--corrupt", "blur")]
    [InlineData("--patterns takes 1 or more; 0 was given.", "recall", "--patterns", "0")]
    [InlineData("There is no setting 'eta' of the model 'modern-hopfield'.", "recall", "modern-hopfield", "--eta", "0.1")]
    [InlineData("The layers 784,9 do not fit the model", "recall", "hopfield", "--layers", "784,9")]
    public void What_makes_no_recall_is_refused_and_leaves_no_folder(string message, params string[] arguments)
    {
        var (code, _, error) = Run([.. arguments, "--out", RunPath]);
        Assert.NotEqual(CommandLine.Success, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(RunPath));
    }
}
