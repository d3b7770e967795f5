namespace Homeostat;

/// <summary>
/// The groups of samples that a mixture begins with: k-means (Lloyd 1982), whose first centers are drawn from the samples with a chance in proportion to the squared
/// distance from the nearest center so far (k-means++, Arthur and Vassilvitskii 2007).
/// </summary>
internal sealed class MixtureStart(SampleRows samples, int groups, ParallelOptions threads)
{
    // The stream has a key of its own, because the same seed may also be used for other draws.
    private const ulong Key = 0x6d69787475726500UL;
    private const int Chunk = CovarianceFactor.Block;

    private readonly double[,] _centers = new double[groups, samples.Width];
    private readonly double[] _distances = new double[samples.Count];
    private readonly int[] _groups = new int[samples.Count];

    /// <summary>The number of the group of each sample. No group is empty.</summary>
    public int[] Find(ulong seed, int iterations)
    {
        DrawCenters(new RandomStream(seed ^ Key));
        Assign();
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var before = _groups.ToArray();
            MoveCenters();
            Assign();
            if (_groups.AsSpan().SequenceEqual(before))
            {
                break;
            }
        }

        return _groups;
    }

    private void DrawCenters(RandomStream random)
    {
        Array.Fill(_distances, double.PositiveInfinity);
        var chosen = random.NextInt(samples.Count);
        for (var group = 0; group < groups; group++)
        {
            if (group > 0)
            {
                var draw = new WeightedDraw(_distances);
                if (draw.Total == 0)
                {
                    throw new HomeostatException(
                        $"Only {group} different samples were given, {samples.Count} with repetitions, and {groups} components take as many. Ask for {group} components or fewer, or give more samples.");
                }

                chosen = draw.At(random.NextDouble() * draw.Total);
            }

            samples[chosen].CopyTo(_centers.Row(group));
            ForEach(i => _distances[i] = Math.Min(_distances[i], RowVectors.SquaredDistance(samples[i], samples[chosen])));
        }
    }

    private void Assign()
    {
        ForEach(i =>
        {
            var (best, least) = (0, double.PositiveInfinity);
            for (var group = 0; group < groups; group++)
            {
                var distance = RowVectors.SquaredDistance(samples[i], _centers.Row(group));
                (best, least) = distance < least ? (group, distance) : (best, least);
            }

            (_groups[i], _distances[i]) = (best, least);
        });

        // A group that lost all its samples takes the one that is farthest from the center of its own. There is one, because there are as many different samples as groups.
        var sizes = Sizes();
        for (var group = 0; group < groups; group++)
        {
            if (sizes[group] == 0)
            {
                var farthest = Enumerable.Range(0, samples.Count).Where(i => sizes[_groups[i]] > 1).MaxBy(i => _distances[i]);
                sizes[_groups[farthest]]--;
                (sizes[group], _groups[farthest], _distances[farthest]) = (1, group, 0);
            }
        }
    }

    private void MoveCenters()
    {
        var sizes = Sizes();
        Array.Clear(_centers);
        for (var i = 0; i < samples.Count; i++)
        {
            RowVectors.AddScaled(samples[i], 1.0 / sizes[_groups[i]], _centers.Row(_groups[i]));
        }
    }

    private int[] Sizes()
    {
        var sizes = new int[groups];
        foreach (var group in _groups)
        {
            sizes[group]++;
        }

        return sizes;
    }

    private void ForEach(Action<int> sample) => Parallel.For(0, (samples.Count + Chunk - 1) / Chunk, threads, chunk =>
    {
        for (var i = chunk * Chunk; i < Math.Min(samples.Count, (chunk + 1) * Chunk); i++)
        {
            sample(i);
        }
    });
}
