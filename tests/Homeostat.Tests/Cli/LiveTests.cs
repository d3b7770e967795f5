using System.Text.Json;
using Homeostat.Cli;
using static Homeostat.Tests.Cli.CommandRun;

namespace Homeostat.Tests.Cli;

public sealed class LiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string RunPath => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lives_are_listed()
    {
        var (code, output, _) = Run("live");
        Assert.Equal(CommandLine.Success, code);
        Assert.All(HabitatCatalog.All, h => Assert.Contains($"\n{h.Name} ", output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_life_says_how_it_stands_and_leaves_its_biography()
    {
        var (code, output, error) = Run("live", "thermostat", "--steps", "400", "--seed", "3", "--out", RunPath);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.StartsWith("Homeostat: thermostat, keeps a room warm", output, StringComparison.Ordinal);
        Assert.Matches(@"\n +20  temperature \d+\.\d \(15 to 27\)  energy \d+\.\d J  free energy \S+  viable  .*believes it is", output);
        Assert.Contains("mortal, seed 3, is alive at 400.", output, StringComparison.Ordinal);
        Assert.Matches(@"It took in \d+\.\d J and spent, in J: .*upkeep \d+\.\d", output);
        Assert.Contains($"homeostat resume {RunPath} --steps 800", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        string[] expected = ["biography.png", "life.npz", "metrics.jsonl", "settings.json"];
        Assert.Equal(expected, Directory.EnumerateFiles(RunPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(400, Npz.Read(Path.Combine(RunPath, "life.npz"))["biography/temperature"].As<double>().Length);

        output = Run("show", RunPath).Output;
        Assert.Contains("is alive at 400", output, StringComparison.Ordinal);
        Assert.Contains($"homeostat replay {RunPath}", output, StringComparison.Ordinal);
        Assert.Contains("all 400 steps are lived", Run("resume", RunPath).Output, StringComparison.Ordinal);
        Assert.Contains("300 were asked for", Failed(CommandLine.UserError, "resume", RunPath, "--steps", "300"), StringComparison.Ordinal);
        Assert.Contains("--epochs does not fit the run", Failed(CommandLine.UserError, "resume", RunPath, "--epochs", "5"), StringComparison.Ordinal);
        Assert.Contains("already holds a run", Failed(CommandLine.UserError, "live", "thermostat", "--out", RunPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_life_that_is_stopped_and_gone_on_with_comes_to_the_same_bits()
    {
        var straight = _folder["straight"];
        string[] options = ["live", "thermostat", "--steps", "500", "--seed", "2"];
        Assert.Equal(CommandLine.Success, Run([.. options, "--out", straight]).Code);

        using var stop = new CancellationTokenSource();
        using var output = new StopAt(stop, "\"event\":\"life\",\"age\":250");
        using var error = new StringWriter();
        Assert.Equal(CommandLine.Interrupted, CommandLine.Run([.. options, "--json", "--out", RunPath], output, error, stop: stop.Token));
        var last = JsonDocument.Parse(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal(("stop", 250), (last.GetProperty("event").GetString(), last.GetProperty("age").GetInt32()));
        Assert.Contains("is not done", Run("show", RunPath).Output, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Success, Run("resume", RunPath).Code);
        Assert.Equal(CommandLine.Success, Run("resume", RunPath, "--steps", "700").Code);
        Assert.Equal(CommandLine.Success, Run("resume", straight, "--steps", "700").Code);
        Assert.True(
            File.ReadAllBytes(Path.Combine(straight, "life.npz")).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(RunPath, "life.npz"))));
    }

    [Fact]
    public void A_part_without_which_it_cannot_live_is_knocked_out_and_it_dies_for_good()
    {
        var output = Run("live", "thermostat", "--steps", "2000", "--knock-out", "enzyme@50", "--out", RunPath).Output;
        Assert.Matches(@"\n +50  enzyme is knocked out", output);
        Assert.Matches(@"mortal, seed 1, died at \d+: the part 'membrane' has fallen to", output);
        Assert.DoesNotContain("--steps", output.Split("Next:")[1], StringComparison.Ordinal);
        Assert.Contains("Death is final", Run("resume", RunPath, "--steps", "9000").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_life_is_replayed_as_it_was()
    {
        Run("live", "thermostat", "--steps", "300", "--json", "--out", RunPath);
        var replay = Run("replay", RunPath, "--json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement);
        using var mortal = HabitatCatalog.Find("thermostat").Birth();
        foreach (var seen in replay.Where(e => e.GetProperty("event").GetString() == "life"))
        {
            mortal.Live(seen.GetProperty("age").GetInt64() - mortal.Age);
            Assert.Equal(mortal.Niche.Values[0], seen.GetProperty("essential")[0].GetProperty("value").GetDouble());
            Assert.Equal(mortal.Energy.Level, seen.GetProperty("energy").GetDouble());
            Assert.Equal(mortal.Condition("coil"), seen.GetProperty("parts").GetProperty("coil").GetDouble());
        }

        Assert.Equal(300, mortal.Age);
        Assert.Contains("Alive at 300", Run("replay", RunPath, "--from", "290").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_lives_are_compared_and_do_not_depend_on_threads()
    {
        string[] options = ["live", "thermostat", "--niche", "rough", "--steps", "600", "--seeds", "6", "--ablate", "learning,selection", "--json"];
        var one = Run([.. options, "--threads", "1", "--out", RunPath]);
        var two = Run([.. options, "--threads", "2", "--out", _folder["two"]]);
        Assert.Equal((CommandLine.Success, ""), (one.Code, one.Error));
        Assert.True(File.Exists(Path.Combine(RunPath, "survival.png")));

        string[] Outcomes(string path) => [.. File.ReadAllLines(Path.Combine(path, "metrics.jsonl")).Where(l => l.Contains("\"outcome\"", StringComparison.Ordinal))];
        Assert.Equal(Outcomes(RunPath), Outcomes(_folder["two"]));
        Assert.Equal(36, Outcomes(RunPath).Length);
        var survival = JsonDocument.Parse(one.Output.Split('\n').Single(l => l.Contains("\"survival\"", StringComparison.Ordinal))).RootElement.GetProperty("groups");
        Assert.Equal(["mortal", "without learning", "without selection", "controller", "reflex", "crossbar"], survival.EnumerateArray().Select(g => g.GetProperty("name").GetString()));

        // The table is that of the library.
        var lives = Lifetimes.Of(Cohort.Live(6, 600, seed => HabitatCatalog.Find("thermostat").Birth("controller", "rough", new MortalOptions { Seed = seed, KeepSteps = false })));
        Assert.Equal(KaplanMeier.Of(lives).RestrictedMean(lives.Alive.Count > 0 ? 600 : null).Mean, survival[3].GetProperty("mean").GetDouble());
        Assert.Contains("without selection", Run("show", RunPath).Output, StringComparison.Ordinal);
        Assert.Contains("lived anew", Failed(CommandLine.UserError, "resume", RunPath), StringComparison.Ordinal);
        Assert.Contains("Only a life that was watched", Failed(CommandLine.UserError, "replay", RunPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_bodies_are_compared_and_no_others()
    {
        Assert.Equal(CommandLine.Success, Run("live", "thermostat", "--steps", "300", "--seeds", "3", "--body", "controller", "--against", "reflex", "--ablate", "anticipation", "--out", RunPath).Code);
        using var folder = RunFolder.Read(RunPath);
        Assert.Equal(["controller", "without anticipation", "reflex"], folder.Events().OfType<Survived>().Single().Groups.Select(g => g.Name));
        Assert.Contains("reflex", Run("show", RunPath).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mortal", "equations", "dmu/dt = ", "(energy)", "expected_post = ")]
    [InlineData("controller", "representation", "controller", "integral")]
    [InlineData("reflex", "plan", "a step:")]
    public void The_circuit_of_any_body_can_be_printed(string body, string stage, params string[] expected)
    {
        var (code, output, error) = Run("inspect", "thermostat", "--body", body, "--stage", stage);
        Assert.Equal((CommandLine.Success, ""), (code, error));
        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no life called 'thermostatt'", "thermostatt")]
    [InlineData("'cat' is no body of 'thermostat'; there are mortal", "thermostat", "--body", "cat")]
    [InlineData("'cat' is no body of 'thermostat'; there are mortal", "thermostat", "--body", "cat", "--seeds", "3")]
    [InlineData("'dog' is no body of 'thermostat'; there are mortal", "thermostat", "--seeds", "3", "--body", "mortal", "--against", "reflex,dog")]
    [InlineData("Two of the groups that are compared would be 'mortal'.", "thermostat", "--seeds", "3", "--against", "mortal")]
    [InlineData("1600 lives in all, 400 in each group, are more than the studio shows, 500.", "thermostat", "--seeds", "400", "--studio")]
    [InlineData("'moon' is no niche of 'thermostat'; there are room", "thermostat", "--niche", "moon")]
    [InlineData("has no part 'heart'; it has enzyme", "thermostat", "--knock-out", "heart@3")]
    public void What_the_user_can_mend_is_one_clear_message(string expected, params string[] arguments)
    {
        var error = Failed(CommandLine.UserError, ["live", .. arguments, "--out", RunPath]);
        Assert.StartsWith("homeostat: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(RunPath));
    }

    [Theory]
    [InlineData("--ablate takes inference|learning|selection|anticipation; 'hope' was given.", "--ablate", "learning,hope")]
    [InlineData("--knock-out takes PART@AGE; 'enzyme' was given.", "--knock-out", "enzyme")]
    [InlineData("--speed does nothing for many lives", "--seeds", "3", "--speed", "5")]
    [InlineData("--against does nothing for a single life", "--against", "reflex")]
    [InlineData("--steps takes 1 or more; 0 was given.", "--steps", "0")]
    [InlineData("--speed takes 0 or more; -1 was given.", "--speed=-1")]
    public void A_command_line_that_is_none_says_so(string expected, params string[] arguments) => Assert.Contains(
        expected, Failed(CommandLine.UsageError, ["live", "thermostat", .. arguments]), StringComparison.Ordinal);

    [Fact]
    public void On_a_terminal_a_life_is_drawn_in_a_frame()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(["live", "thermostat", "--steps", "60", "--speed", "0", "--out", RunPath], output, error, isTerminal: true);
        Assert.Equal((CommandLine.Success, ""), (code, error.ToString()));
        Assert.Contains("lives from 15 to 27", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("●", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("is alive at 60", output.ToString(), StringComparison.Ordinal);
    }
}
