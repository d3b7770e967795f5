namespace Homeostat.Tests.Learners.Discrepancy;

/// <summary>Generative circuits that learn classes too, and Rao and Ballard's circuit.</summary>
public sealed class GenerativeLabelsTests
{
    private static readonly ImageSet Drawn = Digits.Draw(1500, 300, seed: 6);

    [Theory]
    [InlineData(Labels.Joint)]
    [InlineData(Labels.Conditional)]
    public void It_tells_classes_and_dreams_of_a_class_that_is_asked_for(Labels labels)
    {
        using var training = new Training(
            NeuralGenerativeCoding.Create([784, 64, 32, 10], new() { Labels = labels, Steps = 20, Rate = 0.2, Group = 4, TopGroup = 4, Optimizer = Optimizer.Adam(0.004) }), Drawn,
            new TrainingOptions { Batch = 50, Epochs = 10 });
        Assert.InRange(training.Test().Accuracy, 0, 0.25);
        training.Run();
        var accuracy = training.Test().Accuracy;
        Assert.True(accuracy > 0.4, $"accuracy {accuracy}");

        // What is dreamt of a class is judged by a linear read-out of what the circuit paints of the images that were learned.
        var imagination = new Imagination(training);
        var memory = GaussianMixture.Fit(imagination.Causes(Drawn.Train), new() { Components = 10, Ridge = 1e-3 });
        var (dreams, asked) = (new List<float>(), new List<int>());
        foreach (var label in (int[])[0, 1, 2, 3, 7])
        {
            var causes = imagination.Draw(memory, label, count: 12, seed: 2);
            Assert.All(imagination.Classes(causes), found => Assert.Equal(label, found));
            dreams.AddRange(imagination.Paint(causes).Cast<double>().Select(x => (float)x));
            asked.AddRange(Enumerable.Repeat(label, 12));
        }

        var painted = training.Responses("input.expected", Drawn.Train);
        var right = LinearProbe.Classify(painted, 784, Drawn.Train.Labels.ToArray(), [.. dreams], [.. asked]).Accuracy;
        Assert.True(right > 0.4, $"{right} of the dreams are of their class, at an accuracy of {accuracy}");
    }

    [Theory]
    [InlineData(Labels.Joint)]
    [InlineData(Labels.Conditional)]
    public void With_tied_weights_and_without_precision_states_descend_the_free_energy_of_image_and_class(Labels labels)
    {
        var energies = Enumerable.Range(1, 6).Select(k =>
        {
            var learner = NeuralGenerativeCoding.Create(Tiny.Layers, NeuralGenerativeCodingOptions.Rao with { Labels = labels, Steps = 1 + (4 * k), LabelWeight = 1 });
            Assert.True(learner.DescendsEnergy);
            using var training = Tiny.Train(learner);
            return training.FreeEnergy(Tiny.Data.Test);
        }).ToArray();
        Assert.All(energies.Zip(energies.Skip(1)), pair => Assert.True(pair.Second < pair.First, string.Join(' ', energies)));
    }

    [Fact]
    public void The_class_is_part_of_the_free_energy_by_population()
    {
        using var training = Tiny.Train(NeuralGenerativeCoding.Joint.Create(Tiny.Layers));
        training.Next();
        var energies = training.FreeEnergies();
        Assert.Equal(["input", "hidden1", "hidden2", "label"], energies.Keys);
        Assert.Equal(training.FreeEnergy(), Enumerable.Range(0, 40).Average(image => energies.Values.Sum(layer => layer[image])), 1e-9);
        Assert.All(energies["label"], energy => Assert.InRange(energy, 0.1, 0.1 * 4));
    }

