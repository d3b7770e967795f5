namespace Homeostat.Benchmarks;

/// <summary>One named measurement. Classes that implement it are found by reflection; they need a constructor without parameters.</summary>
internal interface IBenchmark
{
    /// <summary>The name that is typed to run it.</summary>
    string Name { get; }

    /// <summary>A one-line description of the measurement.</summary>
    string Summary { get; }

    /// <summary>Measures, and adds the results to the report.</summary>
    void Run(Settings settings, Report report);
}

/// <summary>The options of the command line.</summary>
/// <param name="Threads">The largest number of threads to measure with.</param>
/// <param name="Largest">Whether sizes grow up to those that 16 GiB of memory allow.</param>
internal sealed record Settings(int Threads, bool Largest)
{
    /// <summary>The numbers of threads to measure with: one, and the largest.</summary>
    public int[] ThreadCounts => Threads == 1 ? [1] : [1, Threads];
}
