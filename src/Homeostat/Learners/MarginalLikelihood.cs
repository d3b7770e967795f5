namespace Homeostat;

/// <summary>The mean log-likelihood of images under a generative model, estimated by importance sampling, from the prior or by chains.</summary>
/// <param name="Nats">The mean over images of log((1/n)·Σ p(image | cause)), in nats.</param>
/// <param name="EffectiveDraws">The mean effective number of draws, (Σ w)²/Σ w² with w = p(image | cause), or the weights of chains: near 1 if a single draw explains an image, and the estimate is then poor.</param>
/// <param name="Draws">The number of draws, or of chains of each image, n.</param>
public sealed record MarginalLikelihood(double Nats, double EffectiveDraws, int Draws)
{
    private const int Batch = 100;

    // Probabilities are kept away from 0 and 1, as in the published program.
    private const double Least = 1e-6;

    /// <summary>The estimate for each image, in nats.</summary>
    public IReadOnlyList<double> Images { get; init; } = [];

    /// <summary>
    /// The form of the published program of neural generative coding, which adds log n where it has to be subtracted: too large by 2·log n. It is only for comparison with figures
    /// that were made so.
    /// </summary>
    public double WithoutDivision => Nats + (2 * Math.Log(Draws));

    /// <summary>The estimate for one image.</summary>
    /// <param name="scores">The log-likelihoods of the image given each draw.</param>
    internal static (double Nats, double Effective) Of(ReadOnlySpan<double> scores)
    {
        var best = double.NegativeInfinity;
        foreach (var score in scores)
        {
            best = Math.Max(best, score);
        }

        var (sum, squares) = (0.0, 0.0);
        foreach (var score in scores)
        {
            var weight = Math.Exp(score - best);
            sum += weight;
            squares += weight * weight;
        }

        return (best + Math.Log(sum / scores.Length), sum * sum / squares);
    }

    /// <summary>The log-likelihood of an image given the probabilities of its pixels, in nats.</summary>
    internal static double Score(ReadOnlySpan<double> image, ReadOnlySpan<double> painted)
    {
        var sum = 0.0;
        for (var pixel = 0; pixel < image.Length; pixel++)
        {
            var (x, p) = (image[pixel], Math.Clamp(painted[pixel], Least, 1 - Least));
            sum += x == 1 ? Math.Log(p) : x == 0 ? Math.Log(1 - p) : (x * Math.Log(p)) + ((1 - x) * Math.Log(1 - p));
        }

        return sum;
    }

    /// <summary>The estimate for images, given the images that were drawn.</summary>
    /// <param name="painted">The probabilities of pixels in each drawn image, [draws × pixels].</param>
    /// <param name="images">The images.</param>
    internal static MarginalLikelihood Estimate(double[,] painted, DataPart images)
    {
        var (draws, pixels) = (painted.GetLength(0), painted.GetLength(1));
        var (odds, none) = (new double[draws * pixels], new double[draws]);
        for (var draw = 0; draw < draws; draw++)
        {
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var p = Math.Clamp(painted[draw, pixel], Least, 1 - Least);
                odds[(draw * pixels) + pixel] = Math.Log(p / (1 - p));
                none[draw] += Math.Log(1 - p);
            }
        }

        // log p(image | draw) = Σ image·log(p/(1 − p)) + Σ log(1 − p), a product of all images with all draws.
        var circuit = new Circuit("likelihood")
        {
            new Population("image", pixels, "x : 1"),
            new Population("draw", draws, "none : 1\nscore = product + none : 1\nproduct : 1 (input)"),
            new Projection("image", "draw", "w : 1\nproduct_post = w*x_pre : 1 (summed)") { Name = "odds" },
        };
        using var simulation = new Simulation(circuit, Math.Min(Batch, images.Count), new SimulationOptions { Type = ElementType.Float64 });
        simulation["odds.w"].CopyFrom(odds);
        simulation.Changed("odds.w");
        for (var row = 0; row < simulation.Batch; row++)
        {
            none.CopyTo(simulation["draw.none"].Row<double>(row));
        }

        var plan = simulation.Compile(new Clamp("image.x", Learner.Image), new Probe("draw.score"));
        var feed = new Feed(simulation, plan, "likelihood", "images");
        feed.Require(images);
        var (each, effective) = (new double[images.Count], 0.0);
        foreach (var samples in Enumerable.Range(0, images.Count).Chunk(simulation.Batch))
        {
            feed.Fill(images, samples);
            simulation.Run(plan, samples.Length);
            for (var row = 0; row < samples.Length; row++)
            {
                var image = Of(simulation["draw.score"].Row<double>(row));
                each[samples[row]] = image.Nats;
                effective += image.Effective;
            }
        }

        return new MarginalLikelihood(each.Average(), effective / images.Count, draws) { Images = each };
    }
}
