using System.Globalization;
using System.Text.RegularExpressions;
using Homeostat.Cli;

namespace Homeostat.Tests.Cli;

/// <summary>Sequences from files to predictions.</summary>
public sealed class SequenceTests : IDisposable
{
    private const int Times = 8;
    private readonly TemporaryFolder _folder = new();
    private int _others;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sequences_of_arrays_are_learned_described_and_answered()
    {
        // The class is the time at which the input comes: early or late.
        var random = new Random(1);
        var labels = Enumerable.Range(0, 120).Select(n => n % 2).ToArray();
        Npz.Write(_folder["train.npz"], [new("x", Pulses(labels, random)), new("y", NpyArray.Of<int>(labels, labels.Length))]);
        var described = CommandRun.Run("data", "describe", _folder["train.npz"]).Output;
        Assert.Contains("A learner is given sequences of 8 time points with 2 inputs each.", described);
        Assert.Contains("The right answers are 2 classes", described);
        var learned = CommandRun.Run(Learn("--data", _folder["train.npz"], "--epochs", "40", "--batch", "10", "--eta", "0.02"));
        Assert.True(learned.Code == 0, learned.Error);
        Npz.Write(_folder["new.npz"], [new("x", Pulses([1, 0, 0, 1], random))]);
        var predicted = CommandRun.Run("predict", _folder["run"], "--data", _folder["new.npz"], "--out", _folder["out.csv"]);
        Assert.True(predicted.Code == 0, predicted.Error);
        Assert.Equal(["1", "0", "0", "1"], File.ReadAllLines(_folder["out.csv"]).Skip(1));
        Npz.Write(_folder["short.npz"], [new("x", NpyArray.Of<float>(new float[3 * 5 * 2], 3, 5, 2))]);
        Assert.Contains("learned sequences of 8 time points with 2 inputs each, but samples of 5 × 2 units were given", CommandRun.Failed(CommandLine.UserError, "predict", _folder["run"], "--data", _folder["short.npz"]));
    }

    [Fact]
    public void An_answer_may_be_learned_for_each_time_point()
    {
        // A pulse starts a decay, which lasts.
        var random = new Random(2);
        var (x, y) = (new float[60 * Times], new float[60 * Times]);
        for (var n = 0; n < 60; n++)
        {
            x[(n * Times) + random.Next(Times)] = 2;
            for (var t = 0; t < Times; t++)
            {
                y[(n * Times) + t] = x[(n * Times) + t] + (t > 0 ? 0.8f * y[(n * Times) + t - 1] : 0);
            }
        }

        Npz.Write(_folder["train.npz"], [new("x", NpyArray.Of<float>(x, 60, Times, 1)), new("y", NpyArray.Of<float>(y, 60, Times, 1))]);
        Assert.Contains("numbers, 1 for each time point", CommandRun.Run("data", "describe", _folder["train.npz"]).Output);
        var learned = CommandRun.Run(Learn("--data", _folder["train.npz"], "--epochs", "60", "--batch", "10", "--eta", "0.02", "--json"));
        Assert.True(learned.Code == 0, learned.Error);
        var explained = Regex.Matches(learned.Output, "\"explained\":([0-9.]+)")[^1].Groups[1].Value;
        Assert.InRange(double.Parse(explained, CultureInfo.InvariantCulture), 0.8, 1);
        Npz.Write(_folder["new.npz"], [new("x", NpyArray.Of<float>(x, 60, Times, 1))]);
        Assert.Equal(0, CommandRun.Run("predict", _folder["run"], "--data", _folder["new.npz"], "--out", _folder["out.npz"]).Code);
        Assert.Equal([60, Times], Npz.Read(_folder["out.npz"])["predictions"].Shape);
    }

    [Fact]
    public void Images_are_read_row_by_row()
    {
        Assert.Contains("A learner is given sequences of 28 time points with 28 inputs each.", CommandRun.Run("data", "describe", "digits", "--by-rows", "--test", "20").Output);
        var learned = CommandRun.Run(Learn("--by-rows", "--train", "60", "--test", "20", "--epochs", "1", "--batch", "20"));
        Assert.True(learned.Code == 0, learned.Error);
        Assert.DoesNotContain(" bp", learned.Output);
        Assert.Contains("of 2000 answers are those in the data", CommandRun.Run("predict", _folder["run"], "--data", "digits", "--out", _folder["out.csv"]).Output);
    }

