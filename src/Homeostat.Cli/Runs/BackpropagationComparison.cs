namespace Homeostat.Cli;

/// <summary>The same network, from the same weights and by the same batches, trained by back-propagation.</summary>
internal static class BackpropagationComparison
{
    /// <summary>The cosine between the learner's update and back-propagation's, at the initial weights and at those it came to.</summary>
    public static (double Start, double End) Cosines(Training trained, Learner backpropagation)
    {
        using var local = new Training(trained.Learner, trained.Data, trained.Options, trained.Workers);
        using var exact = new Training(backpropagation, trained.Data, trained.Options, trained.Workers);
        exact.CopyWeights(local);
        var start = Cosine(local, exact);
        local.CopyWeights(trained);
        exact.CopyWeights(trained);
        return (start, Cosine(local, exact));
    }

    private static double Cosine(Training local, Training exact)
    {
        local.Next();
        exact.Next();
        var (ours, theirs) = (local.Gradients(), exact.Gradients());
        var shared = theirs.Keys.Where(ours.ContainsKey).ToArray();
        return Alignment.Cosine(All(ours), All(theirs));

        float[] All(IReadOnlyDictionary<string, double[]> gradients) => [.. shared.SelectMany(name => gradients[name]).Select(g => (float)g)];
    }
}
