using Homeostat.Cli;

namespace Homeostat.Tests.Cli;

/// <summary>The search for learning rates on images held out of the training set.</summary>
public sealed class SearchLearnersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_learner_has_as_many_candidates_and_the_first_is_its_default()
    {
        foreach (var model in ModelCatalog.All.Where(model => model.Classifies))
        {
            var candidates = SearchSpace.Of(model);
            Assert.Equal(9, candidates.Distinct().Count());
            var words = candidates[0].Split(' ');
            var given = words.Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1]);
            Assert.Equal(Describe(model.Defaults), Describe(model.Configure(given)));
        }

        static string[] Describe(object settings) => [.. Setting.Of(settings).Select(setting => $"{setting.Name} {setting.Default}")];
    }

    [Fact]
    public void The_best_candidate_on_held_out_images_is_told_and_trials_are_not_repeated()
    {
        string[] command =
        [
            "search-learners", "--models", "bp", "--layers", "784,12,10", "--train", "300", "--validation", "200", "--budget", "epochs=2", "--batch", "50", "--out", _folder.Path,
        ];
        var first = CommandRun.Run(command);
        Assert.True(first.Code == 0, first.Error);
        Assert.Contains("9 of 9 trials to go", first.Output);
        var row = File.ReadAllLines(Path.Combine(_folder.Path, "search.md"))[2].Trim('|', ' ').Split(" | ");
        var all = row[5].Split(", ").Select(text => (Name: text[..text.LastIndexOf(' ', text.Length - 3)], Accuracy: double.Parse(text.Split(' ')[^2], System.Globalization.CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal(9, all.Length);
        Assert.Equal(all[0].Name, row[1]);
        Assert.Equal(all.MaxBy(candidate => candidate.Accuracy).Name, row[3]);

        using (var run = RunFolder.Open(Path.Combine(_folder.Path, "bp-1")))
        {
            Assert.Equal(200, ((RunFolder<LearnSettings>)run).Settings.Data.Validation);
        }

        Assert.Contains("0 of 9 trials to go", CommandRun.Run(command).Output);
    }

    public void Dispose() => _folder.Dispose();
}
