namespace Homeostat;

/// <summary>
/// Annealed importance sampling of the likelihood of images (Neal 2001; Wu et al. 2017). Each chain begins with a cause drawn from the prior and passes through distributions in which the
/// likelihood of the image has a growing weight β, from 0 to 1. There are two kinds of moves. One draws another cause from the prior, and with it another component of the mixture. The other
/// keeps the component, and mixes the cause, in the coordinates in which the component is a standard normal distribution, with a new draw from it (preconditioned Crank-Nicolson). Both leave
/// the prior as it is, so that a move is accepted by the likelihoods alone.
/// </summary>
/// <param name="imagination">The model that paints images from causes.</param>
/// <param name="prior">The mixture of causes.</param>
/// <param name="chains">The number of chains of each image.</param>
/// <param name="steps">The number of steps from β = 0 to β = 1, one move in each.</param>
/// <param name="seed">The seed of the draws.</param>
internal sealed class AnnealedLikelihood(Imagination imagination, GaussianMixture prior, int chains, int steps, ulong seed)
{
    // The chains that are moved together.
    private const int Rows = 4096;
    private const int PilotImages = 128;

    // Steps are small near β = 0, where the distribution changes most.
    private const double Power = 4;
    private const double WantedAcceptance = 0.4;
    private const double Adaptation = 0.3;

    // Draws from the prior take turns with small moves until fewer of them than this are accepted.
    private const double LeastAcceptance = 0.005;

    /// <summary>The estimate for images.</summary>
    public MarginalLikelihood Of(DataPart images)
    {
        var pixels = Pixels(images);

        // The moves are chosen in a pilot run with other draws, so that those of the chains do not depend on the chains.
        var moves = new Move[steps];
        Run([.. pixels.Take(PilotImages)], moves, isPilot: true);
        var (each, effective) = (new double[pixels.Length], 0.0);
        var atOnce = Math.Max(1, Rows / chains);
        for (var first = 0; first < pixels.Length; first += atOnce)
        {
            double[][] block = [.. pixels.Skip(first).Take(atOnce)];
            var weights = Run([.. block.SelectMany(image => Enumerable.Repeat(image, chains))], moves, isPilot: false, first * chains);
            for (var n = 0; n < block.Length; n++)
            {
                var image = MarginalLikelihood.Of(weights.AsSpan(n * chains, chains));
                each[first + n] = image.Nats;
                effective += image.Effective;
            }
        }

        return new MarginalLikelihood(each.Average(), effective / pixels.Length, chains) { Images = each };
    }

    // One chain for each row of images; the logarithms of their weights.
    private double[] Run(double[][] images, Move[] moves, bool isPilot, int firstChain = 0)
    {
        var width = prior.Width;
        var draws = Enumerable.Range(firstChain, images.Length).Select(chain => new RandomStream(seed, (uint)((2 * chain) + (isPilot ? 1 : 0)))).ToArray();
        int[] components = [.. draws.Select(random => prior.Draw(random.NextDouble()))];
        var proposedComponents = new int[images.Length];
        var (normal, causes, proposed) = (new double[images.Length, width], new double[images.Length, width], new double[images.Length, width]);
        Parallel.For(0, images.Length, chain =>
        {
            foreach (ref var value in normal.Row(chain))
            {
                value = draws[chain].NextNormal();
            }

            prior.Place(components[chain], normal.Row(chain), causes.Row(chain));
        });
        var scores = Scores(images, causes);
        var (weights, size, before, drawing) = (new double[images.Length], 0.5, 0.0, true);
        for (var step = 0; step < steps; step++)
        {
            var beta = Math.Pow((step + 1.0) / steps, Power);
            for (var chain = 0; chain < images.Length; chain++)
            {
                weights[chain] += (beta - before) * scores[chain];
            }

            before = beta;
            if (step == steps - 1)
            {
                // The last move would only change what is not read.
                break;
            }

            var move = isPilot ? moves[step] = new Move(drawing && step % 2 == 0, size) : moves[step];
            var (kept, added) = move.IsDraw ? (0, 1) : (Math.Sqrt(1 - (move.Size * move.Size)), move.Size);
            Parallel.For(0, images.Length, chain =>
            {
                proposedComponents[chain] = move.IsDraw ? prior.Draw(draws[chain].NextDouble()) : components[chain];
                for (var i = 0; i < width; i++)
                {
                    proposed[chain, i] = (kept * normal[chain, i]) + (added * draws[chain].NextNormal());
                }

                prior.Place(proposedComponents[chain], proposed.Row(chain), causes.Row(chain));
            });
            var (moved, accepted) = (Scores(images, causes), 0);
            for (var chain = 0; chain < images.Length; chain++)
            {
                if (Math.Log(1 - draws[chain].NextDouble()) < beta * (moved[chain] - scores[chain]))
                {
                    proposed.Row(chain).CopyTo(normal.Row(chain));
                    (scores[chain], components[chain]) = (moved[chain], proposedComponents[chain]);
                    accepted++;
                }
            }

            var acceptance = (double)accepted / images.Length;
            if (move.IsDraw)
            {
                drawing = acceptance >= LeastAcceptance;
            }
            else
            {
                size = Math.Clamp(size * Math.Exp(Adaptation * (acceptance - WantedAcceptance)), 1e-4, 1);
            }
        }

        return weights;
    }

    // The log-likelihood of each image given its cause.
    private double[] Scores(double[][] images, double[,] causes)
    {
        var painted = imagination.Paint(causes);
        var scores = new double[images.Length];
        Parallel.For(0, images.Length, n => scores[n] = MarginalLikelihood.Score(images[n], painted.Row(n)));
        return scores;
    }

    private static double[][] Pixels(DataPart images)
    {
        var stream = images[Learner.Image];
        return [.. Enumerable.Range(0, images.Count).Select(n =>
        {
            var image = new double[stream.Size];
            stream.CopyTo(n, image);
            return image;
        })];
    }

    /// <summary>A move of all chains.</summary>
    /// <param name="IsDraw">Whether a cause is drawn from the prior.</param>
    /// <param name="Size">The share of the new draw in a move that keeps the component, 0 to 1.</param>
    private readonly record struct Move(bool IsDraw, double Size);
}
