namespace Homeostat.Tests.Learners.Local;

/// <summary>Learners of local losses and of targets on drawn digits, in seconds.</summary>
public sealed class LayerwiseLearningTests
{
    private static readonly ImageSet Drawn = Digits.Draw(train: 2000, test: 500, seed: 3);

    [Theory]
    [InlineData("mono-forward", "0.003", 0.75)]
    [InlineData("local-classifiers", "0.005", 0.8)]
    [InlineData("predsim", "0.005", 0.8)]
    [InlineData("dni", "0.003", 0.75)]
    [InlineData("tp", "0.001", 0.6)]
    [InlineData("dtp", "0.003", 0.75)]
    [InlineData("lra-e", "0.003", 0.7)]
    [InlineData("epc", "0.003", 0.75)]
    public void It_learns_drawn_digits(string model, string rate, double least)
    {
        // Few samples need a larger rate than the defaults, which are for all of MNIST.
        var entry = ModelCatalog.Find(model);
        var learner = entry.Create([784, 96, 64, 10], entry.Configure(new Dictionary<string, string> { ["eta"] = rate }));
        using var training = new Training(learner, Drawn, new TrainingOptions { Batch = 20, Epochs = 5 });
        Assert.InRange(training.Test().Accuracy, 0, 0.3);
        training.Run();
        Assert.Empty(training.Warnings);
        var accuracy = training.Test().Accuracy;
        Assert.True(accuracy > least, $"{accuracy}");
    }
}
