using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

public sealed class RunFolderTests : IDisposable
{
    private static readonly string[] Tiny =
        ["--layers", "784,6,10", "--train", "100", "--test", "30", "--batch", "50", "--epochs", "1", "--steps", "3", "--no-compare"];

    private readonly TemporaryFolder _folder = new();

    private string RunPath => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_processes_do_not_write_into_one_folder()
    {
        Run(["learn", "--run", RunPath, .. Tiny]);
        Assert.False(File.Exists(Path.Combine(RunPath, "run.lock")));
        var before = File.ReadAllText(Path.Combine(RunPath, "metrics.jsonl"));
        using (RunLock.Take(RunPath))
        {
            Assert.Contains("another process is at work on this run", Failed(CommandLine.UserError, "resume", RunPath, "--epochs", "2"), StringComparison.Ordinal);
            Assert.Equal(CommandLine.Success, Run("show", RunPath).Code);
        }

        Assert.Equal(before, File.ReadAllText(Path.Combine(RunPath, "metrics.jsonl")));
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--epochs", "2").Code);
    }

    [Fact]
    public void Resumed_for_more_epochs_it_says_what_becomes_of_the_learning_rate()
    {
        Run(["learn", "--run", RunPath, .. Tiny]);
        Assert.Contains("The learning rate goes on from where it was: it falls over the first 2 batches", Run("resume", RunPath, "--epochs", "2").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("learning rate", Run(["learn", "--run", $"{RunPath}-2", .. Tiny]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_run_goes_on_with_another_learning_rate()
    {
        Run(["learn", "--run", RunPath, .. Tiny]);
        Run(["learn", "--run", $"{RunPath}-2", .. Tiny]);
        float[] Weights(string run) => Npz.Read(Checkpoint.Read(run).ArraysFile)["input_to_hidden1.w"].As<float>().ToArray();
        var before = Weights(RunPath);

        // So small a rate changes no bit, and the rate with which it began changes nothing.
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--epochs", "2", "--eta", "1e-30").Code);
        Assert.Equal(before, Weights(RunPath));
        Assert.Equal(4, Checkpoint.Read(RunPath).BatchesDone);
        Assert.Equal(CommandLine.Success, Run("resume", $"{RunPath}-2", "--epochs", "2").Code);
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--epochs", "3", "--eta", "0.001", "--final-rate", "1").Code);
        Assert.NotEqual(before, Weights(RunPath));
        Assert.NotEqual(before, Weights($"{RunPath}-2"));

        // It is a setting of the run from now on, which one in the file must still agree with.
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--epochs", "4").Code);
        Assert.Contains("does not fit the run", Failed(CommandLine.UserError, "resume", RunPath, "--seconds", "4"), StringComparison.Ordinal);
    }

    [Fact]
    public void Resumed_with_the_rate_that_it_had_it_comes_to_the_same_bits()
    {
        Run(["learn", "--run", RunPath, .. Tiny]);
        Run(["learn", "--run", $"{RunPath}-2", .. Tiny]);
        Run("resume", RunPath, "--epochs", "3");
        Run("resume", $"{RunPath}-2", "--epochs", "3", "--eta", "0.001");
        Assert.Equal(File.ReadAllBytes(Checkpoint.Read(RunPath).ArraysFile), File.ReadAllBytes(Checkpoint.Read($"{RunPath}-2").ArraysFile));
    }

    [Fact]
    public void Layers_that_learn_nothing_are_printed_and_noted()
    {
        string[] deep = ["learn", "--layers", "784,6,6,6,6,6,6,10", "--train", "100", "--test", "30", "--batch", "50", "--epochs", "2", "--steps", "2", "--no-compare"];
        var output = Run([.. deep, "--run", RunPath]).Output;
        Assert.Single(output.Split('\n'), line => line.StartsWith("Note: ", StringComparison.Ordinal) && line.Contains("onto hidden1, hidden2", StringComparison.Ordinal));
        Assert.Single(File.ReadLines(Path.Combine(RunPath, "metrics.jsonl")), line => line.Contains("\"event\":\"warning\"", StringComparison.Ordinal));

        // It is still noted after the run went on.
        Run("resume", RunPath, "--epochs", "3");
        Assert.Contains(File.ReadLines(Path.Combine(RunPath, "metrics.jsonl")), line => line.Contains("\"event\":\"warning\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_image_is_learned_unless_the_last_batch_is_dropped()
    {
        string[] odd = ["learn", "--layers", "784,10", "--train", "110", "--test", "30", "--batch", "50", "--epochs", "1", "--no-compare"];
        Run([.. odd, "--run", RunPath]);
        Run([.. odd, "--drop-last", "--run", $"{RunPath}-2"]);
        Assert.Equal(3, Checkpoint.Read(RunPath).BatchesDone);
        Assert.Equal(2, Checkpoint.Read($"{RunPath}-2").BatchesDone);
    }

    [Fact]
    public void A_lock_that_a_killed_process_left_behind_holds_nobody_up()
    {
        Run(["learn", "--run", RunPath, .. Tiny]);
        File.WriteAllText(Path.Combine(RunPath, "run.lock"), "");
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--epochs", "2").Code);
    }

    [Theory]
    [InlineData("\"keepLast\": true", "\"keepLast\": false", "'keepLast' was changed after the run began, from true to false")]
    [InlineData("\"batch\": 50", "\"batch\": 25", "'batch' was changed after the run began, from 50 to 25")]
    [InlineData("\"train\": 100", "\"train\": 99", "'data' was changed after the run began")]
    public void Settings_that_were_edited_are_refused(string before, string after, string expected)
    {
        Run(["learn", "--run", RunPath, .. Tiny]);
        var settings = Path.Combine(RunPath, "settings.json");
        var text = File.ReadAllText(settings);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(settings, text.Replace(before, after, StringComparison.Ordinal));
        Assert.Contains(expected, Failed(CommandLine.UserError, "resume", RunPath, "--epochs", "2"), StringComparison.Ordinal);
        Assert.Contains(expected, Run("show", RunPath).Output, StringComparison.Ordinal);
        File.WriteAllText(settings, text.Replace("\"epochs\": 1", "\"epochs\": 2", StringComparison.Ordinal));
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--epochs", "2").Code);
    }

    [Theory]
    [InlineData("\"record\": [],", "", "record")]
    [InlineData("\"record\": [],", "\"record\": [null],", "null was found")]
    [InlineData("\"double\": false,", "", "double")]
    public void Settings_that_lack_a_value_are_refused(string before, string after, string expected)
    {
        Run(["simulate", "cuba", "--seconds", "0.001", "--out", RunPath]);
        var settings = Path.Combine(RunPath, "settings.json");
        var text = File.ReadAllText(settings);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(settings, text.Replace(before, after, StringComparison.Ordinal));
        var message = Failed(CommandLine.UserError, "resume", RunPath);
        Assert.Contains("no intact settings", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_are_found_again_from_another_folder_and_after_they_moved()
    {
        var (data, moved) = (_folder["data"], _folder["moved"]);
        WriteDigits(data);
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, data);
        Assert.Equal(CommandLine.Success, Run("learn", "--data", relative, "--run", RunPath, "--layers", "784,6,10", "--batch", "50", "--epochs", "1", "--no-compare").Code);
        Assert.Contains($"\"name\": \"{data}\"", File.ReadAllText(Path.Combine(RunPath, "settings.json")), StringComparison.Ordinal);
        Directory.Move(data, moved);
        Assert.Contains("--data PATH", Failed(CommandLine.UserError, "resume", RunPath, "--epochs", "2"), StringComparison.Ordinal);
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--epochs", "2", "--data", moved).Code);
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--epochs", "3").Code);
    }

    [Fact]
    public void A_batch_as_large_as_the_data_ends_with_its_pictures()
    {
        Assert.Equal(CommandLine.Success, Run(
            "learn", "--train", "10100", "--test", "30", "--batch", "10100", "--layers", "784,4,10", "--epochs", "1", "--steps", "2", "--no-compare", "--run", RunPath).Code);
        Assert.True(File.Exists(Path.Combine(RunPath, "reconstructions.png")));
    }

    [Fact]
    public void As_many_epochs_as_fit_are_learned_until_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var output = new StopAt(stop, "\"batchesDone\":3,");
        using var error = new StringWriter();
        Assert.Equal(CommandLine.Interrupted, CommandLine.Run(
            ["learn", "--json", "--run", RunPath, .. Tiny.Select(word => word == "1" ? "2147483647" : word)], output, error, stop: stop.Token));
        Assert.Equal(CommandLine.Success, Run("show", RunPath).Code);
    }

    [Fact]
    public void What_a_killed_simulation_recorded_after_its_last_state_is_recorded_again()
    {
        var straight = _folder["straight"];
        string[] options = ["simulate", "stdp", "--record", "cell.v", "--threads", "1"];
        Run([.. options, "--seconds", "0.05", "--out", straight]);
        Run([.. options, "--seconds", "0.03", "--out", RunPath]);

        // As if the process had been killed after it wrote the traces, before it wrote the state.
        File.Copy(Path.Combine(straight, "cell.v.npz"), Path.Combine(RunPath, "cell.v.npz"), overwrite: true);
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--seconds", "0.05").Code);
        foreach (var file in new[] { "state.npz", "cell.v.npz", "cell.spikes.npz" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(straight, file)), File.ReadAllBytes(Path.Combine(RunPath, file)));
        }
    }

    [Fact]
    public void A_folder_that_was_there_before_keeps_its_files()
    {
        Directory.CreateDirectory(RunPath);
        File.WriteAllText(Path.Combine(RunPath, "notes.txt"), "mine");
        Failed(CommandLine.UserError, ["learn", "--run", RunPath, .. Tiny, "--activation", "nonsense(z)"]);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(RunPath, "notes.txt")));
    }

    private static void WriteDigits(string folder)
    {
        var digits = Digits.Draw(100, 30);
        Directory.CreateDirectory(folder);
        Write("train", digits.Train);
        Write("t10k", digits.Test);

        void Write(string part, LabeledImages images)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, (byte)images.Count, .. images.Labels.ToArray().Select(label => (byte)label)]);
            using var file = File.Create(Path.Combine(folder, $"{part}-images-idx3-ubyte"));
            file.Write([0, 0, 8, 3, 0, 0, 0, (byte)images.Count, 0, 0, 0, 28, 0, 0, 0, 28]);
            for (var i = 0; i < images.Count; i++)
            {
                file.Write(images.Image(i));
            }
        }
    }
}
