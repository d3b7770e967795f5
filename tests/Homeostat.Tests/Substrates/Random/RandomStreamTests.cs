using CsCheck;

namespace Homeostat.Tests.Substrates;

public class RandomStreamTests
{
    [Fact]
    public void The_position_is_the_whole_state() =>
        Gen.Select(Gen.ULong, Gen.UInt, Gen.ULong[0, 1UL << 40]).Sample((seed, stream, position) =>
        {
            var random = new RandomStream(seed, stream) { Position = position };
            random.NextNormal();
            random.NextInt(10);
            var again = new RandomStream(seed, stream) { Position = random.Position };
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(random.NextDouble(), again.NextDouble());
                Assert.Equal(random.NextNormal(), again.NextNormal());
                Assert.Equal(random.NextUniform(-3, 5), again.NextUniform(-3, 5));
            }
        });

    [Fact]
    public void Whole_numbers_are_equally_likely()
    {
        var random = new RandomStream(1);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.NextInt(counts.Length)]++;
        }

        // Six degrees of freedom: chi-squared beyond 22.5 has a chance of one in a thousand; the seed is fixed.
        Assert.True(counts.Sum(count => (count - 10_000.0) * (count - 10_000.0) / 10_000) < 22.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }

    [Fact]
    public void A_shuffle_keeps_all_items_and_every_order_comes_up()
    {
        var random = new RandomStream(2, 5);
        var seen = new Dictionary<string, int>();
        for (var i = 0; i < 6000; i++)
        {
            int[] items = [0, 1, 2];
            random.Shuffle(items);
            var order = string.Concat(items);
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, seen.Count);
        Assert.All(seen.Values, count => Assert.InRange(count, 880, 1120));
        Assert.All(seen.Keys, order => Assert.Equal("012", string.Concat(order.Order())));
    }

    [Fact]
    public void Streams_and_seeds_differ_and_normals_are_normal()
    {
        Assert.NotEqual(new RandomStream(1, 0).NextDouble(), new RandomStream(1, 1).NextDouble());
        Assert.NotEqual(new RandomStream(1, 0).NextDouble(), new RandomStream(2, 0).NextDouble());
        var random = new RandomStream(3);
        var x = Enumerable.Range(0, 50_000).Select(_ => random.NextNormal()).ToArray();
        Assert.Equal(0, x.Average(), 0.02);
        Assert.Equal(1, x.Average(y => y * y), 0.03);
    }
}
