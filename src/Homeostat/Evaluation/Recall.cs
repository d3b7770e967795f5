using System.Globalization;

namespace Homeostat;

/// <summary>The way in which a pattern is corrupted before a memory is asked for it.</summary>
public enum Corruption
{
    /// <summary>Pixels drawn at random are inverted: x becomes 1 − x. Where half of them are, a cue tells nothing about its pattern.</summary>
    Flip,

    /// <summary>Pixels drawn at random are hidden: they become 0.5.</summary>
    Hide,

    /// <summary>The last pixels, the lower part of an image, are hidden: they become 0.5.</summary>
    Cover,
}

/// <summary>How well patterns come back from a memory.</summary>
/// <param name="Similarity">The mean of 1 − |x − pattern| over pixels and cues: of black and white images, the fraction of pixels that are right.</param>
/// <param name="Nearest">The fraction of cues whose result is nearer to their own pattern than to any other (Euclidean distance).</param>
public readonly record struct RecallScore(double Similarity, double Nearest);

/// <summary>The test of an associative memory: patterns are corrupted, and what the memory makes of them is compared with the patterns.</summary>
public static class Recall
{
    /// <summary>Corrupts a pattern. The result depends on the seed and the number of the cue, and on nothing else.</summary>
    /// <param name="pattern">The pixels, 0 to 1.</param>
    /// <param name="corruption">The way in which it is corrupted.</param>
    /// <param name="fraction">The fraction of its pixels, 0 to 1; it is rounded to whole pixels.</param>
    /// <param name="cue">The number of the cue.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="HomeostatException">The fraction is out of range.</exception>
    public static float[] Corrupt(ReadOnlySpan<float> pattern, Corruption corruption, double fraction, int cue, ulong seed = 1)
    {
        if (fraction is not (>= 0 and <= 1))
        {
            throw new HomeostatException(string.Create(CultureInfo.InvariantCulture, $"A fraction of {fraction} of the pixels cannot be corrupted; give a number from 0 to 1."));
        }

        int[] order = [.. Enumerable.Range(0, pattern.Length)];
        if (corruption == Corruption.Cover)
        {
            Array.Reverse(order);
        }
        else
        {
            new RandomStream(seed ^ Stream, (uint)cue).Shuffle(order);
        }

        var corrupted = pattern.ToArray();
        foreach (var pixel in order.AsSpan(0, (int)Math.Round(fraction * pattern.Length)))
        {
            corrupted[pixel] = corruption == Corruption.Flip ? 1 - corrupted[pixel] : 0.5f;
        }

        return corrupted;
    }

    /// <summary>Compares results, or cues as they are, with the patterns.</summary>
    /// <param name="patterns">The patterns, each of the same number of pixels.</param>
    /// <param name="results">The results; number n is one of pattern n modulo the number of patterns.</param>
    /// <exception cref="HomeostatException">There is no pattern or no result, or one has another number of pixels.</exception>
    public static RecallScore Score(IReadOnlyList<float[]> patterns, IReadOnlyList<float[]> results)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentNullException.ThrowIfNull(results);
        if (patterns.Count == 0 || results.Count == 0 || patterns.Concat(results).Any(image => image.Length != patterns[0].Length))
        {
            throw new HomeostatException(
                $"{results.Count} results cannot be compared with {patterns.Count} patterns: one of each or more is needed, all with the same number of pixels.");
        }

        var (similarity, nearest) = (0.0, 0);
        for (var n = 0; n < results.Count; n++)
        {
            var own = n % patterns.Count;
            var (result, pattern) = (results[n], patterns[own]);
            for (var pixel = 0; pixel < result.Length; pixel++)
            {
                similarity += 1 - Math.Abs(result[pixel] - (double)pattern[pixel]);
            }

            var distance = SquaredDistance(result, pattern);
            nearest += Enumerable.Range(0, patterns.Count).All(k => k == own || SquaredDistance(result, patterns[k]) > distance) ? 1 : 0;
        }

        return new RecallScore(similarity / results.Count / patterns[0].Length, (double)nearest / results.Count);
    }

    private static double SquaredDistance(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var pixel = 0; pixel < a.Length; pixel++)
        {
            sum += (a[pixel] - b[pixel]) * (double)(a[pixel] - b[pixel]);
        }

        return sum;
    }

    // A random stream of its own, so that a cue shares no random number with the weights of a network of the same seed.
    private const ulong Stream = 0x7265_6361_6c6c_0000UL;
}
