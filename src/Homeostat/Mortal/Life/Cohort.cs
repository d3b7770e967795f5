namespace Homeostat;

/// <summary>Many lives beside each other, each by itself: a life is the same whatever the number of threads and of other lives.</summary>
public static class Cohort
{
    /// <summary>Lets individuals of successive seeds live until they die, or for so many steps.</summary>
    /// <param name="count">How many lives.</param>
    /// <param name="steps">The most steps of each.</param>
    /// <param name="birth">Makes the individual of a seed, in a niche of its own; it is disposed of after its life.</param>
    /// <param name="threads">Lives at a time; as many as there are processors unless given.</param>
    /// <param name="firstSeed">Seed of the first.</param>
    /// <param name="progress">Told of every life that ended, in the order in which they end.</param>
    /// <param name="cancellation">Stops all lives.</param>
    /// <returns>What became of each, in the order of seeds.</returns>
    /// <exception cref="HomeostatException">No lives, or one that could not be lived; the first that failed.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static IReadOnlyList<LifeOutcome> Live(
        int count,
        long steps,
        Func<ulong, Mortal> birth,
        int? threads = null,
        ulong firstSeed = 1,
        IProgress<LifeOutcome>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(birth);
        if (count < 1 || steps < 1 || threads < 1)
        {
            throw new HomeostatException($"{count} lives of {steps} steps on {threads} threads cannot be lived; give at least one of each.");
        }

        var outcomes = new LifeOutcome[count];
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation }, n =>
            {
                var seed = firstSeed + (ulong)n;
                try
                {
                    using var mortal = birth(seed);
                    mortal.Live(steps, cancellation);
                    cancellation.ThrowIfCancellationRequested();
                    outcomes[n] = new LifeOutcome(mortal.Seed, mortal.Age, mortal.CauseOfDeath);
                }
                catch (HomeostatException e)
                {
                    throw new HomeostatException($"The life of seed {seed} could not be lived: {e.Message}", e);
                }

                progress?.Report(outcomes[n]);
            });
        }
        catch (AggregateException failed) when (failed.InnerExceptions.OfType<HomeostatException>().FirstOrDefault() is { } first)
        {
            throw new HomeostatException(first.Message, first);
        }

        return outcomes;
    }
}
