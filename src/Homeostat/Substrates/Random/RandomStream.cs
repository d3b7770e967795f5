using System.Diagnostics.CodeAnalysis;

namespace Homeostat;

/// <summary>
/// A sequence of random numbers for shuffling and for drawing data: one of a seed's 2³² independent streams, independent of the numbers
/// that a simulation with the same seed draws. <see cref="Position"/> is its whole state.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="stream">The index of the stream.</param>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of random numbers is what the field calls it.")]
public sealed class RandomStream(ulong seed, uint stream = 0)
{
    // Fills count their steps from 0 and never reach these steps.
    private const ulong FirstStep = 0xFFFF_FFFFUL << 32;

    /// <summary>The seed.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The index of the stream among those of the seed.</summary>
    public uint Stream { get; } = stream;

    /// <summary>The number of 64-bit words drawn so far. Set it to continue a saved sequence.</summary>
    public ulong Position { get; set; }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var block = Position >> 1;
        var (x0, x1, x2, x3) = Philox.Block(Seed, Stream, FirstStep | (block >> 32), (uint)block);
        return (Position++ & 1) == 0 ? x0 | ((ulong)x1 << 32) : x2 | ((ulong)x3 << 32);
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>A uniform number between two bounds.</summary>
    /// <param name="low">The lower bound, included.</param>
    /// <param name="high">The upper bound, excluded except for rounding.</param>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>A normal number with mean 0 and standard deviation 1, after Box and Muller. It uses two words.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>A whole number from 0 to <paramref name="n"/> − 1, all equally likely.</summary>
    /// <param name="n">The number of possible values; at least 1.</param>
    public int NextInt(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);

        // D. Lemire, "Fast random integer generation in an interval", 2019: the few low products that would make some numbers more
        // likely than others are drawn again.
        var excess = (0UL - (ulong)n) % (ulong)n;
        while (true)
        {
            var high = Math.BigMul(NextBits(), (ulong)n, out var low);
            if (low >= excess)
            {
                return (int)high;
            }
        }
    }

    /// <summary>Puts the items in random order (Fisher and Yates).</summary>
    /// <param name="items">The items, which are shuffled in place.</param>
    public void Shuffle(Span<int> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
