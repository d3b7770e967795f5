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
    public void Every_candidate_of_every_learner_makes_a_learner()
    {
        foreach (var model in ModelCatalog.All.Where(model => model.Classifies))
        {
            Assert.All(SearchSpace.Of(model), candidate => Assert.NotEmpty(
                model.Create(model.LayersOf(784, 12, 10, 10), model.Configure(candidate.Split(' ').Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1]))).Train));
        }
    }

    [Fact]
    public void Learners_that_give_no_class_take_no_part()
    {
        var none = CommandRun.Run("search-learners", "--models", "hopfield,rbm", "--out", _folder.Path);
        Assert.NotEqual(0, none.Code);
        Assert.Contains(
            "No class is given by hopfield, rbm, so a search has no accuracy to compare. Name learners that classify, as in --models fa,bp, or a family such as global.", none.Error);
    }

    // Those of long steps or of several stages, each with its default. Large rates of others diverge, which the search tells.
    [Theory]
    [InlineData("sanger", "784,8,8,10")]
    [InlineData("ipc", "784,8,8,10")]
    [InlineData("generec", "784,8,8,10")]
    [InlineData("chl", "784,8,8,10")]
    [InlineData("ep", "784,8,8,10")]
    [InlineData("hep", "784,8,8,10")]
    [InlineData("ff-unsup", "784,8,8,10")]
    [InlineData("pff", "784,10,10,10")]
    [InlineData("sigprop", "784,8,8,10")]
    [InlineData("softhebb-conv", "784,2,3,10")]
    public void The_first_candidate_of_each_trains(string model, string layers)
    {
        var entry = ModelCatalog.Find(model);
        var settings = entry.Configure(SearchSpace.Of(entry)[0].Split(' ').Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1]));
        using var training = new Training(
            entry.Create([.. layers.Split(',').Select(size => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture))], settings), Digits.Draw(train: 40, test: 20), new TrainingOptions { Batch = 20, Epochs = 2 });
        training.Run();
        Assert.InRange(training.Test().Accuracy, 0, 1);
    }

    [Fact]
    public void The_best_candidate_on_held_out_images_is_told_and_trials_are_not_repeated()
    {
        string[] command =
        [
            "search-learners", "--models", "recirculation,bp", "--layers", "784,12,10", "--train", "300", "--validation", "200", "--budget", "epochs=2", "--batch", "50", "--out", _folder.Path,
        ];
        var first = CommandRun.Run(command);
        Assert.True(first.Code == 0, first.Error);
        Assert.Contains("recirculation takes no part: it gives no class, so there is no accuracy to compare.", first.Output);
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
