namespace Homeostat.Tests.Learners.Implicit;

/// <summary>Learners whose hidden layers learn without labels: what they learn, what they refuse, and how they diverge.</summary>
public sealed class FeatureLearnerTests
{
    private static readonly ImageSet Data = Digits.Draw(train: 3000, test: 400);

    [Theory]
    [InlineData("oja", "", 0.55)]
    [InlineData("sanger", "", 0.55)]
    [InlineData("bcm", "", 0.45)]
    [InlineData("competitive", "", 0.22)]
    [InlineData("som", "", 0.22)]
    [InlineData("krotov-hopfield", "pretraining=12", 0.4)]
    [InlineData("softhebb", "", 0.2)]
    [InlineData("softhebb-conv", "dropout=0", 0.6)]
    public void Each_learner_recognizes_drawn_digits(string model, string setting, double bar)
    {
        var settings = new Dictionary<string, string> { ["eta"] = "0.01" };
        if (setting.Split('=') is [var name, var value])
        {
            settings[name] = value;
        }

        var (entry, isConvolution) = (ModelCatalog.Find(model), model == "softhebb-conv");
        var learner = entry.Create(isConvolution ? [784, 8, 16, 10] : [784, 64, 10], entry.Configure(settings));
        using var training = new Training(learner, Data, new TrainingOptions { Batch = 30, Epochs = model == "krotov-hopfield" ? 18 : isConvolution ? 3 : 7 });
        training.Run();
        var accuracy = training.Test().Accuracy;
        Assert.True(accuracy > bar, $"{accuracy:P1}");
    }

    [Fact]
    public void Hebb_alone_turns_all_units_to_the_direction_in_which_the_data_are_largest()
    {
        using var training = new Training(
            HebbianLearning.Create([784, 8, 10], new HebbianOptions { Activation = "z", Rate = 0.3 }), Data, new TrainingOptions { Batch = 100, Epochs = 2 });
        for (var batch = 0; batch < training.BatchesPerEpoch; batch++)
        {
            training.Next();
        }

        var weights = training.Values("input_to_hidden1.w").Chunk(784).ToArray();
        Assert.All(weights, w => Assert.Equal(1, w.Sum(x => x * x), 1e-4));
        Assert.All(weights, w => Assert.True(Math.Abs(w.Zip(weights[0], (x, y) => x * y).Sum()) > 0.99));
    }

    [Fact]
    public void The_filters_of_a_position_compete_by_themselves()
    {
        const int Side = 4, Places = Side * Side, Filters = 3;
        var random = new Random(2);
        double[][] images = [[.. Enumerable.Range(0, Places).Select(_ => random.NextDouble())], [.. Enumerable.Range(0, Places).Select(_ => random.NextDouble())]];
        var options = new SoftHebbConvolutionOptions { Rate = 0.1, Sharpness = 2 };
        using var training = Trial.Of(SoftHebbConvolution.Create([Places, Filters, 2], options), images, [[1, 0], [0, 1]]);
        var before = training.Values("input_to_hidden1.w");
        training.Next();

        // The channel is standardized over batch and positions; a tap on the padding has no synapse.
        var pixels = images.SelectMany(image => image).ToArray();
        var (mean, spread) = (pixels.Average(), pixels.Select(p => p * p).Average() - Math.Pow(pixels.Average(), 2));
        var change = new double[before.Length];
        foreach (var image in images)
        {
            for (var place = 0; place < Places; place++)
            {
                var taps = Enumerable.Range(0, 25).Select(tap => (Y: (place / Side) + (tap / 5) - 2, X: (place % Side) + (tap % 5) - 2))
                    .Select(at => at is { Y: >= 0 and < Side, X: >= 0 and < Side } ? (image[(at.Y * Side) + at.X] - mean) / Math.Sqrt(spread + 1e-5) : (double?)null).ToArray();
                var u = Enumerable.Range(0, Filters).Select(filter => taps.Select((x, tap) => (x ?? 0) * before[(filter * 25) + tap]).Sum()).ToArray();
                var total = u.Sum(value => Math.Exp(2 * (value - u.Max())));
                for (var filter = 0; filter < Filters; filter++)
                {
                    var y = (u[filter] == u.Max() ? 1 : -1) * Math.Exp(2 * (u[filter] - u.Max())) / total;
                    for (var tap = 0; tap < 25; tap++)
                    {
                        change[(filter * 25) + tap] += taps[tap] is { } x ? y * (x - (u[filter] * before[(filter * 25) + tap])) : 0;
                    }
                }
            }
        }

        var largest = change.Max(Math.Abs);
        var after = training.Values("input_to_hidden1.w");
        for (var k = 0; k < before.Length; k++)
        {
            var norm = Math.Sqrt(before.Skip(k / 25 * 25).Take(25).Sum(w => w * w));
            Assert.Equal(before[k] + (0.1 * Math.Sqrt(Math.Abs(norm - 1)) * change[k] / largest), after[k], 1e-9);
        }
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
