using System.Text.Json;
using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private static readonly string[] Tiny =
        ["--layers", "784,12,10", "--train", "200", "--test", "50", "--batch", "50", "--epochs", "2", "--steps", "4"];

    private readonly TemporaryFolder _folder = new();

    private string RunPath => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Learn_leaves_a_run_and_says_what_came_of_it()
    {
        var (code, output, error) = Run(["learn", "--run", RunPath, .. Tiny]);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        var lines = output.Split('\n');
        Assert.StartsWith("Homeostat: pc learns digits, 784-12-10", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("pc: epoch 1/2 batch 1/4  free energy ", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("pc: epoch 2/2  free energy ", StringComparison.Ordinal) && l.Contains("test accuracy", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("bp: epoch 2/2", StringComparison.Ordinal));
        Assert.Contains("multiply-accumulates", output, StringComparison.Ordinal);
        Assert.Contains("Cosine between the local update and back-propagation's", output, StringComparison.Ordinal);
        Assert.Contains($"homeostat resume {RunPath} --epochs 4", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        string[] expected =
        [
            "accuracy.png", "checkpoint-8.npz", "checkpoint.json", "confusion.png", "free-energy.png", "metrics.jsonl",
            "receptive-fields.png", "reconstructions.png", "settings.json",
        ];
        Assert.Equal(expected, Directory.EnumerateFiles(RunPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(RunPath, "*.png"), png => Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(png)[..4]));

        (code, output, _) = Run("show", RunPath);
        Assert.Equal(CommandLine.Success, code);
        Assert.Contains("784-12-10", output, StringComparison.Ordinal);
        Assert.Contains("checkpoint-8.npz", output, StringComparison.Ordinal);
        Assert.Contains("The run is done.", output, StringComparison.Ordinal);

        (code, output, _) = Run("resume", RunPath);
        Assert.Equal(CommandLine.Success, code);
        Assert.Contains("all 2 epochs are learned", output, StringComparison.Ordinal);
        Assert.Contains("already holds a run", Failed(CommandLine.UserError, ["learn", "--run", RunPath, .. Tiny]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("predsim")]
    [InlineData("epc")]
    public void A_learner_is_compared_with_the_same_network_back_propagated_whatever_is_between_its_layers(string model)
    {
        var (code, output, error) = Run(
            "learn", "--model", model, "--run", RunPath, "--layers", "784,12,10", "--train", "200", "--test", "50", "--batch", "50", "--epochs", "1", "--jitter", "2", "--final-rate", "0.3", "--standardize");
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.Contains("\nbp: epoch 1/1", output, StringComparison.Ordinal);
        Assert.Contains("Cosine between the local update and back-propagation's", output, StringComparison.Ordinal);
        Assert.Equal(2, Checkpoint.Read(RunPath).Options.Jitter);
        Assert.Equal(0.3, Checkpoint.Read(RunPath).Options.FinalRate);

        // The data are loaded again as they were, or the resumed training would refuse them.
        Assert.True(Checkpoint.Read(RunPath).Data!.Standardize);
        using var resumed = Checkpoint.Read(RunPath).Resume();
        Assert.NotNull(resumed.Data);
    }

    [Fact]
    public void Json_is_one_event_a_line_and_nothing_else()
    {
        var (code, output, _) = Run(["learn", "--json", "--run", RunPath, .. Tiny]);
        Assert.Equal(CommandLine.Success, code);
        var events = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal("start", events[0].GetProperty("event").GetString());
        Assert.Equal("finish", events[^1].GetProperty("event").GetString());
        Assert.Equal(8, events.Count(e => e.GetProperty("event").GetString() == "batch" && e.GetProperty("model").GetString() == "pc"));
        var comparison = events.Single(e => e.GetProperty("event").GetString() == "comparison");
        Assert.Equal(2, comparison.GetProperty("outcomes").GetArrayLength());
        Assert.InRange(comparison.GetProperty("cosineAtStart").GetDouble(), 0.5, 1);
        Assert.All(File.ReadAllLines(Path.Combine(RunPath, "metrics.jsonl")), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void A_run_stopped_between_two_batches_goes_on_to_the_same_bits()
    {
        var straight = _folder["straight"];
        Assert.Equal(CommandLine.Success, Run(["learn", "--no-compare", "--run", straight, .. Tiny]).Code);

        // Stops in the middle of an epoch: at the sixth batch told.
        using var stop = new CancellationTokenSource();
        using var output = new StopAt(stop, "\"batchesDone\":6,");
        using var error = new StringWriter();
        var code = CommandLine.Run(["learn", "--no-compare", "--json", "--run", RunPath, .. Tiny], output, error, stop: stop.Token);
        Assert.Equal(CommandLine.Interrupted, code);
        var last = JsonDocument.Parse(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal("stop", last.GetProperty("event").GetString());
        Assert.Equal(6, last.GetProperty("batchesDone").GetInt32());
        Assert.Equal($"homeostat resume {RunPath}", last.GetProperty("resume").GetString());
        Assert.Contains("is not done", Run("show", RunPath).Output, StringComparison.Ordinal);

        Assert.Equal(CommandLine.Success, Run("resume", RunPath).Code);
        var (expected, found) = (Arrays(straight), Arrays(RunPath));
        Assert.Equal(expected.Keys, found.Keys);
        Assert.All(expected, a => Assert.Equal(a.Value.Bytes.ToArray(), found[a.Key].Bytes.ToArray()));
        Assert.Equal(Tests(straight), Tests(RunPath));

        static IReadOnlyDictionary<string, NpyArray> Arrays(string run) => Npz.Read(Path.Combine(run, "checkpoint-8.npz"));
        static double[] Tests(string run) => [.. File.ReadAllLines(Path.Combine(run, "metrics.jsonl"))
            .Where(l => l.Contains("\"event\":\"test\",\"model\":\"pc\"", StringComparison.Ordinal))
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("accuracy").GetDouble())];
    }

    [Fact]
    public void A_run_learns_longer_when_asked()
    {
        Run(["learn", "--no-compare", "--run", RunPath, .. Tiny]);
        var (code, output, _) = Run("resume", RunPath, "--epochs", "3");
        Assert.Equal(CommandLine.Success, code);
        Assert.DoesNotContain("\npc: epoch 1/", output, StringComparison.Ordinal);
        Assert.Contains("pc: epoch 3/3  free energy", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(RunPath, "checkpoint-12.npz")));
        Assert.Contains("for 3 epochs; 2 were asked for", Failed(CommandLine.UserError, "resume", RunPath, "--epochs", "2"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_generative_model_needs_no_labels()
    {
        var (code, output, _) = Run("learn", "--model", "generative-pc", "--run", RunPath, "--layers", "784,12", "--train", "200", "--test", "50", "--batch", "50", "--epochs", "1", "--steps", "4");
        Assert.Equal(CommandLine.Success, code);
        Assert.Contains("12 causes, no labels", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(RunPath, "confusion.png")));
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("ff-unsup")]
    [InlineData("symba")]
    [InlineData("sigprop")]
    [InlineData("mempepita")]
    public void Learners_that_only_go_forward_are_compared_with_a_net_of_their_layers(string model)
    {
        var (code, output, _) = Run("learn", "--model", model, "--run", RunPath, "--layers", "784,16,12,10", "--train", "100", "--test", "50", "--batch", "50", "--epochs", "1");
        Assert.Equal(CommandLine.Success, code);
        Assert.Matches(@"\nbp +\d", output);
    }

    [Theory]
    [InlineData("There is no model 'pcc'. Did you mean 'pc'?", "--model", "pcc")]
    [InlineData("There is no data set called \"nope\"", "--data", "nope")]
    [InlineData("clamps 100 units to the stream 'image', but 'digits' has 784 units", "--layers", "100,5,10")]
    [InlineData("Did you mean 'sign'?", "--activation", "sig(z)")]
    [InlineData("but the machine has", "--layers", "784,999999999,10")]
    [InlineData("would not settle", "--rate", "9")]
    [InlineData("Choose a batch of 1 to 200", "--batch", "201")]
    [InlineData("'eta' takes a number above 0; -1 was given", "--eta", "-1")]
    [InlineData("no setting 'steps' of the model 'zil'", "--model", "zil", "--steps", "5")]
    [InlineData("no setting 'tolerance' of the model 'ipc'", "--model", "ipc", "--tolerance", "0.1")]
    [InlineData("no setting 'feedback' of the model 'bp'", "--model", "bp", "--feedback", "learned")]
    [InlineData("no setting 'rate' of the model 'bp'", "--rate", "0.1", "--model", "bp")]
    [InlineData("takes a whole number of at least 1; 0 was given", "--steps", "0")]
    [InlineData("could not be written", "--run", "/proc/nowhere")]
    [InlineData("Give a folder, such as runs/mine", "--run", "")]
    public void What_the_user_can_mend_is_one_clear_message(string expected, params string[] options)
    {
        string[] arguments = ["learn", "--train", "200", "--test", "50", .. options];
        var error = Failed(CommandLine.UserError, options[0] == "--run" ? arguments : [.. arguments, "--run", RunPath]);
        Assert.StartsWith("homeostat: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(RunPath));
    }

    [Theory]
    [InlineData("lern")]
    [InlineData("learn", "--layers", "7,0")]
    [InlineData("learn", "--output", "poisson")]
    [InlineData("learn", "--epochs", "many")]
    [InlineData("learn", "--batch", "0")]
    [InlineData("learn", "--threads", "0")]
    [InlineData("simulate", "cuba", "--second", "1")]
    [InlineData("simulate", "cuba", "coba")]
    [InlineData("simulate", "cuba", "--seconds", "-1")]
    [InlineData("simulate", "cuba", "--seconds", "long")]
    [InlineData("simulate", "cuba", "--threads", "0")]
    [InlineData("simulate", "--seconds", "1")]
    [InlineData("live", "thermostat", "--threads", "2")]
    [InlineData("live", "thermostat", "--seeds", "2", "--speed", "3")]
    [InlineData("inspect", "pc", "--batch", "4")]
    [InlineData("inspect", "cuba", "--layers", "2,2")]
    [InlineData("learn", "--eta", "0,001")]
    [InlineData("learn", "--eta", "NaN")]
    [InlineData("learn", "--train", "1,000")]
    [InlineData("data")]
    [InlineData("inspect")]
    [InlineData("inspect", "pc", "--stage", "all")]
    public void A_command_line_that_is_not_understood_points_to_help(params string[] arguments)
    {
        var error = Failed(CommandLine.UsageError, arguments);
        Assert.Contains("Try: homeostat", error, StringComparison.Ordinal);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("homeostat learn --data mnist")]
    [InlineData("homeostat learn --model ipc", "learn", "--help")]
    [InlineData("homeostat resume runs/mine", "resume", "--help")]
    [InlineData("homeostat show runs/mine", "show", "-h")]
    [InlineData("homeostat inspect zil", "inspect", "--help")]
    [InlineData("homeostat simulate examples/cuba.cs", "simulate", "--help")]
    [InlineData("homeostat models", "models", "--help")]
    [InlineData("homeostat data get mnist", "data", "--help")]
    [InlineData("homeostat data get mnist", "data", "get", "--help")]
    public void Help_ends_in_examples(string expected, params string[] arguments)
    {
        var (code, output, _) = Run(arguments);
        Assert.Equal(CommandLine.Success, code);
        Assert.Contains(expected, output[output.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pc", "equations", "dz/dt = (diff(rate, z)*feedback - error)/tau : 1")]
    [InlineData("pc", "representation", "rate = maximum(z, 0)   # 1 operation")]
    [InlineData("pc", "plan", "multiply-accumulates")]
    [InlineData("pc", "taxonomy", "local in space          layer")]
    [InlineData("bp", "taxonomy", "local in space          no")]
    [InlineData("ipc", "plan", "To answer")]
    [InlineData("zil", "representation", "on learn:")]
    [InlineData("generative-pc", "equations", "population causes")]
    public void Any_stage_of_any_model_can_be_printed(string model, string stage, string expected)
    {
        var layers = model == "generative-pc" ? "20,5" : "20,8,5";
        var (code, output, _) = Run(["inspect", model, "--stage", stage, "--layers", layers, .. stage == "plan" ? ["--batch", "4"] : Array.Empty<string>()]);
        Assert.Equal(CommandLine.Success, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_and_data_are_listed()
    {
        var models = Run("models").Output;
        Assert.All(
            ModelCatalog.All.Select(m => m.Name).Concat(NeuronCatalog.All.Select(m => m.Name)).Concat(SynapseCatalog.All.Select(m => m.Name)),
            name => Assert.Contains($"{name} ", models, StringComparison.Ordinal));
        Assert.All(DataCatalog.Names, n => Assert.Contains(n, Run("data", "list").Output, StringComparison.Ordinal));
        Assert.Contains("nothing to download", Failed(CommandLine.UserError, "data", "get", "digits"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_of_a_learner_are_listed_by_its_name()
    {
        var output = Run("models", "ff").Output;
        Assert.All(ModelCatalog.Find("ff").Settings, setting => Assert.Contains($"--{setting.Name} ", output, StringComparison.Ordinal));
        Assert.Contains("Hinton 2022", output, StringComparison.Ordinal);
        Assert.Contains("There is no model 'nix'", Failed(CommandLine.UserError, "models", "nix"), StringComparison.Ordinal);
        Assert.Contains("--taxonomy", Failed(CommandLine.UsageError, "models", "ff", "--taxonomy"), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_runs_are_named()
    {
        Assert.Contains("no run is there", Failed(CommandLine.UserError, "show", RunPath), StringComparison.Ordinal);
        Run(["learn", "--no-compare", "--run", RunPath, .. Tiny]);
        File.AppendAllText(Path.Combine(RunPath, "metrics.jsonl"), "{\"event\":\"batch\",\"mod");
        Assert.Equal(CommandLine.Success, Run("show", RunPath).Code);
        File.WriteAllText(Path.Combine(RunPath, "checkpoint.json"), "{");
        Assert.Contains("no intact training", Failed(CommandLine.UserError, "resume", RunPath, "--epochs", "3"), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(RunPath, "settings.json"), "{\"run\":\"learn\",\"model\":\"pc\"}");
        Assert.Contains("no intact settings", Failed(CommandLine.UserError, "show", RunPath), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_the_program_is_told_apart()
    {
        using var error = new StringWriter();
        Assert.Equal(CommandLine.InternalError, CommandLine.Run(["models"], new Broken(), error));
        Assert.Contains("Please report it", error.ToString(), StringComparison.Ordinal);
    }

    private sealed class Broken : StringWriter
    {
        public override void Write(char value) => throw new InvalidOperationException("a bug");

        public override void Write(string? value) => throw new InvalidOperationException("a bug");
    }
}
