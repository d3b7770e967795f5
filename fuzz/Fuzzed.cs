namespace Homeostat.Fuzz;

/// <summary>Something that is tried with random inputs, each of which follows from one number, its seed.</summary>
internal abstract class Fuzzed
{
    /// <summary>The name, by which the command chooses it.</summary>
    public abstract string Name { get; }

    /// <summary>A description in one line.</summary>
    public abstract string Summary { get; }

    /// <summary>The reason why nothing can be tried on this machine; null if it can.</summary>
    public virtual string? Missing => null;

    /// <summary>Makes the input of a seed and checks all that must hold for it.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="tally">The counts of what was tried, and the faults that were found.</param>
    public abstract void Try(int seed, Tally tally);
}

/// <summary>A result that is wrong.</summary>
/// <param name="Of">The name of the <see cref="Fuzzed"/> that found it.</param>
/// <param name="Seed">The seed of the input.</param>
/// <param name="Check">The check that failed.</param>
/// <param name="Text">A description of the input and of what was found.</param>
internal sealed record Fault(string Of, int Seed, string Check, string Text);

/// <summary>The counts of what was tried, by the name of the check, and the faults.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public List<Fault> Faults { get; } = [];

    public void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
