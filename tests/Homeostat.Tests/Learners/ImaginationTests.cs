namespace Homeostat.Tests.Learners;

/// <summary>Causes, the images they stand for, and completed images.</summary>
public sealed class ImaginationTests
{
    private static readonly ImageSet Data = Digits.Draw(600, 60, seed: 4);

    [Fact]
    public void An_image_painted_from_causes_is_that_of_the_sweep_by_hand()
    {
        using var training = Trained(new() { Steps = 5, Skips = true, Group = 4, TopGroup = 4 });
        var causes = new double[,] { { 0.5, -1, 2, 0, 0.1, 0.2, 0.3, 1 } };
        var painted = new Imagination(training).Paint(causes);
        double[] top = [.. causes.Cast<double>().Select(Rectified)];
        var hidden = Product("hidden2_to_hidden1", top).Select(Rectified).ToArray();
        var image = Product("hidden1_to_input", hidden).Zip(Product("hidden2_to_input", top), (a, b) => 1 / (1 + Math.Exp(-a - b))).ToArray();
        for (var pixel = 0; pixel < 784; pixel++)
        {
            Assert.Equal(image[pixel], painted[0, pixel], 1e-6);
        }

        double[] Product(string projection, double[] from)
        {
            var w = training.Simulation[$"{projection}.w"];
            return [.. Enumerable.Range(0, w.Rows).Select(post => Enumerable.Range(0, w.Columns).Sum(pre => w[post, pre] * from[pre]))];
        }

        static double Rectified(double x) => Math.Max(x, 0);
    }

    [Fact]
    public void Completion_keeps_what_is_seen_and_does_not_depend_on_what_is_hidden()
    {
        using var training = Trained(new() { Steps = 20, Group = 4, TopGroup = 4 });
        var imagination = new Imagination(training);
        bool[] visible = [.. Enumerable.Range(0, 784).Select(pixel => pixel % 28 < 14)];
        var part = DataPart.Of(Data.Test);
        var completed = imagination.Complete(part, visible);
        var changed = new double[part.Count, 784];
        var image = new double[784];
        for (var sample = 0; sample < part.Count; sample++)
        {
            part[Learner.Image].CopyTo(sample, image);
            for (var pixel = 0; pixel < 784; pixel++)
            {
                changed[sample, pixel] = visible[pixel] ? image[pixel] : 1 - image[pixel];
                Assert.True(!visible[pixel] || Math.Abs(completed[sample, pixel] - image[pixel]) < 1e-6);
            }
        }

        Assert.Equal(completed, imagination.Complete(new DataPart { [Learner.Image] = changed }, visible));

        // With nothing hidden, what settles is what settles without a mask.
        var whole = training.Responses("input.expected", part);
        var all = imagination.Complete(part, Enumerable.Repeat(false, 784).ToArray());
        Assert.DoesNotContain(Enumerable.Range(0, 784), pixel => Math.Abs(all[0, pixel] - all[1, pixel]) > 1e-6);
        Assert.Contains(Enumerable.Range(0, 784), pixel => Math.Abs(whole[pixel] - whole[784 + pixel]) > 1e-3);
    }

    [Fact]
    public void A_trained_circuit_completes_half_an_image_better_than_the_mean_image_does()
    {
        using var training = Trained(new() { Steps = 20, Group = 4, TopGroup = 4 }, epochs: 10, causes: 32);
        bool[] visible = [.. Enumerable.Range(0, 784).Select(pixel => pixel % 28 < 14)];
        var part = DataPart.Of(Data.Test);
        var completed = new Imagination(training).Complete(part, visible);
        var mean = new double[784];
        var image = new double[784];
        for (var sample = 0; sample < training.Data.Train.Count; sample++)
        {
            training.Data.Train[Learner.Image].CopyTo(sample, image);
            for (var pixel = 0; pixel < 784; pixel++)
            {
                mean[pixel] += image[pixel] / training.Data.Train.Count;
            }
        }

        var (ours, theirs) = (0.0, 0.0);
        for (var sample = 0; sample < part.Count; sample++)
        {
            part[Learner.Image].CopyTo(sample, image);
            for (var pixel = 0; pixel < 784; pixel++)
            {
                ours += visible[pixel] ? 0 : Math.Pow(image[pixel] - completed[sample, pixel], 2);
                theirs += visible[pixel] ? 0 : Math.Pow(image[pixel] - mean[pixel], 2);
            }
        }

        Assert.True(ours < theirs, $"{ours} {theirs}");
    }

    [Theory]
    [InlineData(UnitValue.Activities, "hidden2.rate")]
    [InlineData(UnitValue.States, "hidden2.z")]
    public void Causes_are_the_activities_or_the_states_of_the_topmost_units(UnitValue read, string variable)
    {
        using var training = Trained(new() { Steps = 5, Group = 4, TopGroup = 4, Causes = read });
        var causes = new Imagination(training).Causes(Data.Test);
        Assert.Equal((60, 8), (causes.GetLength(0), causes.GetLength(1)));
        Assert.Equal(training.Responses(variable, Data.Test).Select(x => (double)x), causes.Cast<double>());
    }

