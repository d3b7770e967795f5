
namespace Homeostat.Circuits;

/// <summary><see cref="Connectivity.Pairs"/>.</summary>
internal sealed record GivenPairs(int[] Pre, int[] Post) : Connectivity
{
    public int[] Post { get; } = Post.Length == Pre.Length ? Post : throw new HomeostatException(
        $"Pairs have {Pre.Length} presynaptic units and {Post.Length} postsynaptic ones; give one of each for every pair.");

    public override string ToString() => $"{Pre.Length} pairs";

    internal override double Estimate(int pre, int post) => Pre.Length;

    internal override Partners Prepare(SynapseContext context)
    {
        for (var n = 0; n < Pre.Length; n++)
        {
            if ((uint)Pre[n] >= (uint)context.Pre.Count || (uint)Post[n] >= (uint)context.Post.Count)
            {
                var (end, side) = (uint)Pre[n] >= (uint)context.Pre.Count ? (context.Pre, "presynaptic") : (context.Post, "postsynaptic");
                throw new HomeostatException(
                    $"Pair {n} of {context.Owner} is ({Pre[n]}, {Post[n]}), but the {side} end {end} has {end.Count} "
                    + $"unit{(end.Count == 1 ? "" : "s")}, 0 to {end.Count - 1}.");
            }
        }

        return new Sorted(this, context.Pre.Count);
    }

    /// <summary>The pairs put in order of source; the targets of each are sorted when asked for.</summary>
    private sealed class Sorted : Partners
    {
        private readonly int[] _ends;
        private readonly int[] _targets;

        public Sorted(GivenPairs pairs, int sources)
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

            // Each start moves to its end, which is the next one's start.
            _targets = new int[pairs.Pre.Length];
            for (var n = 0; n < pairs.Pre.Length; n++)
            {
                _targets[_ends[pairs.Pre[n]]++] = pairs.Post[n];
            }
        }

        public override void Write(int unit, int worker, UnitList partners)
        {
            var start = unit == 0 ? 0 : _ends[unit - 1];
            var room = partners.Append(_ends[unit] - start);
            _targets.AsSpan(start, room.Length).CopyTo(room);
            room.Sort();
        }
    }
}
