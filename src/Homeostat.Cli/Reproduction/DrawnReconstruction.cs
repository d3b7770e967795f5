namespace Homeostat.Cli;

/// <summary>The error by which restricted Boltzmann machines are compared: of a reconstruction from hidden units that were drawn, from pixels that were drawn.</summary>
internal static class DrawnReconstruction
{
    /// <summary>The squared error of a test image, summed over its pixels.</summary>
    /// <param name="trial">A trial of <c>rbm</c> that has ended.</param>
    public static double ErrorOf(Trial trial)
    {
        var (training, data) = trial.Resume();
        using var _ = training;
        var drawn = training.Learner with { Test = [new Clamp("input.x", Learner.Image), new Act("see"), new Act("infer")] };
        using var copy = new Training(drawn, data, training.Options);
        copy.CopyWeights(training);
        return copy.Responses("input.error", data.Test).Sum(error => (double)error * error) / data.Test.Count;
    }
}
