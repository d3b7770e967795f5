namespace Homeostat;

/// <summary>
/// What a trained generative learner imagines: the causes that it finds in images, the images that causes stand for, and what it puts in the place of pixels that are hidden.
/// A <see cref="GaussianMixture"/> of causes is its long-term memory: causes drawn from the mixture become dreams.
/// </summary>
public sealed partial class Imagination
{
    private readonly Training _training;

    /// <summary>Takes the weights of a training as they are.</summary>
    /// <param name="training">The training of a learner with a <see cref="Learner.Dream"/>.</param>
    /// <exception cref="HomeostatException">The learner does not generate images from causes.</exception>
    public Imagination(Training training)
    {
        ArgumentNullException.ThrowIfNull(training);
        _training = training;
        if (!Dreams(training.Learner))
        {
            throw new HomeostatException(
                $"The model '{training.Learner.Name}' does not generate images from causes. Train one that does, such as {NeuralGenerativeCoding.Model.Name}.");
        }
    }

    /// <summary>Tells whether a learner can generate images: it has phases that dream, causes to begin from, and expected pixels to end with.</summary>
    internal static bool Dreams(Learner learner) => learner is { Dream.Count: > 0, Causes: not null, Reconstruction: not null };

    /// <summary>Finds the causes of images: the values of the topmost units after they have settled, [samples × units].</summary>
    /// <param name="images">The images.</param>
    public double[,] Causes(DataPart images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Rows(_training.Responses(_training.Learner.Causes!, images), images.Count);
    }

    /// <summary>Paints the images that causes stand for: the expected values of pixels, [samples × pixels].</summary>
    /// <param name="causes">The causes, [samples × units].</param>
    /// <exception cref="HomeostatException">The learner has another number of topmost units.</exception>
    public double[,] Paint(double[,] causes)
    {
        ArgumentNullException.ThrowIfNull(causes);
        return Rows(Answer(_training.Learner.Dream, Reconstruction, new DataPart { [Learner.Cause] = causes }), causes.GetLength(0));
    }

    /// <summary>Computes what the learner expects of images after it has seen them, [samples × pixels]: of a noisy image, one with less noise.</summary>
    /// <param name="images">The images.</param>
    public double[,] Reconstruct(DataPart images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Rows(_training.Responses(Reconstruction, images), images.Count);
    }

    /// <summary>
    /// Projects the topmost units down to the image: what each unit alone paints, less what is painted when all are silent, [units × pixels].
    /// </summary>
    /// <param name="activity">The value of the unit that is alone.</param>
    public double[,] Fields(double activity = 1)
    {
        var top = _training.Learner.Causes!.Split('.')[0];
        var units = _training.Learner.Circuit.Populations.Single(population => population.Name == top).Size;
        var causes = new double[units + 1, units];
        for (var unit = 0; unit < units; unit++)
        {
            causes[unit, unit] = activity;
        }

        var painted = Paint(causes);
        var fields = new double[units, painted.GetLength(1)];
        for (var unit = 0; unit < units; unit++)
        {
            for (var pixel = 0; pixel < painted.GetLength(1); pixel++)
            {
                fields[unit, pixel] = painted[unit, pixel] - painted[units, pixel];
            }
        }

        return fields;
    }

    /// <summary>
    /// Completes images of which some pixels are hidden: the visible pixels are clamped, and the others become what the learner expects there, [samples × pixels].
    /// </summary>
    /// <param name="images">The images.</param>
    /// <param name="visible">The pixels that are seen, the same ones in each image, row after row.</param>
    /// <exception cref="HomeostatException">The learner cannot leave pixels out, or there is another number of pixels.</exception>
    public double[,] Complete(DataPart images, IReadOnlyList<bool> visible)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(visible);
        var learner = _training.Learner;
        var shown = images[Learner.Image];
        if (learner.Complete.Count == 0)
        {
            throw new HomeostatException($"The model '{learner.Name}' cannot leave pixels out of its inference, so it completes no images.");
        }

