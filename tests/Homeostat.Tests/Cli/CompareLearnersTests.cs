
namespace Homeostat.Tests.Cli;

/// <summary>Learners side by side, each trial a process of its own.</summary>
public sealed class CompareLearnersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Trials_are_not_repeated_and_the_table_has_a_row_for_each_learner()
    {
        string[] command =
        [
            "compare-learners", "--models", "fa,bp", "--layers", "784,16,12,10", "--train", "300", "--test", "100", "--budget", "batches=4", "--batch", "50", "--out", _folder.Path,
        ];
        var first = CommandRun.Run(command);
        Assert.True(first.Code == 0, first.Error);
        Assert.Contains("2 of 2 trials to go", first.Output);
        var table = File.ReadAllLines(Path.Combine(_folder.Path, "comparison.md"));
        Assert.Equal(4, table.Length);
        Assert.Equal(["bp", "fa"], table[2..].Select(row => row.Split('|')[1].Trim()).Order());
        Assert.Contains("1.00 1.00 1.00", Assert.Single(table, row => row.Contains("| bp |")));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "accuracy-by-time.png")));

        var again = CommandRun.Run(command);
        Assert.Contains("0 of 2 trials to go", again.Output);
        Assert.Equal(table, File.ReadAllLines(Path.Combine(_folder.Path, "comparison.md")));

        var other = CommandRun.Run([.. command, "--seeds", "2"]);
        Assert.Equal(1, other.Code);
        Assert.Contains("the folder holds a comparison with other settings", other.Error);
    }

    [Fact]
    public void Layers_need_not_be_given()
    {
        var run = CommandRun.Run("compare-learners", "--models", "bp", "--train", "100", "--test", "50", "--budget", "batches=1", "--out", _folder.Path);
        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Contains("| bp |", File.ReadAllText(Path.Combine(_folder.Path, "comparison.md")));
    }

    [Theory]
    [InlineData("60s", 60, "seconds")]
    [InlineData("1.5s", 1.5, "seconds")]
    [InlineData("macs=1e12", 1e12, "multiplyaccumulates")]
    [InlineData("epochs=10", 10, "epochs")]
    [InlineData("batches=500", 500, "batches")]
    public void A_budget_is_read_and_written_in_the_same_form(string text, double amount, string unit)
    {
        var budget = Budget.Parse(text);
        Assert.Equal((amount, unit), (budget!.Amount, budget.Unit.ToString().ToLowerInvariant()));
        Assert.Equal(budget, Budget.Parse(budget.ToString()));
    }

    [Theory]
    [InlineData("60")]
    [InlineData("0s")]
    [InlineData("-3s")]
    [InlineData("1,5s")]
    [InlineData("macs=")]
    [InlineData("macs=nan")]
    [InlineData("hours=1")]
    public void What_is_no_budget_is_refused_with_the_forms(string text)
    {
        Assert.Null(Budget.Parse(text));
        var run = CommandRun.Run("learn", "--budget", text);
        Assert.Equal(2, run.Code);
        Assert.Contains("--budget takes 60s, macs=1e12, epochs=10 or batches=500", run.Error);
    }

    [Fact]
    public void A_budget_of_operations_is_spent_to_less_than_a_batch()
    {
        var data = Digits.Draw(200, 10);
        using var training = new Training(FeedbackAlignment.Create([784, 16, 12, 10]), data, new TrainingOptions { Batch = 20, Epochs = 1000 });
        var each = training.CostOf(1).MultiplyAccumulates;
        Assert.Equal(7, new Budget(7.9 * each, BudgetUnit.MultiplyAccumulates).BatchesOf(training));
        Assert.Throws<HomeostatException>(() => new Budget(0.9 * each, BudgetUnit.MultiplyAccumulates).BatchesOf(training));
    }

    public void Dispose() => _folder.Dispose();
}
