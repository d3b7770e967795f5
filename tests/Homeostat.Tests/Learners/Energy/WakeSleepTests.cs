namespace Homeostat.Tests.Learners.Energy;

/// <summary>The wake-sleep algorithm against exact numbers and on drawn digits.</summary>
public sealed class WakeSleepTests
{
    [Fact]
    public void Both_phases_have_their_exact_gradients_for_what_was_drawn()
    {
        var rules = RuleFixture.Of("wake_sleep");
        using var training = Trial.Of(WakeSleep.Create([3, 2], new WakeSleepOptions { Optimizer = Optimizer.Sgd(1e-300) }), [rules.Input("d")])
            .With("input_to_hidden1.w", rules.Input("R")).With("hidden1_to_input.w", rules.Input("G")).With("bias_to_hidden1.w", rules.Input("bias"));

        // Weights stay as they are, so that batches differ in what is drawn alone, until it is what the fixture has drawn.
        var isFound = false;
        for (var batch = 0; batch < 20_000 && !isFound; batch++)
        {
            training.Next();
            isFound = training.Values("hidden1.s").SequenceEqual(rules.Input("h_dream")) && training.Values("input.s").SequenceEqual(rules.Input("d_dream"))
                && Awake().SequenceEqual(rules.Input("h"));
        }

        Assert.True(isFound);
        rules.AssertEqual("dG", Minus("hidden1_to_input"));
        rules.AssertEqual("dbias", Minus("bias_to_hidden1"));
        rules.AssertEqual("dR", Minus("input_to_hidden1"));

        double[] Minus(string projection) => [.. training.Gradients()[projection].Select(g => -g)];

        // A cause that was off awake has taught its generative synapses nothing.
        double[] Awake()
        {
            var g = Minus("hidden1_to_input");
            return [.. Enumerable.Range(0, 2).Select(cause => Enumerable.Range(0, 3).Any(pixel => g[(2 * pixel) + cause] != 0) ? 1.0 : 0)];
        }
    }

    [Fact]
    public void The_description_of_drawn_digits_gets_shorter_and_they_are_reconstructed()
    {
        var digits = Digits.Draw(train: 1000, test: 200, seed: 4);
        using var training = new Training(
            WakeSleep.Create([784, 64], new WakeSleepOptions { Optimizer = Optimizer.Adam(5e-3) }), digits, new TrainingOptions { Batch = 50, Epochs = 25 });
        training.Next();
        var (before, start) = (training.FreeEnergy(digits.Test), Reconstruction.Unexplained(training, digits));
        training.Run();
        Assert.InRange(training.FreeEnergy(digits.Test), 0, 0.6 * before);
        Assert.InRange(start, 1, 10);
        Assert.InRange(Reconstruction.Unexplained(training, digits), 0, 0.85);
    }

    [Fact]
    public void A_machine_without_hidden_units_is_refused() => Assert.Equal(
        "The layers 784 do not fit the model, which takes 2 or more of one unit or more: hidden units are needed that the image can come from. Give sizes, as in 784,128.",
        Assert.Throws<HomeostatException>(() => WakeSleep.Create([784])).Message);
}
