using Homeostat.Cli;

namespace Homeostat.Tests.Cli;

/// <summary>Own tables from training to predictions.</summary>
public sealed class PredictTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_of_a_table_answers_by_the_names_of_classes()
    {
        var random = new Random(2);
        Write("train.csv", "height,color,kind", Enumerable.Range(0, 200).Select(n => FormattableString.Invariant($"{(n % 2 == 0 ? 1 : 3) + random.NextDouble():0.000},{(n % 3 == 0 ? "red" : "blue")},{(n % 2 == 0 ? "\"small, round\"" : "tall")}")));
        var (code, _, error) = CommandRun.Run("learn", "--data", _folder["train.csv"], "--target", "kind", "--layers", "3,8,2", "--batch", "20", "--epochs", "20", "--no-compare", "--run", _folder["run"]);
        Assert.True(code == 0, error);
        Write("new.csv", "color,height", ["red,1.2", "blue,3.9"]);
        var predicted = CommandRun.Run("predict", _folder["run"], "--data", _folder["new.csv"], "--out", _folder["out.csv"]);
        Assert.True(predicted.Code == 0, predicted.Error);
        Assert.Equal(["kind", "\"small, round\"", "tall"], File.ReadAllLines(_folder["out.csv"]));
        Assert.DoesNotContain("answers are those in the data", predicted.Output);
        Assert.Contains("200 of 200 answers are those in the data", CommandRun.Run("predict", _folder["run"], "--data", _folder["train.csv"], "--out", _folder["out.csv"]).Output);
        Assert.Equal(0, CommandRun.Run("predict", _folder["run"], "--data", _folder["new.csv"], "--values", "probabilities", "--out", _folder["out.npz"]).Code);
        var probabilities = Npz.Read(_folder["out.npz"])["predictions"];
        Assert.Equal([2, 2], probabilities.Shape);
        Assert.Equal(1, probabilities.As<double>()[0] + probabilities.As<double>()[1], 1e-9);

        Write("bad.csv", "color,height", ["green,1.2"]);
        Assert.Contains("line 2: 'green' in the column 'color' is a word that the rows learned from do not have; they have blue, red", CommandRun.Failed(CommandLine.UserError, "predict", _folder["run"], "--data", _folder["bad.csv"]));
        Assert.Contains("was not trained on images", CommandRun.Failed(CommandLine.UserError, "predict", _folder["run"], "--data", "digits"));
        Assert.Contains("ends with .csv or .npz", CommandRun.Failed(CommandLine.UsageError, "predict", _folder["run"], "--data", "x.csv", "--out", "x.txt"));
    }

    [Fact]
    public void Numbers_are_predicted_in_their_own_unit_and_drawn()
    {
        Write("line.csv", "x,y", Enumerable.Range(0, 200).Select(n => FormattableString.Invariant($"{n / 10.0},{1000 + (50 * n / 10.0)}")));
        var (code, output, error) = CommandRun.Run(
            "learn", "--data", _folder["line.csv"], "--target", "y", "--target-kind", "numbers", "--layers", "1,16,1", "--batch", "20", "--epochs", "60", "--run", _folder["run"]);
        Assert.True(code == 0, error);
        Assert.Contains("R²", output);
        Assert.True(File.Exists(_folder["run/predicted.png"]));
        Write("new.csv", "x", ["10"]);
        Assert.Equal(0, CommandRun.Run("predict", _folder["run"], "--data", _folder["new.csv"], "--out", _folder["out.csv"]).Code);
        Assert.InRange(double.Parse(File.ReadAllLines(_folder["out.csv"])[1], System.Globalization.CultureInfo.InvariantCulture), 1400, 1600);

        // A run of a table is resumed from its own file.
        Assert.Equal(0, CommandRun.Run("resume", _folder["run"], "--epochs", "61").Code);
    }

    [Fact]
    public void Options_of_tables_and_images_are_not_mixed()
    {
        Assert.Contains("--target does nothing without a table", CommandRun.Failed(CommandLine.UsageError, "learn", "--target", "x"));
        Assert.Contains("--jitter does nothing with a table", CommandRun.Failed(CommandLine.UsageError, "learn", "--data", "x.csv", "--target", "y", "--jitter", "2"));
        Write("t.csv", "x,y", ["1,a", "2,b", "3,a", "4,b", "5,a"]);
        Assert.Contains("Name their column: --target COLUMN", CommandRun.Failed(CommandLine.UserError, "learn", "--data", _folder["t.csv"], "--run", _folder["r"]));
        Assert.Contains("this is a table, where images are needed", CommandRun.Failed(CommandLine.UserError, "compare-dreamers", "--data", _folder["t.csv"], "--out", _folder["d"]));
    }

    private void Write(string name, string header, IEnumerable<string> rows) =>
        File.WriteAllLines(_folder[name], rows.Prepend(header));
}
