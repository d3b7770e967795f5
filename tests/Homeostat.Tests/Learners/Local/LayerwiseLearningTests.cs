namespace Homeostat.Tests.Learners.Local;

/// <summary>Learners of local losses and of targets on drawn digits, in seconds.</summary>
public sealed class LayerwiseLearningTests
{
    private static readonly ImageSet Drawn = Digits.Draw(train: 2000, test: 500, seed: 3);

    [Theory]
    [InlineData("mono-forward", 0.8)]
    [InlineData("local-classifiers", 0.8)]
    [InlineData("predsim", 0.8)]
    [InlineData("dni", 0.8)]
    [InlineData("tp", 0.6)]
    [InlineData("dtp", 0.75)]
    [InlineData("lra-e", 0.75)]
    [InlineData("epc", 0.75)]
    public void It_learns_drawn_digits(string model, double least)
    {
        using var training = new Training(ModelCatalog.Find(model).Create([784, 96, 64, 10]), Drawn, new TrainingOptions { Batch = 20, Epochs = 5 });
        Assert.InRange(training.Test().Accuracy, 0, 0.3);
        training.Run();
        Assert.Empty(training.Warnings);
        var accuracy = training.Test().Accuracy;
        Assert.True(accuracy > least, $"{accuracy}");
    }
}
