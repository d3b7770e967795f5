namespace Homeostat.Substrates;

/// <summary>The partners of <see cref="GivenPairs"/>, grouped by source; the targets of a source are sorted when they are read.</summary>
internal sealed class GivenPairPartners : Partners
{
    private readonly int[] _ends;
    private readonly int[] _targets;

    private GivenPairPartners(GivenPairs pairs, int sources)
    {
        _ends = new int[sources + 1];
        foreach (var source in pairs.Pre)
        {
            _ends[source + 1]++;
        }

        for (var source = 0; source < sources; source++)
        {
            _ends[source + 1] += _ends[source];
        }

        // Filling moves each start to its end, which is the start of the next source.
        _targets = new int[pairs.Pre.Length];
        for (var n = 0; n < pairs.Pre.Length; n++)
        {
            _targets[_ends[pairs.Pre[n]]++] = pairs.Post[n];
        }
    }

    public static Partners Of(GivenPairs pairs, SynapseContext context)
    {
        for (var n = 0; n < pairs.Pre.Length; n++)
        {
            if ((uint)pairs.Pre[n] >= (uint)context.Pre.Count || (uint)pairs.Post[n] >= (uint)context.Post.Count)
            {
                var (end, side) = (uint)pairs.Pre[n] >= (uint)context.Pre.Count ? (context.Pre, "presynaptic") : (context.Post, "postsynaptic");
                throw new HomeostatException(
                    $"Pair {n} of {context.Owner} is ({pairs.Pre[n]}, {pairs.Post[n]}), but the {side} end {end} has {end.Count} "
                    + $"unit{(end.Count == 1 ? "" : "s")}, 0 to {end.Count - 1}.");
            }
        }

        return new GivenPairPartners(pairs, context.Pre.Count);
    }

    public override void Write(int unit, int worker, UnitList partners)
    {
        var start = unit == 0 ? 0 : _ends[unit - 1];
        var room = partners.Append(_ends[unit] - start);
        _targets.AsSpan(start, room.Length).CopyTo(room);
        room.Sort();
    }
}
