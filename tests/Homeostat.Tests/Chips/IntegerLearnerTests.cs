namespace Homeostat.Tests.Chips;

/// <summary>Trained classifiers that answer in integers.</summary>
public class IntegerLearnerTests
{
    private static readonly DataSource Data = DataSource.Of(Digits.Draw(2000, 500, seed: 3));
    private static readonly Chip Loihi2 = ChipCatalog.Find("loihi2");

    [Theory]
    [InlineData("pc", 15)]
    [InlineData("ff", 25)]
    [InlineData("fa", 15)]
    [InlineData("mono-forward", 15)]
    public void Eight_bits_keep_the_accuracy(string model, int epochs)
    {
        using var training = Trained(model, epochs);
        var integer = IntegerLearner.Of(training, Loihi2, samples: 200);
        var (original, ours) = (training.Test(), integer.Test(Data));
        Assert.True(original.Accuracy > 0.3, $"{original.Accuracy}");
        Assert.InRange(ours.Accuracy, original.Accuracy - 0.03, 1);
        Assert.True(original.Predictions.Zip(ours.Predictions).Count(p => p.First == p.Second) > 0.9 * ours.Predictions.Length);
        Assert.Empty(integer.Integer.Placement.Faults);
        foreach (var (name, values) in integer.Integer.Values.Where(v => v.Key.EndsWith(".w", StringComparison.Ordinal)))
        {
            Assert.All(values, w => Assert.True(w == Math.Round(w) && w is >= -256 and <= 254 && w % 2 == 0, $"{name} has {w}"));
        }
    }

    [Fact]
    public void Rectified_units_send_whole_numbers_through_sums_of_whole_numbers()
    {
        using var training = Trained("pc", 1);
        var integer = IntegerLearner.Of(training, Loihi2, samples: 200);
        using var simulation = integer.Simulate();
        var plan = simulation.Compile([.. integer.Learner.Test.Where(p => p is not Probe), new Probe("output.prediction")]);
        var stream = simulation.Stream(plan, "image");
        for (var k = 0; k < 784; k++)
        {
            stream[0, k] = k % 7 / 7.0;
        }

        simulation.Run(plan, 1);
        foreach (var name in new[] { "hidden1.sigma_prediction", "hidden2.sigma_prediction", "output.sigma_prediction", "hidden1.act_rate", "hidden2.message_rate" })
        {
            Assert.All(Enumerable.Range(0, simulation[name].Columns), i => Assert.Equal(Math.Round(simulation[name][0, i]), simulation[name][0, i]));
        }

        // Rectified sums: what the receivers know of is the sum and bias to the nearest message, and never negative.
        var parts = integer.Integer.Circuit["hidden1"].Constants["parts_rate"].Value;
        var (sum, act, bias) = (simulation["hidden1.sigma_prediction"], simulation["hidden1.act_rate"], integer.Integer.Values["hidden1.bias_prediction"]);
        Assert.Contains(Enumerable.Range(0, 20), i => act[0, i] > 0);
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(Math.Floor(Math.Max(0, sum[0, i] + bias[i]) / parts) * parts, act[0, i]));
    }

    [Fact]
    public void Models_without_a_counterpart_are_refused()
    {
        using var training = Trained("pc", 1);
        Refuses(training, "The model 'pc' cannot be put on loihi1: its units send rates as numbers, and spikes of loihi1 carry none. Take a chip with graded spikes, such as loihi2.", "loihi1");
        using var settling = Trained("ep", 0);
        Refuses(settling, "its answer needs the phase 'Settle");
        using var spiking = new Training(DiehlCook.Learner(784, new DiehlCookOptions { Cells = 10 }), Data, new TrainingOptions { Batch = 1 });
        Refuses(spiking, "its classes are not read from a value of its circuit. Translate a spiking circuit by IntegerCircuit.");
    }

    private static void Refuses(Training training, string expected, string chip = "loihi2") =>
        Assert.Contains(expected, Assert.Throws<HomeostatException>(() => IntegerLearner.Of(training, ChipCatalog.Find(chip))).Message, StringComparison.Ordinal);

    private static Training Trained(string model, int epochs)
    {
        var training = new Training(ModelCatalog.Find(model).Create([784, 64, 48, 10]), Data, new TrainingOptions { Epochs = Math.Max(1, epochs), Batch = 50 });
        if (epochs > 0)
        {
            training.Run();
        }

        return training;
    }
}
