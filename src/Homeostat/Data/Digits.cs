namespace Homeostat;

/// <summary>
/// The embedded data set: digits drawn by a jittery pen, 28×28, ten classes, as many as wanted, with no download. How a
/// sample looks depends on the seed, the part and its index alone: not on how many are drawn or by how many threads.
/// </summary>
public static class Digits
{
    /// <summary>Pixels in a row, and rows.</summary>
    public const int Side = 28;

    private const int Classes = 10;

    /// <summary>Draws a data set. Every ten samples in a row hold each digit once, in random order.</summary>
    /// <param name="train">Images to learn from.</param>
    /// <param name="test">Images to be tested on.</param>
    /// <param name="seed">Any number; each gives other images.</param>
    public static ImageSet Draw(int train = 10_000, int test = 2_000, ulong seed = 1) => Draw(train, test, seed, threads: -1);

    /// <summary>Draws with so many threads; -1 for as many as there are.</summary>
    internal static ImageSet Draw(int train, int test, ulong seed, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(train);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(test);
        return new ImageSet("digits", Part("digits train", train, seed, 0, threads), Part("digits test", test, seed, 1, threads));
    }

    private static LabeledImages Part(string name, int count, ulong seed, uint part, int threads)
    {
        if ((long)count * Side * Side > Array.MaxLength)
        {
            throw new HomeostatException(
                $"{count} drawn digits were asked for ({name}); one set holds at most {Array.MaxLength / (Side * Side)}. Ask for fewer.");
        }

        var pixels = new byte[count * Side * Side];
        var labels = new byte[count];

        // Ten at a time share the draw of which digit comes when; chunks keep a thread's pen and sheet in its cache.
        const int Chunk = 10 * Classes;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, (count + Chunk - 1) / Chunk, options, chunk =>
        {
            var sheet = new DigitSheet();
            Span<int> order = stackalloc int[Classes];
            for (var i = chunk * Chunk; i < Math.Min(count, (chunk + 1) * Chunk); i++)
            {
                if (i % Classes == 0)
                {
                    for (var digit = 0; digit < Classes; digit++)
                    {
                        order[digit] = digit;
                    }

                    Stream(seed, part, 1, i / Classes).Shuffle(order);
                }

                labels[i] = (byte)order[i % Classes];
                sheet.Draw(labels[i], Stream(seed, part, 0, i), pixels.AsSpan(i * Side * Side, Side * Side));
            }
        });
        return new LabeledImages(name, Side, Side, Classes, pixels, labels);
    }

    // A key of its own, so that a network initialized from the same seed shares no random number with its data.
    private static RandomStream Stream(ulong seed, uint part, uint use, int index) =>
        new(seed ^ 0x6469676974730000UL ^ (part + (2UL * use)), (uint)index);
}