    [Fact]
    public void A_joint_circuit_answers_without_having_seen_the_class()
    {
        // The same images with other labels give the same answers.
        using var training = Tiny.Train(NeuralGenerativeCoding.Joint.Create(Tiny.Layers));
        training.Next();
        var images = Tiny.Data.Test;
        var relabeled = new LabeledImages("relabeled", 28, 28, 10, images.ToFeatures().Select(x => (byte)Math.Round(255 * x)).ToArray(), new byte[images.Count]);
        Assert.Equal(training.Responses("label.prediction", images), training.Responses("label.prediction", relabeled));
    }

    [Fact]
    public void Rao_and_Ballards_circuit_settles_by_their_equation()
    {
        var options = NeuralGenerativeCodingOptions.RaoBallard;
        Assert.Equal((21, 1.0 / 20, 0.14, 0, PixelModel.Gaussian), (options.Steps, options.Rate, options.Sparsity, options.Leak, options.Pixels));
        using var training = Tiny.Train(NeuralGenerativeCoding.RaoBallard.Create([784, 6, 3]), batch: 3);
        Assert.True(training.Learner.DescendsEnergy);
        var part = DataPart.Of(Tiny.Data.Test).Take(3);
        training.Responses("hidden1.z", part);
        var (w1, w2) = (training.Simulation["hidden1_to_input.w"], training.Simulation["hidden2_to_hidden1.w"]);
        for (var sample = 0; sample < 3; sample++)
        {
            var image = new double[784];
            part[Learner.Image].CopyTo(sample, image);
            double[] z1 = new double[6], z2 = new double[3];
            for (var step = 0; step < 20; step++)
            {
                var e0 = Enumerable.Range(0, 784).Select(pixel => image[pixel] - Enumerable.Range(0, 6).Sum(unit => w1[pixel, unit] * Math.Tanh(z1[unit]))).ToArray();
                var e1 = Enumerable.Range(0, 6).Select(unit => z1[unit] - Enumerable.Range(0, 3).Sum(top => w2[unit, top] * Math.Tanh(z2[top]))).ToArray();

                // In the program all errors are zero in the first step, which here is not a step of the states.
                z1 = [.. z1.Select((z, unit) => z + ((-e1[unit] + (Slope(z) * Enumerable.Range(0, 784).Sum(pixel => w1[pixel, unit] * e0[pixel])) - (0.14 * Math.Sign(z))) / 20))];
                z2 = [.. z2.Select((z, top) => z + (((Slope(z) * Enumerable.Range(0, 6).Sum(unit => w2[unit, top] * e1[unit])) - (0.14 * Math.Sign(z))) / 20))];
            }

            Assert.All(Enumerable.Range(0, 6), unit => Assert.Equal(z1[unit], training.Simulation["hidden1.z"][sample, unit], 1e-9));
            Assert.All(Enumerable.Range(0, 3), top => Assert.Equal(z2[top], training.Simulation["hidden2.z"][sample, top], 1e-9));
        }

        static double Slope(double z) => 1 - Math.Pow(Math.Tanh(z), 2);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Contains(
            "the last size is the number of classes. Give sizes, as in 784,128,128.",
            Assert.Throws<HomeostatException>(() => NeuralGenerativeCoding.Joint.Create([784, 10])).Message, StringComparison.Ordinal);
        using var training = Tiny.Train(NeuralGenerativeCoding.Conditional.Create(Tiny.Layers));
        var imagination = new Imagination(training);
        var memory = GaussianMixture.Fit(imagination.Causes(Tiny.Data.Train), new() { Ridge = 0.1 });
        Assert.Contains("There is no class 10: the model 'ngc-label' has the classes 0 to 9.", Assert.Throws<HomeostatException>(() => imagination.Draw(memory, 10, 1)).Message, StringComparison.Ordinal);
        using var other = Tiny.Train(NeuralGenerativeCoding.Model.Create([784, 24, 16]));
        Assert.StartsWith(
            "The model 'ngc' has learned without labels, so it cannot be asked for a class. Train one that learns them, such as ngc-joint.",
            Assert.Throws<HomeostatException>(() => new Imagination(other).Draw(memory, 1, 1)).Message, StringComparison.Ordinal);
    }
}
