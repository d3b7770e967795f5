namespace Homeostat.Tests.Chips;

/// <summary>Convolutions and means over windows that answer in integers.</summary>
public class ConvolutionTests
{
    private const string Hidden = """
        dz/dt = (diff(rate, z)*feedback - error)/(30*ms) : 1
        error = z - prediction : 1
        F = error**2/2 : 1 (energy)
        prediction, feedback : 1 (input)
        """;

    private static readonly DataSource Data = DataSource.Of(Digits.Draw(400, 200, seed: 3));

    [Fact]
    public void Kernels_answer_in_integers_as_in_floating_point()
    {
        var convolution = Connectivity.Convolution(28, 28, kernel: 5, filters: 4, stride: 2, padding: 2);
        var pooling = Connectivity.Pooling(convolution.OutputHeight, convolution.OutputWidth, window: 2, channels: convolution.Filters);
        var learner = new Learner("convolutional", new Circuit("convolutional")
        {
            new Population("pixels", convolution.Inputs, "rate : 1\nfeedback : 1 (input)"),
            new Population("features", convolution.Outputs, Hidden + "\nrate = relu(z) : 1") { OnSweep = "z = prediction" },
            new Population("pooled", pooling.Outputs, Hidden + "\nrate = z : 1") { OnSweep = "z = prediction" },
            new Population("digit", 10, "label : 1\nerror = label - softmax(prediction) : 1\nF = label*(logsumexp(prediction) - prediction) : 1 (energy)\nprediction : 1 (input)"),
            Weights("pixels", "features", convolution),
            new Projection("features", "pooled", "prediction_post = rate_pre/N_pre : 1 (summed)\nfeedback_pre = error_post/N_pre : 1 (summed)") { Connectivity = pooling },
            Weights("pooled", "digit", Connectivity.Dense),
        })
        {
            Train = [new Clamp("digit.label", Learner.Label), new Clamp("pixels.rate", Learner.Image), new Sweep(), new Settle(4), new Measure(), new Learn()],
            Test = [new Clamp("pixels.rate", Learner.Image), new Sweep()],
            Readout = "digit.prediction",
        };
        using var training = new Training(learner, Data, new TrainingOptions { Epochs = 2, Batch = 50 });
        training.Run();
        var integer = IntegerLearner.Of(training, ChipCatalog.Find("loihi2"), samples: 100);
        var (original, ours) = (training.Test(), integer.Test(Data));
        Assert.True(original.Predictions.Distinct().Count() > 4);
        Assert.True(original.Predictions.Zip(ours.Predictions).Count(p => p.First == p.Second) > 0.95 * ours.Predictions.Length);
        Assert.Equal(Convert.ToDouble(original.Accuracy), ours.Accuracy, 0.03);

        // A kernel has its weights once; on the chip each synapse has a place.
        Assert.Equal(100, integer.Integer.Values["pixels_to_features.w"].Length);
        Assert.All(integer.Integer.Values["pixels_to_features.w"], w => Assert.True(w == Math.Round(w) && Math.Abs(w) <= 256));
        Assert.Single(integer.Integer.Values["features_to_pooled.w"]);
        Assert.Equal(training.Simulation.SynapseCount, integer.Simulate().SynapseCount);
        Assert.Empty(integer.Integer.Placement.Faults);
        Assert.Contains(integer.Integer.Placement.Populations.Single(p => p.Population == "features").Uses, u => u.Limit == "synapses" && u.Need > 10_000);
    }

    private static Projection Weights(string pre, string post, Connectivity connectivity) => Synapse.Learning(
        pre, post, "prediction_post = w*rate_pre : 1 (summed)\nfeedback_pre = w*error_post : 1 (summed)", gradient: "-mean(error_post*rate_pre)", Optimizer.Adam(1e-2)) with
    {
        Connectivity = connectivity,
    };
}
