using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

/// <summary>What <c>homeostat data describe</c> tells of a user's data.</summary>
public sealed class DataDescribeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_is_told_column_by_column_with_what_a_learner_is_given()
    {
        var rows = Enumerable.Range(0, 10).Select(n => $"{n}.5,{(n % 2 == 0 ? "red" : "blue")},{(n < 5 ? "yes" : "no")}");
        File.WriteAllLines(_folder["t.csv"], ["size,color,bought", .. rows]);
        var told = Describe(_folder["t.csv"], "--target", "bought");
        Assert.Contains("t.csv: a table of 10 rows and 3 columns.", told, StringComparison.Ordinal);
        Assert.Matches(@"size +numbers +0 +0\.5 to 9\.5, mean 5", told);
        Assert.Matches(@"color +words +0 +blue \(5\), red \(5\)", told);
        Assert.Contains("A learner is given 3 inputs. 8 samples are for training and 2 for testing.", told, StringComparison.Ordinal);
        Assert.Contains("The right answers are 2 classes:", told, StringComparison.Ordinal);
        Assert.Matches(@"0 +no +4 +1", told);
        Assert.Contains("name their column by --target", Describe(_folder["t.csv"]), StringComparison.Ordinal);
        Assert.Contains("The right answers are numbers, 1 for each sample: 'size', of mean ", Describe(_folder["t.csv"], "--target", "size"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_learned_from_is_told_after_what_the_file_holds()
    {
        File.WriteAllLines(_folder["t.csv"], ["x,same,y", "1,7,0.5", ",7,0.25", "2,7,0.75", "3,7,0.125"]);
        var (code, output, error) = Run("data", "describe", _folder["t.csv"]);
        Assert.Equal(CommandLine.UserError, code);
        Assert.Matches(@"x +numbers +1 +1 to 3, mean 2", output);
        Assert.Contains("7 in all rows: nothing can be learned from it, leave it out (--drop same)", output, StringComparison.Ordinal);
        Assert.Contains("line 3: the value of 'x' is missing", error, StringComparison.Ordinal);
        Assert.Contains("A learner is given 1 inputs. 3 samples", Describe(_folder["t.csv"], "--drop", "same", "--missing", "mean", "--target", "y", "--test", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_and_images_are_told_by_their_shapes_and_classes()
    {
        Npz.Write(_folder["a.npz"], [new("x", NpyArray.Of<float>(new float[600], 300, 2)), new("y", NpyArray.Of<int>(Enumerable.Range(0, 300).ToArray(), 300))]);
        var arrays = Describe(_folder["a.npz"]);
        Assert.Matches(@"x +Float32 +300 × 2", arrays);
        Assert.Contains("The right answers are 300 classes, the first 20 of which are:", arrays, StringComparison.Ordinal);
        Assert.Contains("A learner is given 784 inputs, 28×28 pixels.", Describe("digits"), StringComparison.Ordinal);
        Assert.Contains("--side does nothing with arrays", Failed(CommandLine.UsageError, "data", "describe", _folder["a.npz"], "--side", "3"), StringComparison.Ordinal);
    }

    private static string Describe(params string[] arguments)
    {
        var (code, output, error) = Run(["data", "describe", .. arguments]);
        Assert.True(code == CommandLine.Success, error);
        return output;
    }
}
