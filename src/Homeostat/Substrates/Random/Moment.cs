
namespace Homeostat;

/// <summary>
/// A step of a life and the chances it holds: every number is drawn from the seed, the step and the number's own name, so it is the
/// same whoever asks, in whatever order, before or after saving.
/// </summary>
/// <param name="Seed">The seed of the life.</param>
/// <param name="Step">Steps lived before.</param>
/// <param name="Stream">Whose chances: the world's and the body's are apart.</param>
public readonly record struct Moment(ulong Seed, long Step, uint Stream)
{
    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    /// <param name="which">Which of the step's numbers, below 2³¹.</param>
    public double Uniform(uint which = 0)
    {
        var (x0, x1, _, _) = Philox.Block(Seed, Stream, (ulong)Step, which << 1);
        return ((x0 | ((ulong)x1 << 32)) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>Normal with mean 0 and deviation 1, after Box and Muller.</summary>
    /// <param name="which">Which of the step's numbers, below 2³¹; apart from the uniform ones.</param>
    public double Normal(uint which = 0)
    {
        var (x0, x1, x2, x3) = Philox.Block(Seed, Stream, (ulong)Step, (which << 1) | 1);
        var radius = Math.Sqrt(-2 * Math.Log(1 - (((x0 | ((ulong)x1 << 32)) >> 11) * (1.0 / (1L << 53)))));
        return radius * Math.Cos(2 * Math.PI * ((x2 | ((ulong)x3 << 32)) >> 11) * (1.0 / (1L << 53)));
    }
}
