namespace Homeostat.Tests.Learners.Global;

/// <summary>The learners whose feedback weights learn to be like the forward weights.</summary>
public sealed class MirrorTests
{
    [Fact]
    public void Weight_mirrors_change_as_the_exact_numbers_say()
    {
        // The next layer answers to the noise with W n; the fixture adds up the samples and has no decay.
        var fixture = RuleFixture.Of("weight_mirror");
        var noise = fixture.Rows("noise");
        var learner = WeightMirror.Create([1, 3, 2], new WeightMirrorOptions { Bias = false, MirrorNoise = 1, MirrorDecay = 0, MirrorRate = fixture.Number("eta") * noise.Length });
        using var training = Trial.Of(learner, [.. noise.Select(_ => new[] { 0.0 })], [.. noise.Select(_ => new[] { 0.0, 1.0 })]);
        training.With("hidden1_to_output.w", fixture.Input("W")).With("output_to_hidden1.b", new double[6]).With("hidden1.noise", [.. noise.SelectMany(n => n)]);
        training.Simulation.Run(training.Simulation.Compile([new Learn { Projections = ["output_to_hidden1"] }]));
        fixture.AssertEqual("dB", training.Values("output_to_hidden1.b"));
    }

    [Fact]
    public void Weight_mirrors_align_feedback_with_the_forward_weights()
    {
        using var training = Tiny.Train(WeightMirror.Create(Tiny.Layers), ElementType.Float32);
        Assert.InRange(Cosine(training, "hidden1_to_hidden2.w", "hidden2_to_hidden1.b"), -0.3, 0.3);
        for (var batch = 0; batch < 200; batch++)
        {
            training.Next();
        }

        Assert.InRange(Cosine(training, "hidden1_to_hidden2.w", "hidden2_to_hidden1.b"), 0.9, 1);
    }

    [Fact]
    public void Kolen_Pollack_lets_the_difference_of_forward_and_feedback_weights_decay_exactly()
    {
        // The fixture: W <- l W - eta G and B <- l B - eta G', so that |W - B'| is l to the t of its start, whatever G is.
        var fixture = RuleFixture.Of("kolen_pollack");
        var eta = fixture.Number("eta");
        var options = new KolenPollackOptions { Optimizer = Optimizer.Sgd(eta), Decay = (1 - fixture.Number("decay")) / eta, Activation = "tanh(z)" };
        using var training = Tiny.Train(KolenPollack.Create(Tiny.Layers, options));
        var start = Difference();
        foreach (var expected in fixture.Expected("ratio"))
        {
            training.Next();
            Assert.All(Difference().Zip(start), pair => Assert.Equal(expected * pair.Second, pair.First, 1e-12));
        }

        double[] Difference() => [.. training.Values("hidden1_to_hidden2.w").Zip(Transposed(training.Values("hidden2_to_hidden1.w"), 24), (w, b) => w - b)];
    }

    private static double Cosine(Training training, string forward, string back)
    {
        var (w, b) = (training.Values(forward), Transposed(training.Values(back), 24));
        return w.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(w.Sum(x => x * x) * b.Sum(x => x * x));
    }

    // Values of [rows x columns] as [columns x rows].
    private static double[] Transposed(double[] values, int rows)
    {
        var columns = values.Length / rows;
        return [.. Enumerable.Range(0, columns).SelectMany(column => Enumerable.Range(0, rows).Select(row => values[(row * columns) + column]))];
    }
}
