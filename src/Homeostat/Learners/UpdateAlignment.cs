
namespace Homeostat;

/// <summary>The alignment of the weight updates of two learners with the same weights and the same batch.</summary>
public static class UpdateAlignment
{
    /// <summary>
    /// Computes the cosine of the angle between the gradients of a trained learner and those of a reference such as back-propagation, over
    /// the projections that both have. It is computed at the initial weights and at the present weights of the training. The training is not changed.
    /// </summary>
    /// <param name="trained">The training; its initial weights follow from its seed.</param>
    /// <param name="reference">A learner whose projections have the same names.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <exception cref="HomeostatException">The two learners share no projection that learns, or one of them diverged.</exception>
    public static (double Start, double End) Cosines(Training trained, Learner reference, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(trained);
        using var ours = new Training(trained.Learner, trained.Data, trained.Options, workers);
        using var theirs = new Training(reference, trained.Data, trained.Options, workers);
        theirs.CopyWeights(ours);
        var start = Next(ours, theirs);
        ours.CopyWeights(trained);
        theirs.CopyWeights(trained);
        return (start, Next(ours, theirs));
    }

    private static double Next(Training ours, Training theirs)
    {
        ours.Next();
        theirs.Next();
        var (a, b) = (ours.Gradients(), theirs.Gradients());
        var shared = a.Keys.Where(b.ContainsKey).ToArray();
        if (shared.Length == 0)
        {
            throw new HomeostatException(
                $"The models '{ours.Learner.Name}' and '{theirs.Learner.Name}' have no projection of the same name with a "
                + $"variable flagged (gradient), so their updates cannot be compared. Declare it as in 'g : 1 (gradient)'.");
        }

        return Alignment.Cosine(All(a), All(b));

        float[] All(IReadOnlyDictionary<string, double[]> gradients) =>
            [.. shared.SelectMany(name => gradients[name]).Select(g => (float)g)];
    }
}
