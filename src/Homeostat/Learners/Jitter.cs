using System.Numerics;

namespace Homeostat;

/// <summary>Random shifts of training images, each a function of the seed, the epoch and the index of the image alone.</summary>
/// <param name="Pixels">The largest shift in each direction, in pixels.</param>
/// <param name="Seed">The seed of the training.</param>
/// <param name="Epoch">The number of the epoch, counted from 0.</param>
internal readonly record struct Jitter(int Pixels, ulong Seed, int Epoch)
{
    // The stream has a key of its own, because the same seed is also used for weights and for the order of samples.
    private const ulong Key = 0x6a69747465720000UL;

    // The draws of different images do not overlap, even where a draw is repeated a few times.
    private const ulong DrawsOfAnImage = 64;

    /// <summary>The shifts of an epoch; null if images stay where they are.</summary>
    public static Jitter? In(TrainingOptions options, int epoch) => options.Jitter > 0 ? new Jitter(options.Jitter, options.Seed, epoch) : null;

    /// <summary>Checks that there are images, if they are to be shifted.</summary>
    /// <exception cref="HomeostatException">The data have none.</exception>
    public static void Require(TrainingOptions options, DataSource data)
    {
        if (options.Jitter > 0 && data.Train.Find(DataSource.Image)?.Extent is null)
        {
            throw new HomeostatException(
                $"The data '{data.Name}' has no images to shift by {options.Jitter} pixels: it has {data.Train.Describe()}. Set Jitter to 0, or give it "
                + $"a stream '{DataSource.Image}' of images, or of arrays of the shape [channels, rows, columns].");
        }
    }

    /// <summary>The shift of an image to the right and down, in pixels.</summary>
    public (int Right, int Down) Of(int image)
    {
        var random = new RandomStream(Seed ^ Key, (uint)Epoch) { Position = (ulong)image * DrawsOfAnImage };
        var right = random.NextInt((2 * Pixels) + 1) - Pixels;
        return (right, random.NextInt((2 * Pixels) + 1) - Pixels);
    }

    /// <summary>Shifts an image in place.</summary>
    /// <param name="pixels">The pixels, row after row, of one channel after the other.</param>
    /// <param name="height">The number of rows of a channel.</param>
    /// <param name="width">The number of pixels in a row.</param>
    /// <param name="right">The number of pixels to the right; negative to the left.</param>
    /// <param name="down">The number of pixels down; negative up.</param>
    /// <param name="black">The value of what comes into the image.</param>
    public static void Shift<T>(Span<T> pixels, int height, int width, int right, int down, T black = default)
        where T : struct, INumberBase<T>
    {
        var kept = Math.Max(0, width - Math.Abs(right));
        for (var channel = pixels; channel.Length > 0; channel = channel[(height * width)..])
        {
            // A row is written after the row that is copied from it.
            for (var n = 0; n < height; n++)
            {
                var y = down > 0 ? height - 1 - n : n;
                var row = channel.Slice(y * width, width);
                if (y - down < 0 || y - down >= height || kept == 0)
                {
                    row.Fill(black);
                    continue;
                }

                channel.Slice(((y - down) * width) + Math.Max(0, -right), kept).CopyTo(row[Math.Max(0, right)..]);
                (right > 0 ? row[..right] : row[kept..]).Fill(black);
            }
        }
    }
}
