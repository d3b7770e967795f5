namespace Homeostat;

/// <summary>The draw of samples that are held out for testing.</summary>
internal static class HeldOut
{
    private const ulong Key = 0x73706c6974000000UL;

    /// <summary>Mixes samples and draws some of them, of each class as many as its share of all samples.</summary>
    /// <param name="data">The name of the data in messages.</param>
    /// <param name="samples">The indices of the samples.</param>
    /// <param name="classOf">The class of a sample; null for samples without classes.</param>
    /// <param name="count">The number of samples to hold out; null for a fifth.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="HomeostatException">As many samples were to be held out as there are, or more.</exception>
    public static (int[] Train, int[] Test) Draw(string data, ReadOnlySpan<int> samples, Func<int, int>? classOf, int? count, ulong seed)
    {
        var wanted = count ?? (samples.Length / 5);
        if (wanted < 0 || wanted >= samples.Length)
        {
            throw new HomeostatException($"{data}: {wanted} samples were to be held out for testing, of {samples.Length} that can be used. Hold out fewer.");
        }

        int[] mixed = [.. samples];
        new RandomStream(seed ^ Key).Shuffle(mixed);
        if (classOf is null)
        {
            return (mixed[wanted..], mixed[..wanted]);
        }

        var (seen, taken, test) = (0, 0, new HashSet<int>());
        foreach (var group in mixed.GroupBy(classOf).OrderBy(group => group.Key).Select(group => group.ToArray()))
        {
            seen += group.Length;
            var upTo = (int)((long)wanted * seen / mixed.Length);
            test.UnionWith(group.Take(upTo - taken));
            taken = upTo;
        }

        return ([.. mixed.Where(sample => !test.Contains(sample))], [.. mixed.Where(test.Contains)]);
    }
}
