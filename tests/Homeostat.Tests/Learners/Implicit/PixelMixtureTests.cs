namespace Homeostat.Tests.Learners;

/// <summary>The mixture of independent pixels against its formulas.</summary>
public sealed class PixelMixtureTests
{
    private const int Pixels = 12;
    private const int Components = 3;
    private const int Count = 60;

    [Fact]
    public void Free_energy_is_minus_the_log_likelihood()
    {
        using var training = Train(rate: 0.3, batches: 5);
        var (p, prior) = Parameters(training);
        Assert.Equal(-Images().Average(image => Log(image, p, prior, _ => true)), training.FreeEnergy(training.Data.Train), 1e-9);
    }

    [Fact]
    public void A_batch_of_all_images_at_a_rate_of_one_is_a_step_of_expectation_and_maximization()
    {
        using var training = Train(rate: 1, batches: 0);
        var images = Images();
        var before = double.NegativeInfinity;
        for (var step = 0; step < 20; step++)
        {
            var (p, prior) = Parameters(training);
            var shares = images.Select(image => Shares(image, p, prior, _ => true)).ToArray();
            var likelihood = images.Average(image => Log(image, p, prior, _ => true));
            Assert.True(likelihood >= before - 1e-6, $"step {step}: {before} to {likelihood}");
            before = likelihood;
            training.Next();
            var (after, weights) = Parameters(training);
            for (var k = 0; k < Components; k++)
            {
                var sum = shares.Sum(s => s[k]);
                Assert.True(sum >= 1);
                Assert.Equal(sum / images.Length, weights[k], 1e-12);
                for (var i = 0; i < Pixels; i++)
                {
                    Assert.Equal(Clip(images.Index().Sum(x => shares[x.Index][k] * x.Item[i]) / sum), after[k][i], 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Hidden_pixels_become_their_expectation_given_the_visible_ones()
    {
        using var training = Train(rate: 0.3, batches: 5);
        var (p, prior) = Parameters(training);
        bool[] visible = [.. Enumerable.Range(0, Pixels).Select(pixel => pixel % 3 != 0)];
        var completed = new Imagination(training).Complete(training.Data.Test, visible);
        foreach (var (n, image) in Images()[..4].Index())
        {
            var shares = Shares(image, p, prior, pixel => visible[pixel]);
            for (var i = 0; i < Pixels; i++)
            {
                Assert.Equal(visible[i] ? image[i] : Enumerable.Range(0, Components).Sum(k => shares[k] * p[k][i]), completed[n, i], 1e-6);
            }
        }
    }

    [Fact]
    public void A_dream_is_the_image_of_the_component_with_the_largest_cause()
    {
        using var training = Train(rate: 0.3, batches: 5);
        var dreams = new Imagination(training).Paint(new[,] { { 0.2, 0.9, -0.1 }, { 0.5, 0.1, 0.4 } });
        var (p, _) = Parameters(training);
        Assert.All(Enumerable.Range(0, Pixels), i => Assert.Equal(((float)p[1][i], (float)p[0][i]), ((float)dreams[0, i], (float)dreams[1, i])));
    }

    // Noisy copies of a few patterns, black and white.
    private static double[][] Images()
    {
        var random = new Random(3);
        return
        [
            .. Enumerable.Range(0, Count).Select(n => Enumerable.Range(0, Pixels)
                .Select(i => (i / 4 == n % Components) ^ (random.NextDouble() < 0.15) ? 1.0 : 0.0).ToArray()),
        ];
    }

    private static Training Train(double rate, int batches)
    {
        var images = Images();
        var all = new double[Count, Pixels];
        foreach (var (n, image) in images.Index())
        {
            for (var i = 0; i < Pixels; i++)
            {
                all[n, i] = image[i];
            }
        }

        var part = new DataPart { [Learner.Image] = all };
        var training = new Training(
            PixelMixture.Create([Pixels, Components], new PixelMixtureOptions { Rate = rate }),
            new DataSource("patterns") { Train = part, Test = part.Take(4) },
            new TrainingOptions { Batch = Count, Epochs = 100, FinalRate = 1, Type = ElementType.Float64 });
        for (var batch = 0; batch < batches; batch++)
        {
            training.Next();
        }

        return training;
    }

    private static (double[][] Pixels, double[] Prior) Parameters(Training training)
    {
        var (w, prior) = (training.Simulation["input_to_hidden1.w"], training.Simulation["bias_to_hidden1.w"]);
        return ([.. Enumerable.Range(0, Components).Select(k => Enumerable.Range(0, Pixels).Select(i => Clip(w[k, i])).ToArray())], prior.ToArray());
    }

    private static double Clip(double probability) => Math.Clamp(probability, 0.001, 0.999);

    private static double[] Joint(double[] image, double[][] p, double[] prior, Func<int, bool> visible) =>
    [
        .. Enumerable.Range(0, Components).Select(k => Math.Log(prior[k]) + Enumerable.Range(0, Pixels).Where(visible).Sum(i => Math.Log(image[i] > 0 ? p[k][i] : 1 - p[k][i]))),
    ];

    private static double Log(double[] image, double[][] p, double[] prior, Func<int, bool> visible) => Math.Log(Joint(image, p, prior, visible).Sum(Math.Exp));

    private static double[] Shares(double[] image, double[][] p, double[] prior, Func<int, bool> visible)
    {
        var joint = Joint(image, p, prior, visible);
        return [.. joint.Select(j => Math.Exp(j) / joint.Sum(Math.Exp))];
    }
}
