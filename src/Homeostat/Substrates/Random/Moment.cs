
namespace Homeostat;

/// <summary>
/// A step of a life as a source of random numbers. Every number depends only on the seed, the step, the stream and its own index, so it
/// is the same whichever part asks for it, in any order, before or after saving.
/// </summary>
/// <param name="Seed">The seed of the life.</param>
/// <param name="Step">The number of steps lived before.</param>
/// <param name="Stream">The stream of random numbers; the niche and the body have different streams.</param>
public readonly record struct Moment(ulong Seed, long Step, uint Stream)
{
    /// <summary>A uniform number in [0, 1), a multiple of 2⁻⁵³.</summary>
    /// <param name="which">The index of the number within the step, below 2³¹.</param>
    public double Uniform(uint which = 0)
    {
        var (x0, x1, _, _) = Philox.Block(Seed, Stream, (ulong)Step, which << 1);
        return ((x0 | ((ulong)x1 << 32)) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>A normal number with mean 0 and standard deviation 1, after Box and Muller.</summary>
    /// <param name="which">The index of the number within the step, below 2³¹; independent of the uniform numbers.</param>
    public double Normal(uint which = 0)
    {
        var (x0, x1, x2, x3) = Philox.Block(Seed, Stream, (ulong)Step, (which << 1) | 1);
        var radius = Math.Sqrt(-2 * Math.Log(1 - (((x0 | ((ulong)x1 << 32)) >> 11) * (1.0 / (1L << 53)))));
        return radius * Math.Cos(2 * Math.PI * ((x2 | ((ulong)x3 << 32)) >> 11) * (1.0 / (1L << 53)));
    }
}
