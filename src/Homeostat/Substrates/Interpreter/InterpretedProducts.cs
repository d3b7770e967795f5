using System.Numerics;

namespace Homeostat.Substrates;

/// <summary>
/// Products with the values of synapses and sums over the batch for them, one synapse after the other, whatever their storage: each sum is one
/// chain of fused multiply-adds.
/// </summary>
/// <typeparam name="T">The number type of the memory.</typeparam>
internal static class InterpretedProducts<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>What all synapses deliver in a sample.</summary>
    public static void Multiply(Product p, Memory memory, int sample)
    {
        var (source, weights) = (memory[p.Source], memory[p.Weights]);
        var sums = new T[memory[p.Target].Columns];
        foreach (var synapse in p.Storage.Synapses)
        {
            var (from, to) = p.ToPost ? (synapse.Pre, synapse.Post) : (synapse.Post, synapse.Pre);
            sums[to] = T.FusedMultiplyAdd(Of(source, sample, from), Of(weights, synapse.Row, synapse.Column), sums[to]);
        }

        Store(sums, memory[p.Target], sample, p.Accumulate);
    }

    /// <summary>What goes through the chosen synapses in a sample.</summary>
    public static void Choose(Choice c, Memory memory, int sample)
    {
        var (source, chooser) = (memory[c.Source], memory[c.Chooser]);
        var winners = new Dictionary<int, int>();
        foreach (var synapse in c.Storage.Synapses)
        {
            if (!winners.TryGetValue(synapse.Post, out var best) || Of(chooser, sample, synapse.Pre) > Of(chooser, sample, best))
            {
                winners[synapse.Post] = synapse.Pre;
            }
        }

        var sums = new T[memory[c.Target].Columns];
        foreach (var (post, pre) in winners.OrderBy(winner => winner.Key))
        {
            sums[c.ToPost ? post : pre] += Of(source, sample, c.ToPost ? pre : post);
        }

        Store(sums, memory[c.Target], sample, c.Accumulate);
    }

    /// <summary>The sum over samples, and over all synapses that share a value.</summary>
    public static void Add(OuterProduct p, Memory memory, int samples)
    {
        var (post, pre, target) = (memory[p.Post], memory[p.Pre], memory[p.Target]);
        var sums = new T[target.Rows * target.Columns];
        foreach (var synapse in p.Storage.Synapses)
        {
            ref var sum = ref sums[(synapse.Row * target.Columns) + synapse.Column];
            for (var sample = 0; sample < samples; sample++)
            {
                sum = T.FusedMultiplyAdd(Of(post, sample, synapse.Post), Of(pre, sample, synapse.Pre), sum);
            }
        }

        var scale = T.CreateTruncating(p.IsMean ? 1.0 / samples : 1);
        for (var k = 0; k < sums.Length; k++)
        {
            target[k / target.Columns, k % target.Columns] = double.CreateTruncating(scale * sums[k]);
        }
    }

    private static T Of(Matrix matrix, int row, int column) => T.CreateTruncating(matrix[row, column]);

    private static void Store(T[] sums, Matrix target, int sample, bool accumulate)
    {
        for (var to = 0; to < sums.Length; to++)
        {
            target[sample, to] = double.CreateTruncating(accumulate ? sums[to] + Of(target, sample, to) : sums[to]);
        }
    }
}
