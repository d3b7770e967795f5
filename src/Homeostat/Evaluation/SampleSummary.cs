namespace Homeostat;

/// <summary>The summary of a sample: mean, standard deviation and size. Papers often publish only these; they are sufficient for a t-test.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation, with the divisor n - 1.</param>
/// <param name="Count">The number n of values in the sample, at least two.</param>
public sealed record SampleSummary(double Mean, double Deviation, int Count)
{
    /// <summary>Computes the summary of a sample.</summary>
    /// <param name="sample">The sample, at least two numbers.</param>
    /// <exception cref="HomeostatException">There are fewer than two numbers.</exception>
    public static SampleSummary Of(IReadOnlyCollection<double> sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Count < 2)
        {
            throw new HomeostatException($"The sample has {sample.Count} numbers, but a t-test needs at least 2. Give the results of more runs.");
        }

        // Counted from the first number, so that numbers which are all the same have that mean and no deviation, to the bit.
        var first = sample.First();
        var mean = first + sample.Average(x => x - first);
        return new SampleSummary(mean, Math.Sqrt(sample.Sum(x => (x - mean) * (x - mean)) / (sample.Count - 1)), sample.Count);
    }

    /// <summary>Compares the means of two samples by Welch's t-test, computed from the summaries.</summary>
    /// <param name="other">The other sample.</param>
    public WelchTest Against(SampleSummary other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (mine, others) = (Deviation * Deviation / Count, other.Deviation * other.Deviation / other.Count);
        var square = mine + others;
        var freedom = square == 0 ? 0 : square * square / ((mine * mine / (Count - 1)) + (others * others / (other.Count - 1)));
        return new WelchTest(Mean - other.Mean, Math.Sqrt(square), freedom);
    }

    /// <summary>
    /// Tests whether one further number, such as the result of a single run of another program, can come from the same distribution as
    /// the sample: the t-test of a prediction, with n - 1 degrees of freedom.
    /// </summary>
    /// <param name="number">The number.</param>
    public WelchTest Against(double number) => new(Mean - number, Deviation * Math.Sqrt(1 + (1.0 / Count)), Deviation == 0 ? 0 : Count - 1);
}
