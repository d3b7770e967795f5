namespace Homeostat.Substrates;

/// <summary>The partners of <see cref="FixedDegree"/>: as many as the degree, drawn with equal probability.</summary>
internal sealed class FixedDegreePartners(FixedDegree connectivity, SynapseContext context, SynapseEnd own, SynapseEnd other) : Partners
{
    private readonly UniformDraws[] _draws = PerWorker(context, () => new UniformDraws(context));

    // The number of times each partner was drawn; all zeros between calls.
    private readonly int[][] _times = PerWorker(context, () => new int[other.Count]);

    public override bool ArePerTarget => connectivity.IsIn;

    public static Partners Of(FixedDegree connectivity, SynapseContext context)
    {
        var (own, other) = connectivity.IsIn ? (context.Post, context.Pre) : (context.Pre, context.Post);
        var overlaps = own.Population == other.Population
            && own.First < other.First + other.Count && other.First < own.First + own.Count;
        var there = other.Count - (overlaps && !connectivity.AllowSelf ? 1 : 0);
        var enough = connectivity.AllowMultapses ? there > 0 || connectivity.K == 0 : connectivity.K <= there;
        return enough ? new FixedDegreePartners(connectivity, context, own, other) : throw new HomeostatException(
            $"Each unit of {own} is to {(connectivity.IsIn ? "be reached by" : "reach")} {connectivity.K} units by {context.Owner}, but {other} has only {other.Count}"
            + $"{(there < other.Count ? " and the unit itself does not count" : "")}. "
            + (there > 0 ? "Take a smaller degree, or allow multapses." : "Take a degree of 0, or allow a unit to reach itself."));
    }

    public override void Write(int unit, int worker, UnitList partners)
    {
        var (draws, times, k) = (_draws[worker], _times[worker], connectivity.K);
        var self = connectivity.AllowSelf ? -1 : SynapseContext.SameUnit(own, unit, other);
        var there = other.Count - (self >= 0 ? 1 : 0);
        draws.Start(unit);
        var drawn = partners.Append(k);
        for (var n = 0; n < k; n++)
        {
            drawn[n] = connectivity.AllowMultapses ? draws.NextBelow(there) : Another(there - k + n);
            times[drawn[n]]++;
        }

        PutInOrder(drawn, times.AsSpan(0, there));
        if (self >= 0)
        {
            // The unit itself is excluded, so later units move up by one.
            foreach (ref var partner in drawn)
            {
                partner += partner >= self ? 1 : 0;
            }
        }

        // A partner from 0 to last that was not drawn yet: R. Floyd's sampling, in J. Bentley, "Programming pearls: a sample of
        // brilliance", CACM 30, 1987.
        int Another(int last) => draws.NextBelow(last + 1) is var any && times[any] == 0 ? any : last;
    }

    /// <summary>Sorts the drawn partners and clears the counts. Few partners are sorted directly, many are read from the counts.</summary>
    private static void PutInOrder(Span<int> drawn, Span<int> times)
    {
        if (drawn.Length < times.Length / 64)
        {
            foreach (var partner in drawn)
            {
                times[partner] = 0;
            }

            drawn.Sort();
            return;
        }

        var n = 0;
        for (var partner = times.IndexOfAnyExcept(0); n < drawn.Length; partner += 1 + times[(partner + 1)..].IndexOfAnyExcept(0))
        {
            drawn.Slice(n, times[partner]).Fill(partner);
            n += times[partner];
            times[partner] = 0;
        }
    }
}
