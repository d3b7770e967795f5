namespace Homeostat.Tests.Learners.Local;

/// <summary>The learners whose layers each have a loss or a prediction of their own, held against exact numbers and slopes.</summary>
public sealed class LocalRuleTests
{
    private static readonly Optimizer Still = Optimizer.Sgd(1e-300);

    private static readonly double[][] Labels = [[1, 0], [0, 1], [0, 1], [1, 0]];

    [Fact]
    public void Mono_forward_has_its_exact_gradients()
    {
        var rule = RuleFixture.Of("mono_forward");
        using var training = Trial.Of(MonoForward.Create([3, 4, 2], new MonoForwardOptions { Bias = false, Optimizer = Still }), rule.Rows("X"), Labels)
            .With("input_to_hidden1.w", rule.Input("W")).With("hidden1_to_output.w", rule.Input("M"));
        rule.AssertEqual("loss", [training.Next().FreeEnergy]);
        rule.AssertEqual("gW", training.Gradients()["input_to_hidden1"]);
        rule.AssertEqual("gM", training.Gradients()["hidden1_to_output"]);
        rule.AssertEqual("G", [.. training.Responses("output.prediction", training.Data.Train).Select(g => (double)g)], tolerance: 1e-7);
    }

    [Fact]
    public void What_comes_after_a_layer_of_mono_forward_does_not_teach_it()
    {
        var rule = RuleFixture.Of("mono_forward");
        using var training = Trial.Of(MonoForward.Create([3, 4, 5, 6, 2], new MonoForwardOptions { Bias = false, Optimizer = Still }), rule.Rows("X"), Labels)
            .With("input_to_hidden1.w", rule.Input("W")).With("hidden1_to_classifier1.w", rule.Input("M"));
        training.Next();
        rule.AssertEqual("gW", training.Gradients()["input_to_hidden1"]);
        rule.AssertEqual("gM", training.Gradients()["hidden1_to_classifier1"]);
        Assert.All(["hidden1_to_hidden2", "hidden2_to_hidden3"], name => Assert.Contains(training.Gradients()[name], g => g != 0));
    }

