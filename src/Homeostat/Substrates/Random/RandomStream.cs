using System.Diagnostics.CodeAnalysis;

namespace Homeostat;

/// <summary>
/// A sequence of random numbers for shuffles and for drawing data: one of a seed's 2³² independent streams, apart from the
/// numbers that fill a simulation's noise with the same seed. <see cref="Position"/> is all of its state.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="stream">Which of the seed's streams.</param>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of random numbers is what the field calls it.")]
public sealed class RandomStream(ulong seed, uint stream = 0)
{
    // Fills count their steps from 0 and never come to these.
    private const ulong FirstStep = 0xFFFF_FFFFUL << 32;

    /// <summary>The seed.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>Which of the seed's streams.</summary>
    public uint Stream { get; } = stream;

    /// <summary>How many words of 64 bits were drawn. Set it to go on from where another run was.</summary>
    public ulong Position { get; set; }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var block = Position >> 1;
        var (x0, x1, x2, x3) = Philox.Block(Seed, Stream, FirstStep | (block >> 32), (uint)block);
        return (Position++ & 1) == 0 ? x0 | ((ulong)x1 << 32) : x2 | ((ulong)x3 << 32);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform between the bounds.</summary>
    /// <param name="low">The lower bound, included.</param>
    /// <param name="high">The upper bound, excluded but for rounding.</param>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Normal with mean 0 and deviation 1, after Box and Muller. Draws two words.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>A whole number from 0 to <paramref name="n"/> − 1, all equally likely.</summary>
    /// <param name="n">How many there are to choose from; at least 1.</param>
    public int NextInt(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);

        // D. Lemire, "Fast random integer generation in an interval", 2019: the few low products that would make some
        // numbers likelier than others are drawn anew.
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
    /// <param name="items">What to shuffle, in place.</param>
    public void Shuffle(Span<int> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
