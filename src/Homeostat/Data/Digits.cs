namespace Homeostat;

/// <summary>
/// The embedded data set: any number of drawn digits, 28×28 pixels, ten classes, without a download. The image of a sample depends only
/// on the seed, the part and its index, not on the number of samples or threads.
/// </summary>
public static class Digits
{
    /// <summary>The width and the height of an image, in pixels.</summary>
    public const int Side = 28;

    private const int Classes = 10;

    /// <summary>Draws a data set. Each group of ten successive samples contains each digit once, in random order.</summary>
    /// <param name="train">The number of training images.</param>
    /// <param name="test">The number of test images.</param>
    /// <param name="seed">The seed of the images; each seed gives other images.</param>
    public static ImageSet Draw(int train = 10_000, int test = 2_000, ulong seed = 1) => Draw(train, test, seed, threads: -1);

    /// <summary>Draws a data set with a given number of threads; -1 for all processors.</summary>
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

        // Ten successive samples share one random order of the digits. Chunks keep the pen and the sheet of a thread in its cache.
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

    // The random stream has a key of its own, so that a network that is initialized from the same seed shares no random number with its data.
    private static RandomStream Stream(ulong seed, uint part, uint use, int index) =>
        new(seed ^ 0x6469676974730000UL ^ (part + (2UL * use)), (uint)index);
}