    [Fact]
    public void The_sum_of_all_layers_answers_if_asked_for()
    {
        using var training = Tiny.Train(MonoForward.Create(Tiny.Layers, new MonoForwardOptions { Classifiers = LocalAnswer.Sum }));
        training.Next();
        float[] Logits(string variable) => training.Responses(variable, training.Data.Test);
        Assert.Equal("output.answer", training.Learner.Readout);
        var sum = Logits("classifier1.prediction").Zip(Logits("output.prediction"), (a, b) => a + b).ToArray();
        Assert.All(sum.Zip(Logits("output.answer")), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Contains(Logits("classifier1.prediction"), g => Math.Abs(g) > 0.1);
    }

    [Fact]
    public void Predsim_has_its_exact_gradients()
    {
        var rule = RuleFixture.Of("predsim");
        var options = new PredSimOptions
        {
            Activation = "relu(z)", Bias = false, BatchNormalization = false, Dropout = 0, Optimizer = Still, Similarity = rule.Number("beta"),
        };
        using var training = Trial.Of(PredSim.Create([3, 4, 2], options), rule.Rows("X"), Labels)
            .With("input_to_hidden1.w", rule.Input("W")).With("hidden1_to_classifier1.w", rule.Input("M")).With("hidden1_to_similarity1.w", rule.Input("S"))
            .With("hidden1_to_output.w", new double[8]);

        // An output without weights gives each of two classes a half.
        rule.AssertEqual("loss", [training.Next().FreeEnergy - Math.Log(2)]);
        rule.AssertEqual("gW", training.Gradients()["input_to_hidden1"]);
        rule.AssertEqual("gM", training.Gradients()["hidden1_to_classifier1"]);
        rule.AssertEqual("gS", training.Gradients()["hidden1_to_similarity1"]);
    }

    [Theory]
    [InlineData(true, 0.99)]
    [InlineData(true, 0)]
    [InlineData(false, 0.6)]
    public void The_gradients_of_local_losses_are_their_slopes(bool isNormalized, double similarity)
    {
        double[][] samples = [.. Enumerable.Range(0, 7).Select(n => Enumerable.Range(0, 5).Select(i => Math.Sin((n * 3.1) + (i * i * 1.7))).ToArray())];
        double[][] labels = [.. Enumerable.Range(0, 7).Select(n => Enumerable.Range(0, 3).Select(c => n % 3 == c ? 1.0 : 0).ToArray())];
        var options = new PredSimOptions
        {
            Activation = "tanh(z) + 0.1*z", BatchNormalization = isNormalized, Dropout = 0, Optimizer = Still, Similarity = similarity,
            ClassifierWeights = "randn()",
        };
        var learner = similarity > 0 ? PredSim.Create([5, 6, 3], options) : LocalClassifiers.Create([5, 6, 3], new LocalClassifiersOptions
        {
            Activation = options.Activation, BatchNormalization = isNormalized, Dropout = 0, Optimizer = Still,
        });

        // The output, whose error teaches no other layer, has no weights and so a constant energy.
        using var training = Trial.Of(learner, samples, labels).With("hidden1_to_output.w", new double[18]);
        foreach (var name in isNormalized ? new[] { "hidden1_gain.w", "bias_to_hidden1.w" } : [])
        {
            training.With(name, [0.7, 1.3, -0.4, 0.9, 1.1, 0.5]);
        }

        training.Next();
        var gradients = training.Gradients();
        Assert.True(gradients.Count >= 6);
        foreach (var (name, gradient) in gradients.Where(g => !g.Key.EndsWith("_to_output", StringComparison.Ordinal)))
        {
            var weights = training.Values($"{name}.w");
            for (var k = 0; k < weights.Length; k++)
            {
                var slope = (Energy(1e-5) - Energy(-1e-5)) / 2e-5;
                Assert.True(Math.Abs(slope - gradient[k]) < 1e-7, $"{name}[{k}]: gradient {gradient[k]}, slope {slope}");

                double Energy(double change)
                {
                    var changed = weights.ToArray();
                    changed[k] += change;
                    training.With($"{name}.w", changed);
                    var energy = training.Next().FreeEnergy;
                    training.With($"{name}.w", weights);
                    return energy;
                }
            }
        }
    }

    [Fact]
    public void A_network_that_was_normalized_over_batches_answers_for_each_sample_alone()
    {
        using var training = Tiny.Train(PredSim.Create(Tiny.Layers));
        training.Run();
        var all = training.Responses("output.prediction", training.Data.Test);
        var first = training.Responses("output.prediction", training.Data.Test.Take(1));
        Assert.Equal(first, all[..10]);
        Assert.NotEqual(all[..10], all[10..20]);
    }

    [Fact]
    public void Dropout_silences_its_share_of_units_for_the_next_layer_alone()
    {
        using var training = Tiny.Train(LocalClassifiers.Create([784, 400, 10], new LocalClassifiersOptions { Dropout = 0.25 }));
        training.Next();
        var masks = training.Values("hidden1.mask");
        Assert.All(masks, mask => Assert.True(mask == 0 || Math.Abs(mask - (1 / 0.75)) < 1e-12));
        Assert.InRange(masks.Count(mask => mask == 0) / (double)masks.Length, 0.22, 0.28);
        training.Test();
        Assert.All(training.Values("hidden1.mask"), mask => Assert.Equal(1, mask));
    }

    [Fact]
    public void Synthetic_gradients_have_their_exact_gradients()
    {
        // The fixture's gradients are of the mean over the batch, ours of each sample, so that the module has 4 times its weights, and the sign of an error.
        var rule = RuleFixture.Of("dni_linear");
        double[] Part(double[][] rows, Range columns) => [.. rows.SelectMany(row => row[columns]).Select(a => -4 * a)];
        using var training = Trial.Of(SyntheticGradients.Create([3, 4, 2], new SyntheticGradientsOptions { BatchNormalization = false, Bias = false, Optimizer = Still }), rule.Rows("X"), Labels)
            .With("input_to_hidden1.w", rule.Input("W")).With("hidden1_to_output.w", rule.Input("M"))
            .With("hidden1_to_hidden1.w", Part(rule.Rows("A"), ..4)).With("output_to_hidden1.w", Part(rule.Rows("A"), 4..));
        training.Next();
        var gradients = training.Gradients();
        rule.AssertEqual("gW", gradients["input_to_hidden1"]);
        var (own, label) = (gradients["hidden1_to_hidden1"], gradients["output_to_hidden1"]);
        rule.AssertEqual("gA", [.. Enumerable.Range(0, 4).SelectMany(unit => own[(4 * unit)..(4 * (unit + 1))].Concat(label[(2 * unit)..(2 * (unit + 1))])).Select(g => -g)]);
    }

    [Fact]
    public void Synthetic_gradients_with_exact_modules_are_back_propagation_in_a_linear_network()
    {
        int[] layers = [3, 4, 3, 2];
        var options = new SyntheticGradientsOptions { Activation = "z", Output = OutputModel.Gaussian, BatchNormalization = false, Bias = false, Optimizer = Still };
        double[][] samples = RuleFixture.Of("dni_linear").Rows("X");
        using var training = Trial.Of(SyntheticGradients.Create(layers, options), samples, Labels);
        using var exact = Trial.Of(
            Backpropagation.Create(layers, new BackpropagationOptions { Activation = "z", Output = OutputModel.Gaussian, Bias = false, Optimizer = Still }), samples, Labels);
        exact.CopyWeights(training);
        double[,] w2 = Matrix(training, "hidden1_to_hidden2", 3, 4), w3 = Matrix(training, "hidden2_to_output", 2, 3);

        // What comes back is W3ᵀ(y - W3 h2) to hidden2, and W2ᵀ of that to hidden1, with h2 = W2 h1.
        var (back2, back1) = (Transposed(w3), Times(Transposed(w2), Transposed(w3)));
        training.With("output_to_hidden2.w", Flat(back2, 1)).With("hidden2_to_hidden2.w", Flat(Times(back2, w3), -1));
        training.With("output_to_hidden1.w", Flat(back1, 1)).With("hidden1_to_hidden1.w", Flat(Times(back1, Times(w3, w2)), -1));
        training.Next();
        exact.Next();
        foreach (var (name, gradient) in exact.Gradients())
        {
            Assert.All(gradient.Zip(training.Gradients()[name]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            Assert.Contains(gradient, g => Math.Abs(g) > 1e-3);
        }

        Assert.All(["hidden1_to_hidden1", "output_to_hidden2"], name => Assert.All(training.Gradients()[name], g => Assert.Equal(0, g, 1e-12)));
    }

    [Fact]
    public void Bad_settings_and_layers_are_refused()
    {
        Assert.Equal(
            "The layers 784,10 have 0 hidden layers, but 1 or more is needed: each hidden layer learns from logits of its own. Give more sizes, as in 784,256,10.",
            Assert.Throws<HomeostatException>(() => MonoForward.Create([784, 10])).Message);
        Assert.Equal(
            "The setting 'dropout' takes a number of at least 0 and at most 0.95; 1 was given.",
            Assert.Throws<HomeostatException>(() => PredSim.Create([784, 20, 10], new PredSimOptions { Dropout = 1 })).Message);
    }

    private static double[,] Matrix(Training training, string projection, int rows, int columns)
    {
        var (values, matrix) = (training.Values($"{projection}.w"), new double[rows, columns]);
        for (var k = 0; k < values.Length; k++)
        {
            matrix[k / columns, k % columns] = values[k];
        }

        return matrix;
    }

    private static double[,] Transposed(double[,] a)
    {
        var result = new double[a.GetLength(1), a.GetLength(0)];
        Each(result, (i, j) => result[i, j] = a[j, i]);
        return result;
    }

    private static double[,] Times(double[,] a, double[,] b)
    {
        var result = new double[a.GetLength(0), b.GetLength(1)];
        Each(result, (i, j) => result[i, j] = Enumerable.Range(0, b.GetLength(0)).Sum(k => a[i, k] * b[k, j]));
        return result;
    }

    private static double[] Flat(double[,] a, double factor)
    {
        var flat = new List<double>();
        Each(a, (i, j) => flat.Add(factor * a[i, j]));
        return [.. flat];
    }

    private static void Each(double[,] a, Action<int, int> use)
    {
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
            {
                use(i, j);
            }
        }
    }
}
