using CsCheck;

namespace Homeostat.Tests.Connecting;

public class SynapseOrderTests
{
    private static readonly Gen<(Connectivity Kind, int Pre, int Post)> GenKind =
        from pre in Gen.Int[1, 60]
        from post in Gen.Int[1, 60]
        from p in Gen.Double[0, 1]
        from k in Gen.Int[0, Math.Min(pre, post)]
        from pairs in Gen.Select(Gen.Int[0, pre - 1], Gen.Int[0, post - 1]).Array[0, 200]
        from kind in Gen.OneOf([.. new Connectivity[] {
            Connectivity.Dense, Connectivity.Probability(p), Connectivity.Probability(p, "rand() < 0.7 and i != j"),
            Connectivity.Probability("(i + j + rand())/(N_pre + N_post)"), Connectivity.Where("i <= j or rand() < 0.5"),
            Connectivity.FixedInDegree(k), Connectivity.FixedOutDegree(k), Connectivity.FixedInDegree(2 * k, allowMultapses: true),
            Connectivity.FixedOutDegree(2 * k, allowMultapses: true),
            Connectivity.Pairs([.. pairs.Select(x => x.Item1)], [.. pairs.Select(x => x.Item2)]) }.Select(Gen.Const)])
        select (kind, pre, post);

    [Fact]
    public void Rows_are_ordered_by_delay_and_then_target() => Gen.Select(GenKind, Gen.Int[1, 700]).Sample((kind, most) =>
    {
        using var built = Built.Of(kind.Kind, kind.Pre, kind.Post, $"(1 + floor({most}*rand()))*dt");
        var stored = built.Stored().ToArray();
        Assert.Equal(stored.Order().OrderBy(s => s.Source).ThenBy(s => s.Delay).ThenBy(s => s.Target), stored);
        Assert.Equal(stored.Select(s => s.Delay).DefaultIfEmpty(0).Max(), built.Rows.MaxDelay);
        Assert.Equal(stored.Select(s => s.Delay).Distinct().Count() <= 1, built.Rows.DelaysOf(0).IsEmpty && built.Rows.AllDelays.IsEmpty);
        Assert.Equal(stored.GroupBy(s => (s.Source, s.Target)).Any(g => g.Count() > 1), built.Rows.HasMultapses);
        Assert.All(stored, s => Assert.InRange(s.Delay, 1, most));
        Assert.All(stored.Select((s, k) => (s.Source, k)), s => Assert.Equal(s.Source, built.Rows.SourceOf(s.k)));
    }, iter: 200);

    [Fact]
    public void Any_number_of_threads_makes_the_same_bits() => Gen.Select(GenKind, Gen.ULong).Sample((kind, seed) =>
    {
        string[] delays = ["", "(1 + floor(5*rand()))*dt"];
        foreach (var delay in delays)
        {
            using var one = Built.Of(kind.Kind, kind.Pre, kind.Post, delay, threads: 1, seed: seed);
            using var two = Built.Of(kind.Kind, kind.Pre, kind.Post, delay, threads: 2, seed: seed);
            using var three = Built.Of(kind.Kind, kind.Pre, kind.Post, delay, threads: 3, seed: seed);
            Assert.Equal(one.Stored(), two.Stored());
            Assert.Equal(one.Stored(), three.Stored());
            Assert.Equal(one.Values("randn() + i*j"), two.Values("randn() + i*j"));
            Assert.Equal(one.Values("randn() + i*j"), three.Values("randn() + i*j"));
        }
    }, iter: 60);

    [Fact]
    public void Values_follow_their_synapse_whatever_its_delay() => Gen.Select(GenKind, Gen.ULong).Sample((kind, seed) =>
    {
        using var prompt = Built.Of(kind.Kind, kind.Pre, kind.Post, seed: seed);
        using var delayed = Built.Of(kind.Kind, kind.Pre, kind.Post, "(1 + floor(300*rand()))*dt", seed: seed);
        Assert.Equal(prompt.Pairs, delayed.Pairs);
        Assert.Equal(prompt.Stored().Select(s => (s.Source, s.Target)).Order(), delayed.Stored().Select(s => (s.Source, s.Target)).Order());

        // What is drawn belongs to the pair, not to where it is stored.
        Assert.Equal(prompt.Canonical("rand()"), delayed.Canonical("rand()"));
        Assert.Equal(delayed.Stored().Select(s => (s.Source * 1000.0) + s.Target), delayed.Values("1000*i + j"));
        Assert.Equal(delayed.Stored().Select(s => (s.Source * 1000f) + s.Target), delayed.Values("1000*i + j", ElementType.Float32).Select(v => (float)v));
        var view = delayed.View;
        var byPair = delayed.Stored().OrderBy(s => s.Source).ThenBy(s => s.Target).ThenBy(s => s.Delay).ToArray();
        Assert.Equal(byPair.Select(s => s.Source), view.Pre);
        Assert.Equal(byPair.Select(s => s.Target), view.Post);
        Assert.Equal(byPair.Select(s => s.Delay * 1e-4), view.Delay);
    }, iter: 100);

    [Fact]
    public unsafe void The_index_of_targets_has_every_synapse_once() => GenKind.Sample(kind =>
    {
        using var built = Built.Of(kind.Kind, kind.Pre, kind.Post, "(1 + floor(9*rand()))*dt", threads: 2);
        using var index = PostIndex.Build(built.Rows, built.Context.Workers);
        var stored = built.Stored().ToArray();
        var found = new List<(int Target, int Source, int Position)>();
        for (var target = 0; target < kind.Post; target++)
        {
            for (var k = index.Offsets[target]; k < index.Offsets[target + 1]; k++)
            {
                found.Add((target, index.Source[k], (int)index.Synapse[k]));
            }
        }

        var expected = stored.Select((s, position) => (s.Target, s.Source, position)).OrderBy(s => s.Target).ThenBy(s => s.position);
        Assert.Equal(expected, found);
    }, iter: 100);
}
