using CsCheck;

namespace Homeostat.Tests.Data;

public class BatchOrderTests
{
    [Fact]
    public void Every_epoch_shows_each_sample_once() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 50], Gen.ULong, Gen.Int[0, 1000]).Sample((count, batch, seed, epoch) =>
        {
            batch = Math.Min(batch, count);
            var kept = new BatchOrder(count, batch, seed);
            var seen = Enumerable.Range(0, kept.Batches).SelectMany(b => kept.Batch(epoch, b).ToArray()).ToArray();
            Assert.Equal(kept.Epoch(epoch).ToArray(), seen);
            Assert.Equal(Enumerable.Range(0, count), seen.Order());

            var dropped = new BatchOrder(count, batch, seed, keepLast: false);
            Assert.Equal(count / batch, dropped.Batches);
            Assert.All(Enumerable.Range(0, dropped.Batches), b => Assert.Equal(batch, dropped.Batch(epoch, b).Length));
        });

    [Fact]
    public void An_epoch_is_the_same_whatever_came_before()
    {
        var order = new BatchOrder(1000, 10, 5);
        var third = order.Epoch(3).ToArray();
        Assert.NotEqual(third, order.Epoch(4).ToArray());
        Assert.Equal(third, new BatchOrder(1000, 20, 5).Epoch(3).ToArray());
        Assert.NotEqual(third, new BatchOrder(1000, 10, 6).Epoch(3).ToArray());
    }

    [Fact]
    public void Allocates_only_when_constructed()
    {
        var order = new BatchOrder(1000, 10, 5);
        _ = order.Batch(0, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var epoch = 1; epoch < 20; epoch++)
        {
            _ = order.Batch(epoch, 3);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_refused() =>
        Assert.Contains("of 9", Assert.Throws<HomeostatException>(() => new BatchOrder(9, 10, 1)).Message, StringComparison.Ordinal);
}
