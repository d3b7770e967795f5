namespace Homeostat.Tests.Learners.Implicit;

/// <summary>Learners whose hidden layers learn without labels: what they learn, what they refuse, and how they diverge.</summary>
public sealed class FeatureLearnerTests
{
    private static readonly ImageSet Data = Digits.Draw(train: 1500, test: 300);

    [Theory]
    [InlineData("hebb", 0.15)]
    [InlineData("oja", 0.6)]
    [InlineData("sanger", 0.6)]
    [InlineData("bcm", 0.5)]
    [InlineData("competitive", 0.5)]
    [InlineData("som", 0.5)]
    [InlineData("krotov-hopfield", 0.5)]
    [InlineData("softhebb", 0.5)]
    public void Each_learner_recognizes_drawn_digits(string model, double bar)
    {
        var learner = ModelCatalog.Find(model).Create([784, 64, 10], ModelCatalog.Find(model).Configure(new Dictionary<string, string> { ["eta"] = "0.01" }));
        using var training = new Training(learner, Data, new TrainingOptions { Batch = 50, Epochs = 6 });
        training.Run();
        var accuracy = training.Test().Accuracy;
        Assert.True(accuracy > bar, $"{accuracy:P1}");
    }

    [Fact]
    public void Only_the_features_learn_in_the_first_stage_and_only_the_output_afterwards()
    {
        using var training = Tiny.Train(ModelCatalog.Find("softhebb").Create(Tiny.Layers));
        var (features, output) = (training.Values("hidden1_to_hidden2.w"), training.Values("hidden2_to_output.w"));
        for (var batch = 0; batch < training.BatchesPerEpoch; batch++)
        {
            training.Next();
        }

        Assert.NotEqual(features, training.Values("hidden1_to_hidden2.w"));
        Assert.Equal(output, training.Values("hidden2_to_output.w"));
        features = training.Values("hidden1_to_hidden2.w");
        training.Next();
        Assert.Equal(features, training.Values("hidden1_to_hidden2.w"));
        Assert.NotEqual(output, training.Values("hidden2_to_output.w"));
    }

    [Fact]
    public void Bcm_with_a_threshold_that_is_slower_than_its_weights_diverges_with_the_cause()
    {
        var learner = BienenstockCooperMunro.Create([784, 16, 10], new BcmOptions { Rate = 0.5, Tau = 1000 });
        using var training = new Training(learner, Data, new TrainingOptions { Batch = 50, Epochs = 6 });
        var error = Assert.Throws<DivergenceException>(() => training.Run());
        Assert.Equal("hidden1", error.Population);
        Assert.EndsWith("otherwise activity that is above its threshold grows without bound. Lower --tau or --feature-rate.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_that_cannot_be_trained_are_refused()
    {
        Says(
            "The layers 784,10 have 0 hidden layers, but 1 or more is needed: the rule learns the hidden layers, and the output reads the class off the last one. "
            + "Give more sizes, as in 784,256,10.",
            () => SoftHebb.Create([784, 10]));
        Says(
            "The unit of rank 7 moves away from the input, but a hidden layer has 5 units. Lower --rank to 5 or less, or give more units.",
            () => KrotovHopfield.Create([784, 20, 5, 10], new KrotovHopfieldOptions { Rank = 7 }));
        Says("The setting 'tau' takes a number of at least 1; 0.5 was given.", () => BienenstockCooperMunro.Create([784, 20, 10], new BcmOptions { Tau = 0.5 }));
        Says("The setting 'feature-rate' takes a number above 0; 0 was given.", () => OjaSubspace.Create([784, 20, 10], new OjaOptions { Rate = 0 }));
        Says("The setting 'pretraining' takes a whole number of at least 1; 0 was given.", () => HebbianLearning.Create([784, 20, 10], new HebbianOptions { Pretraining = 0 }));
    }

    private static void Says(string message, Action action) => Assert.Equal(message, Assert.Throws<HomeostatException>(action).Message);
}