    [Fact]
    public void A_field_is_what_a_unit_paints_alone_less_what_is_painted_at_rest()
    {
        using var training = Trained(new() { Steps = 5, Group = 4, TopGroup = 4 });
        var imagination = new Imagination(training);
        var fields = imagination.Fields(2);
        var painted = imagination.Paint(new double[,] { { 0, 0, 0, 2, 0, 0, 0, 0 }, { 0, 0, 0, 0, 0, 0, 0, 0 } });
        Assert.Equal((8, 784), (fields.GetLength(0), fields.GetLength(1)));
        Assert.All(Enumerable.Range(0, 784), pixel => Assert.Equal(painted[0, pixel] - painted[1, pixel], fields[3, pixel], 1e-7));
    }

    [Fact]
    public void A_trained_circuit_takes_noise_away()
    {
        using var training = Trained(new() { Steps = 20, Group = 4, TopGroup = 4 }, epochs: 10, causes: 32);
        var (clean, noisy, random) = (Data.Test.ToFeatures(), new double[60, 784], new RandomStream(9, 0));
        for (var n = 0; n < noisy.Length; n++)
        {
            noisy[n / 784, n % 784] = random.NextDouble() < 0.2 ? 1 - clean[n] : clean[n];
        }

        var mended = new Imagination(training).Reconstruct(new DataPart { [Learner.Image] = noisy });
        var before = noisy.Cast<double>().Zip(clean, (x, y) => (x - y) * (x - y)).Sum();
        var after = mended.Cast<double>().Zip(clean, (x, y) => (x - y) * (x - y)).Sum();
        Assert.True(after < before / 2, $"{before} {after}");
    }

    [Fact]
    public void The_estimate_of_a_likelihood_is_the_mean_over_draws()
    {
        var fixture = RuleFixture.Of("log_px");
        var scores = fixture.Input("log_p_x_given_z");
        var (nats, effective) = MarginalLikelihood.Of(scores);
        Assert.Equal(fixture.Expected("estimate")[0], nats, fixture.Tolerance);
        Assert.InRange(effective, 1, 4);
        Assert.Equal(fixture.Expected("legacy")[0], new MarginalLikelihood(nats, effective, scores.Length).WithoutDivision, fixture.Tolerance);
        Assert.Equal((0, 4), MarginalLikelihood.Of([0, 0, 0, 0]));
    }

    [Fact]
    public void The_likelihood_of_images_is_that_of_their_pixels_given_the_painted_images()
    {
        using var training = Trained(new() { Steps = 5, Group = 4, TopGroup = 4 });
        var imagination = new Imagination(training);
        var prior = GaussianMixture.Fit(imagination.Causes(Data.Train), new() { Components = 2, Ridge = 0.01 });
        var painted = imagination.Paint(prior.Sample(30, seed: 7));
        var part = DataPart.Of(Data.Test).Take(7);
        var image = new double[784];
        var sum = 0.0;
        for (var sample = 0; sample < 7; sample++)
        {
            part[Learner.Image].CopyTo(sample, image);
            var scores = Enumerable.Range(0, 30).Select(draw => Enumerable.Range(0, 784).Sum(pixel =>
            {
                var p = Math.Clamp(painted[draw, pixel], 1e-6, 1 - 1e-6);
                return (image[pixel] * Math.Log(p)) + ((1 - image[pixel]) * Math.Log(1 - p));
            })).ToArray();
            sum += scores.Max() + Math.Log(scores.Average(score => Math.Exp(score - scores.Max())));
        }

        Assert.Equal(sum / 7, imagination.LogLikelihood(prior, part, 30, seed: 7).Nats, 1e-6);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        using var training = Trained(new() { Steps = 5, Group = 4, TopGroup = 4 });
        var imagination = new Imagination(training);
        Assert.Contains("clamps 8 units to the stream 'cause'", Assert.Throws<HomeostatException>(() => imagination.Paint(new double[1, 3])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The mask has 3 pixels, but the images have 784.", Assert.Throws<HomeostatException>(() => imagination.Complete(Data.Test, [true, false, true])).Message, StringComparison.Ordinal);
        using var other = Tiny.Train(Tiny.PredictiveCoding());
        Assert.StartsWith(
            "The model 'pc' does not generate images from causes. Train one that does, such as ngc.", Assert.Throws<HomeostatException>(() => new Imagination(other)).Message, StringComparison.Ordinal);
    }

    private static Training Trained(NeuralGenerativeCodingOptions options, int epochs = 1, int causes = 8)
    {
        var training = new Training(NeuralGenerativeCoding.Create([784, 4 * causes, causes], options), Data, new TrainingOptions { Batch = 50, Epochs = epochs });
        training.Run();
        return training;
    }
}
