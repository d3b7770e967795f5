namespace Homeostat;

/// <summary>Many independent lives that run in parallel. A life does not depend on the number of threads or on the other lives.</summary>
public static class Cohort
{
    /// <summary>Runs the lives of individuals with successive seeds. Each life ends with death or after a number of steps.</summary>
    /// <param name="count">The number of lives.</param>
    /// <param name="steps">The largest number of steps of each life.</param>
    /// <param name="birth">A function that makes the individual with a given seed, in its own niche. The individual is disposed of after its life.</param>
    /// <param name="threads">The number of lives that run at the same time; the number of processors unless given.</param>
    /// <param name="firstSeed">The seed of the first life.</param>
    /// <param name="progress">A receiver of the outcome of each life, in the order in which the lives end.</param>
    /// <param name="cancellation">A token that stops all lives.</param>
    /// <returns>The outcome of each life, in the order of the seeds.</returns>
    /// <exception cref="HomeostatException">A number is below 1, or a life failed with an error; the message is that of the first failure.</exception>
    /// <exception cref="OperationCanceledException">The lives were canceled.</exception>
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
            throw new HomeostatException($"{count} lives of {steps} steps on {threads} threads were asked for; give at least one of each.");
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
                    throw new HomeostatException($"The life of seed {seed} failed: {e.Message}", e);
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
