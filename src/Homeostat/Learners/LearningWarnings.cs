namespace Homeostat;

/// <summary>The warnings of a training about synapses that learn nothing. The same is not said of a projection again in every epoch.</summary>
internal sealed class LearningWarnings
{
    private readonly List<string> _all = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>All warnings so far.</summary>
    public IReadOnlyList<string> All => _all;

    /// <summary>The warning about projections that a batch has taught nothing; null if there is nothing new to say.</summary>
    public string? Of(Learner learner, IReadOnlyList<string> unreached)
    {
        if (unreached.Count == 0 || _named.IsSupersetOf(unreached))
        {
            return null;
        }

        _named.UnionWith(unreached);
        var warning = UnreachedSynapses.Describe(learner, unreached);
        _all.AddRange(warning is null ? [] : [warning]);
        return warning;
    }
}