    [Fact]
    public void Rows_of_a_table_that_one_column_holds_together_are_a_sequence()
    {
        var random = new Random(3);
        string[] rows = [.. Enumerable.Range(0, 60).SelectMany(n => Enumerable.Range(0, 5).Select(t => FormattableString.Invariant(
            $"s{n},{(n % 2 == 0 ? t : 4 - t) + random.NextDouble():0.000},{(n % 2 == 0 ? "up" : "down")}")))];
        Write("steps.csv", rows);
        Assert.Contains("sequences of 5 time points with 1 input each", CommandRun.Run("data", "describe", _folder["steps.csv"], "--target", "kind", "--sequence", "name").Output);
        var learned = CommandRun.Run(Learn("--data", _folder["steps.csv"], "--target", "kind", "--sequence", "name", "--epochs", "40", "--batch", "10", "--eta", "0.03", "--hold", "4"));
        Assert.True(learned.Code == 0, learned.Error);
        Write("new.csv", [.. rows[..5], .. rows[10..15], .. rows[5..10]]);
        Assert.Equal(0, CommandRun.Run("predict", _folder["run"], "--data", _folder["new.csv"], "--out", _folder["out.csv"]).Code);
        Assert.Equal(["kind", "up", "up", "down"], File.ReadAllLines(_folder["out.csv"]));

        Write("uneven.csv", rows[..^1]);
        Assert.Contains("the sequence 's59' has 4 rows, but 's0' has 5", CommandRun.Failed(CommandLine.UserError, Other("--data", _folder["uneven.csv"], "--target", "kind", "--sequence", "name")));
        Write("mixed.csv", [.. rows[..4], "s0,3,down", .. rows[5..]]);
        Assert.Contains("line 6: the class changes to 'down' within a sequence", CommandRun.Failed(CommandLine.UserError, Other("--data", _folder["mixed.csv"], "--target", "kind", "--sequence", "name")));
        Assert.Contains("Name the column that tells to which sequence a row belongs (--sequence COLUMN)", CommandRun.Failed(CommandLine.UserError, Other("--data", _folder["steps.csv"], "--target", "kind")));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_a_remedy()
    {
        Assert.Contains("Read images row by row (--by-rows)", CommandRun.Failed(CommandLine.UserError, Other("--train", "20", "--test", "10")));
        Assert.Contains("the model 'pc' has no time. Learn by --model eprop, or leave --by-rows out", CommandRun.Failed(CommandLine.UserError, "learn", "--by-rows", "--train", "20", "--test", "10", "--run", _folder["run"]));
        Assert.Contains("--by-rows does nothing with arrays", CommandRun.Failed(CommandLine.UsageError, "learn", "--data", "x.npz", "--by-rows"));
        Assert.Contains("--sequence does nothing without a table", CommandRun.Failed(CommandLine.UsageError, "learn", "--sequence", "x"));
        Npz.Write(_folder["x.npz"], [new("x", NpyArray.Of<float>(new float[20 * 4 * 2], 20, 4, 2)), new("y", NpyArray.Of<float>(new float[20 * 3], 20, 3, 1))]);
        Assert.Contains("with 3 time points a sample, but its sequences have 4", CommandRun.Failed(CommandLine.UserError, Other("--data", _folder["x.npz"])));
        float[] bad = new float[20 * 4 * 2];
        bad[13] = float.NaN;
        Npz.Write(_folder["nan.npz"], [new("x", NpyArray.Of<float>(bad, 20, 4, 2)), new("y", NpyArray.Of<int>(Enumerable.Range(0, 20).Select(n => n % 2).ToArray(), 20))]);
        Assert.Contains("holds NaN in sample", CommandRun.Failed(CommandLine.UserError, Other("--data", _folder["nan.npz"], "--test", "1")));
        Assert.Contains("or give the values of a sample in one row, 8 of them", CommandRun.Failed(CommandLine.UserError, "learn", "--data", _folder["nan.npz"], "--batch", "5", "--run", _folder["other"]));
        Assert.Contains("have 4 time points, but --times 5 was given", CommandRun.Failed(CommandLine.UserError, Other("--data", _folder["nan.npz"], "--times", "5")));
        Npz.Write(_folder["two.npz"], [new("x", NpyArray.Of<float>(new float[40], 5, 4, 2)), new("y", NpyArray.Of<int>(new int[5], 5)), new("x_test", NpyArray.Of<float>(new float[30], 5, 3, 2)), new("y_test", NpyArray.Of<int>(new int[5], 5))]);
        Assert.Contains("sequences have one length", CommandRun.Failed(CommandLine.UserError, Other("--data", _folder["two.npz"])));
    }

    private string[] Learn(params string[] more) => ["learn", "--model", "eprop", "--run", _folder["run"], .. more];

    private string[] Other(params string[] more) => ["learn", "--model", "eprop", "--batch", "5", "--run", _folder[$"other{_others++}"], .. more];

    private static NpyArray Pulses(int[] labels, Random random)
    {
        var x = new float[labels.Length * Times * 2];
        foreach (var (n, label) in labels.Index())
        {
            x[(((n * Times) + (label * (Times / 2)) + random.Next(2)) * 2) + random.Next(2)] = 3;
        }

        return NpyArray.Of<float>(x, labels.Length, Times, 2);
    }

    private void Write(string name, string[] rows) => File.WriteAllLines(_folder[name], ["name,height,kind", .. rows]);
}
