namespace Homeostat.Tests.Learners.Energy;

/// <summary>The learners whose networks settle with and without their answer learn to read drawn digits.</summary>
public sealed class EnergyLearnersTests
{
    private static readonly ImageSet Drawn = Digits.Draw(train: 2000, test: 500, seed: 3);

    [Theory]
    [InlineData("ep")]
    [InlineData("ep", "nudging=random-sign")]
    [InlineData("ep", "nudging=one-sided")]
    [InlineData("hep", "steps=12", "nudged-steps=4", "points=4")]
    [InlineData("hep", "output=gaussian", "steps=20", "nudged-steps=8", "points=2", "eta=0.5", "beta=0.1")]
    [InlineData("chl")]
    [InlineData("generec")]
    [InlineData("generec", "feedback=learned")]
    [InlineData("coupled")]
    [InlineData("dual", "eta=0.003")]
    public void Drawn_digits_are_learned(string name, params string[] settings)
    {
        var model = ModelCatalog.Find(name);
        var learner = model.Create([784, 48, 10], model.Configure(settings.ToDictionary(s => s.Split('=')[0], s => s.Split('=')[1])));
        using var training = new Training(learner, Drawn, new TrainingOptions { Batch = 20, Epochs = 5 });
        var before = training.Test().Accuracy;
        training.Run();
        Assert.InRange(before, 0, 0.35);
        Assert.InRange(training.Test().Accuracy, 0.65, 1);
    }
}
