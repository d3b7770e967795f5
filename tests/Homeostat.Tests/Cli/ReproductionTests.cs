using Homeostat.Cli;

namespace Homeostat.Tests.Cli;

/// <summary>Published results beside ours.</summary>
public sealed class ReproductionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. ReproductionCatalog.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reproduction_is_a_command_that_learn_accepts(string name)
    {
        var reproduction = Assert.Single(ReproductionCatalog.Find(name));
        var run = CommandRun.Run(["learn", "--data", Path.Combine(_folder.Path, "none"), .. reproduction.Arguments.Split(' ')]);
        Assert.Equal(1, run.Code);
        Assert.Contains("There is no data set called", run.Error);
    }

    [Fact]
    public void A_result_is_that_of_the_last_test_and_what_is_compared_with_another_waits_for_it()
    {
        const string Tiny = "--layers 784,16,10 --train 200 --test 100 --batch 50 --epochs 2";
        Reproduction other = new("other", $"--model bp {Tiny}", null, "-", "none") { Data = "digits" };
        Reproduction relative = new("relative", $"--model fa {Tiny}", new Goal(-0.5, Of: "other"), "-", "none") { Data = "digits" };

        var first = Table([relative], out var output);
        Assert.Contains("1 reproduction, 2 seeds: 2 of 2 trials to go", output);
        Assert.Equal(["relative", "at least other - 50.00 %", "-", "2"], [first[0][0], first[0][2], first[0][3], first[0][6]]);

        var second = Table([other], out _);
        Assert.Equal(["other", "relative"], second.Select(row => row[0]));
        Assert.Equal("yes", second[1][3]);
        double[] last = [.. Enumerable.Range(1, 2).Select(seed => other.Trial(_folder.Path, seed).Tests()[^1].Accuracy!.Value)];
        Assert.StartsWith(Homeostat.Runs.Words.Percent(last.Average())[..^2], second[0][1], StringComparison.Ordinal);

        _ = Table([other, relative], out output);
        Assert.Contains("0 of 4 trials to go", output);

        var changed = relative with { Arguments = $"{relative.Arguments} --eta 0.1" };
        var refused = Assert.Throws<HomeostatException>(() => new ReproductionSession([changed], [changed], 1, _folder.Path, 1, new Terminal(TextWriter.Null, false, default)).Run());
        Assert.Contains("holds a training that was not begun by", refused.Message);

        // Another network under the same name is not told as the result.
        using var told = new StringWriter();
        Assert.Equal(0, new ReproductionSession([changed, other], [other], 2, _folder.Path, 1, new Terminal(told, false, default)).Run());
        Assert.DoesNotContain("relative", told.ToString());

        string[][] Table(IReadOnlyList<Reproduction> chosen, out string said)
        {
            using var writer = new StringWriter();
            Assert.Equal(0, new ReproductionSession([other, relative], chosen, 2, _folder.Path, 2, new Terminal(writer, false, default)).Run());
            said = writer.ToString();
            return [.. File.ReadAllLines(Path.Combine(_folder.Path, "reproductions.md")).Skip(2).TakeWhile(line => line.Length > 0).Select(line => line.Trim('|', ' ').Split(" | "))];
        }
    }

    [Fact]
    public void A_goal_is_a_bound_from_below_from_above_or_from_another_result()
    {
        Assert.True(new Goal(0.975).IsReached(0.975, _ => null));
        Assert.False(new Goal(0.975).IsReached(0.9749, _ => null));
        Assert.True(new Goal(27.5, IsLargest: true).IsReached(27.4, _ => null));
        Assert.False(new Goal(27.5, IsLargest: true).IsReached(27.6, _ => null));
        Assert.True(new Goal(-0.002, Of: "bp").IsReached(0.981, name => name == "bp" ? 0.983 : null));
        Assert.False(new Goal(-0.002, Of: "bp").IsReached(0.9809, name => name == "bp" ? 0.983 : null));
        Assert.Null(new Goal(-0.002, Of: "bp").IsReached(0.98, _ => null));
        Assert.Equal("at least bp - 0.20 %", new Goal(-0.002, Of: "bp").ToString(isPercent: true));
        Assert.Equal("at most 27.5", new Goal(27.5, IsLargest: true).ToString(isPercent: false));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest_one()
    {
        var run = CommandRun.Run("reproduce", "predsin", "--list");
        Assert.Equal(1, run.Code);
        Assert.Contains("There is no reproduction 'predsin'. Did you mean 'predsim'?", run.Error);
    }

    [Fact]
    public void A_list_has_a_command_for_each_and_takes_no_other_option()
    {
        var run = CommandRun.Run("reproduce", "--list");
        Assert.All(ReproductionCatalog.All, r => Assert.Contains($"  {r.Command}", run.Output));
        Assert.Equal(2, CommandRun.Run("reproduce", "--list", "--seeds", "2").Code);
    }

    public void Dispose() => _folder.Dispose();
}
