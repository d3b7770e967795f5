using System.Text.Json;

namespace Homeostat.Tests.Connecting;

public class SynapseBuilderTests
{
    [Fact]
    public void Slices_count_from_their_start()
    {
        var context = Built.Describe(Connectivity.Where("i == j and N_pre == 3 and N_post == 4"), 10, 8) with
        {
            Pre = new SynapseEnd("a", 10, 5, 3),
            Post = new SynapseEnd("b", 8, 1, 4),
        };
        using var built = new Built(context);
        Assert.Equal([(5, 1, 0), (6, 2, 0), (7, 3, 0)], built.Stored());
        Assert.Equal([(0, 0), (1, 1), (2, 2)], built.Pairs);
        Assert.Equal((10, 8), (built.Rows.Sources, built.Rows.Targets));
        Assert.Equal([0.0, 11, 22], built.Values("10*i + j"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public unsafe void Targets_beyond_a_tile_are_found(int which)
    {
        // Three tiles, the first begun and the last ended within by a slice.
        const int Size = 150_000, First = 1000, Count = 148_000;
        int[] marks = [0, 64_535, 64_536, 64_537, 130_071, 130_072, Count - 1];
        var kind = which switch
        {
            0 => Connectivity.Pairs([.. marks.Select((_, n) => n % 2)], marks),
            1 => Connectivity.Where("j == 0 or j == 64535 or j == 64536 or j == 64537 or j == 130071 or j == 130072 or j == 147999"),
            2 => Connectivity.Probability(0.001),
            _ => Connectivity.FixedInDegree(1),
        };
        var context = Built.Describe(kind, 2, Size, delay: "(1 + floor(3*rand()))*dt", threads: 2) with { Post = new SynapseEnd("b", Size, First, Count) };
        using var built = new Built(context);
        Assert.Equal(3, built.Rows.Tiles);
        var (stored, pairs) = (built.Stored().ToArray(), built.Pairs);
        Assert.True(stored.OrderBy(s => s.Source).ThenBy(s => s.Target / 65536).ThenBy(s => s.Delay).ThenBy(s => s.Target).SequenceEqual(stored));
        Assert.True(pairs.Order().SequenceEqual(pairs));
        Assert.True(stored.Select(s => (s.Source, s.Target - First)).Order().SequenceEqual(pairs));
        Assert.True(stored.Select(s => s.Target - (double)First).SequenceEqual(built.Values("j")));
        Assert.True(which switch
        {
            0 => pairs.SequenceEqual(marks.Select((m, n) => (n % 2, m)).Order()),
            1 => pairs.SequenceEqual(from i in new[] { 0, 1 } from m in marks select (i, m)),
            2 => pairs.Length is > 200 and < 400,
            _ => pairs.Length == Count && pairs.Select(p => p.Post).Order().SequenceEqual(Enumerable.Range(0, Count)),
        });
        using var index = PostIndex.Build(built.Rows, context.Workers);
        for (var position = 0; position < stored.Length; position++)
        {
            var (begin, end) = (index.Offsets[stored[position].Target], index.Offsets[stored[position].Target + 1]);
            if (!new ReadOnlySpan<uint>(index.Synapse + begin, (int)(end - begin)).Contains((uint)position))
            {
                Assert.Fail($"synapse {position} is not among those of unit {stored[position].Target}");
            }
        }
    }

    [Fact]
    public void Variables_of_the_ends_can_be_named()
    {
        using var x = new Matrix(3, 10, ElementType.Float32);
        using var y = new Matrix(1, 1, ElementType.Float64);
        x.CopyFrom([.. Enumerable.Range(0, 30).Select(u => u < 10 ? u / 8.0 : -1)]);
        y[0, 0] = 0.5;
        var context = Built.Describe(Connectivity.Where("abs(x_pre - x_post) <= y_pre*meter"), 10, 10) with
        {
            Pre = new SynapseEnd("a", 10, 2, 8),
            Resolve = name => name is "x_pre" or "x_post" ? (Quantity.Parse("1 meter").Dimension, x) : name == "y_pre" ? (Dimension.None, y) : null,
            Variables = ["x_pre", "x_post", "y_pre"],
        };
        using var built = new Built(context);
        Assert.Equal(from i in Enumerable.Range(2, 8) from j in Enumerable.Range(0, 10) where Math.Abs(i - j) <= 4 select (i, j, 0), built.Stored());
        Assert.Equal(built.Stored().Select(s => ((s.Source - s.Target) / 8.0) + 0.5), built.Values("(x_pre - x_post)/meter + y_pre"));
        using var wrong = new Built(context with { Connectivity = Connectivity.Dense });
        Assert.Contains("Did you mean 'x_pre'", Assert.Throws<EquationException>(() => wrong.Values("x_prr/meter")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_drawn_apart_for_every_synapse_and_variable()
    {
        using var built = Built.Of(Connectivity.Probability(0.5), 300, 300);
        using var values = new Matrix(2, (int)built.Rows.Count, ElementType.Float64);
        using var second = new Matrix(1, (int)built.Rows.Count, ElementType.Float64);
        using var first = new Matrix(1, (int)built.Rows.Count, ElementType.Float64);
        var draws = 0;
        SynapseBuilder.Evaluate(built.Context, built.Rows, "w", "rand()", Dimension.None, first, ref draws);
        SynapseBuilder.Evaluate(built.Context, built.Rows, "v", "rand() + 0*rand()", Dimension.None, second, ref draws);
        Assert.Equal(3, draws);
        var all = first.ToArray().Concat(second.ToArray()).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.InRange(all.Average(), 0.495, 0.505);
        Assert.Equal(first.ToArray(), built.Values("rand()"));
        Assert.NotEqual(built.Values("rand()"), Built.Of(Connectivity.Probability(0.5), 300, 300, seed: 2).Values("rand()"));
        var normal = built.Values("2 + 3*randn()");
        Assert.InRange(normal.Average(), 1.9, 2.1);
        Assert.InRange(Math.Sqrt(normal.Average(v => (v - 2) * (v - 2))), 2.95, 3.05);
    }

    [Fact]
    public void A_shared_variable_has_one_value()
    {
        using var built = Built.Of(Connectivity.Dense, 3, 3);
        using var shared = new Matrix(1, 1);
        var draws = 0;
        Evaluate("2*N_pre");
        Assert.Equal(6, shared[0, 0]);
        Evaluate("1 + rand()");
        Assert.InRange(shared[0, 0], 1, 2);
        Assert.Contains("'eta' in projection 'p' is shared", Assert.Throws<HomeostatException>(() => Evaluate("i")).Message, StringComparison.Ordinal);

        void Evaluate(string text) => SynapseBuilder.Evaluate(built.Context, built.Rows, "eta", text, Dimension.None, shared, ref draws);
    }

    [Fact]
    public void A_view_sets_what_it_gets()
    {
        using var built = Built.Of(Connectivity.Pairs([1, 0, 1, 1, 0], [0, 2, 2, 0, 1]), 2, 3, "(1 + floor(9*rand()))*dt", seed: 5);
        using var w = new Matrix(1, 5);
        using var shared = new Matrix(1, 1);
        var changed = new List<string>();
        var view = new SynapseView(built.Context, built.Rows, name => name == "w" ? w : shared, changed.Add);
        Assert.Equal(5, view.Count);
        view.Set("w", [1, 2, 3, 4, 5]);
        view.Set("eta", [0.5]);
        Assert.Equal([1.0, 2, 3, 4, 5], view.Get("w"));
        Assert.Equal([0.5], view.Get("eta"));
        Assert.Equal(["w", "eta"], changed);

        // As stored, a value stands where its synapse does.
        var places = view.Pre.Zip(view.Post, view.Delay).Zip(view.Get("w")).ToDictionary(p => (p.First.First, p.First.Second, (int)Math.Round(p.First.Third / 1e-4)), p => p.Second);
        Assert.Equal(built.Stored().Select(s => places[s]), w.ToArray());
        Assert.Contains("has 5 values", Assert.Throws<HomeostatException>(() => view.Set("w", [1, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_connected_is_no_error()
    {
        Connectivity[] none = [Connectivity.Probability(0), Connectivity.Pairs([], []), Connectivity.Where("False"), Connectivity.FixedInDegree(0)];
        foreach (var kind in none)
        {
            using var built = Built.Of(kind, 4, 5, "(1 + i)*dt");
            Assert.Empty(built.Pairs);
            Assert.Empty(built.Values("rand() + i"));
            Assert.Empty(built.View.Delay);
            using var index = PostIndex.Build(built.Rows, built.Context.Workers);
            Assert.Equal(0, index.Count);
        }
    }

    [Fact]
    public void Every_kind_comes_back_from_json()
    {
        Connectivity[] kinds =
        [
            Connectivity.Dense, Connectivity.OneToOne, Connectivity.Where("i < j"), Connectivity.Probability(0.25, "i != j"),
            Connectivity.Probability("1/(1 + i)"), Connectivity.FixedInDegree(3, allowSelf: false), Connectivity.FixedOutDegree(4, allowMultapses: true),
            Connectivity.Nearby(5, 1.5, "1/(1 + distance)", wrap: true), Connectivity.Convolution(8, 9, 3, 4, 2, 2, 1, 2), Connectivity.Patches(8, 8, 4, 2, 3),
        ];
        var options = ArchiveJson.Options;
        Assert.All(kinds, kind => Assert.Equal(kind, Back(kind)));
        Assert.Equal("\"one-to-one\"", JsonSerializer.Serialize(Connectivity.OneToOne, options));
        var pairs = Assert.IsType<GivenPairs>(Back(Connectivity.Pairs([1, 2], [3, 4])));
        Assert.Equal([1, 2], pairs.Pre);
        Assert.Equal([3, 4], pairs.Post);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Connectivity>("\"sparse\"", options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Connectivity>("{ \"fixed-degree\": { \"k\": 3 } }", options));
        Assert.Throws<HomeostatException>(() => JsonSerializer.Deserialize<Connectivity>("{ \"even-chance\": { \"p\": 3, \"condition\": \"\" } }", options));

        Connectivity? Back(Connectivity kind) => JsonSerializer.Deserialize<Connectivity>(JsonSerializer.Serialize(kind, options), options);
    }
}