        if (visible.Count != shown.Size)
        {
            throw new HomeostatException(
                $"The mask has {visible.Count} pixels, but the images have {shown.Size}. Give one value for each pixel of an image, row after row.");
        }

        var mask = new double[images.Count, shown.Size];
        var seen = new double[images.Count, shown.Size];
        var image = new double[shown.Size];
        for (var sample = 0; sample < images.Count; sample++)
        {
            shown.CopyTo(sample, image);
            for (var pixel = 0; pixel < image.Length; pixel++)
            {
                mask[sample, pixel] = visible[pixel] ? 1 : 0;
                seen[sample, pixel] = visible[pixel] ? image[pixel] : 0;
            }
        }

        var expected = Rows(Answer(learner.Complete, Reconstruction, new DataPart { [Learner.Image] = seen, [Learner.Visible] = mask }), images.Count);
        for (var sample = 0; sample < images.Count; sample++)
        {
            for (var pixel = 0; pixel < visible.Count; pixel++)
            {
                expected[sample, pixel] = visible[pixel] ? seen[sample, pixel] : expected[sample, pixel];
            }
        }

        return expected;
    }

    /// <summary>
    /// Estimates the mean log-likelihood of images by importance sampling from the prior: causes are drawn, and the likelihood of each image is the mean of its likelihoods given the
    /// images that the causes stand for. All images share the draws. Pixels are taken to be independent given the causes, on with the painted probability.
    /// </summary>
    /// <param name="prior">The mixture from which causes are drawn.</param>
    /// <param name="images">The images, best of black and white pixels.</param>
    /// <param name="draws">The number of causes drawn.</param>
    /// <param name="seed">The seed of the draws.</param>
    public MarginalLikelihood LogLikelihood(GaussianMixture prior, DataPart images, int draws = 5000, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(images);
        return MarginalLikelihood.Estimate(Paint(prior.Sample(draws, seed)), images);
    }

    /// <summary>
    /// Estimates the mean log-likelihood of images by annealed importance sampling: chains lead from causes drawn from the prior to causes that explain the image. It is a lower bound in
    /// the mean, as that of <see cref="LogLikelihood"/>; of two lower bounds the larger one is the better. Each step paints an image for each chain.
    /// </summary>
    /// <param name="prior">The mixture from which causes are drawn.</param>
    /// <param name="images">The images, best of black and white pixels.</param>
    /// <param name="chains">The number of chains of each image.</param>
    /// <param name="steps">The number of steps of each chain.</param>
    /// <param name="seed">The seed of the draws.</param>
    public MarginalLikelihood AnnealedLogLikelihood(GaussianMixture prior, DataPart images, int chains = 4, int steps = 500, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chains);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return new AnnealedLikelihood(this, prior, chains, steps, seed).Of(images);
    }

    private string Reconstruction => _training.Learner.Reconstruction!;

    // The schedule runs in a training of its own, whose states and clamps are not those of the one that learns.
    private float[] Answer(IReadOnlyList<Phase> schedule, string variable, DataPart part)
    {
        var learner = _training.Learner with { Begin = [], Stages = [], Train = schedule, Test = schedule, LogOdds = null, Alternation = null };
        var options = _training.Options with { Jitter = 0, Batch = Math.Min(part.Count, _training.Options.Batch), Epochs = 1 };
        using var answering = new Training(learner, new DataSource("imagination") { Train = part, Test = part }, options, _training.Workers);
        answering.CopyWeights(_training);
        return answering.Responses(variable, part);
    }

    /// <summary>The values of samples, row after row, as a matrix [samples × units].</summary>
    internal static double[,] Rows(float[] values, int samples)
    {
        var rows = new double[samples, samples == 0 ? 0 : values.Length / samples];
        for (var n = 0; n < values.Length; n++)
        {
            rows[n / rows.GetLength(1), n % rows.GetLength(1)] = values[n];
        }

        return rows;
    }
}
