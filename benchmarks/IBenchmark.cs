namespace Homeostat.Benchmarks;

/// <summary>One named measurement. Classes that implement it are found by themselves; they need a constructor without parameters.</summary>
internal interface IBenchmark
{
    /// <summary>What is typed to run it.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Summary { get; }

    /// <summary>Measures, and tells the report.</summary>
    void Run(Settings settings, Report report);
}

/// <summary>What the command line asked for.</summary>
/// <param name="Threads">The largest number of threads to measure with.</param>
/// <param name="Largest">Whether to go as far as 16 GiB of memory allow, where a benchmark grows something.</param>
internal sealed record Settings(int Threads, bool Largest)
{
    /// <summary>The numbers of threads to measure with: one, and all.</summary>
    public int[] ThreadCounts => Threads == 1 ? [1] : [1, Threads];
}
