using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <summary>
/// Philox 4×32-10, a counter-based random number generator: it scrambles a counter with a key, so that any number of any stream can be
/// computed at any time, in any order, by any thread. (J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", SC 2011.)
/// </summary>
/// <remarks>
/// The key is the seed. The counter is, from its lowest word: block (32 bits), stream (32 bits), step (64 bits); a block
/// is four numbers of 32 bits. Element <c>index</c> is taken from block <c>index / 4</c> (float) or <c>index / 2</c>
/// (double), so that a range has the same numbers however it is divided into fills.
/// </remarks>
internal static partial class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    // Words below this have at most 22 bits.
    private const uint SmallWord = 1 << 22;

    /// <summary>The four random words of a block.</summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">The index of one of the seed's independent streams.</param>
    /// <param name="step">The step of the stream.</param>
    /// <param name="block">The block of the step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint X0, uint X1, uint X2, uint X3) Block(ulong seed, uint stream, ulong step, uint block) =>
        Scramble(block, stream, (uint)step, (uint)(step >> 32), (uint)seed, (uint)(seed >> 32));

    /// <summary>
    /// The uniform number in [0, 1) of a random word, as float32 holds it: a multiple of 2⁻²⁴, and below 2⁻¹⁰ one of 2⁻³², so that rare
    /// events are as rare as they should be.
    /// </summary>
    public static float UniformSingle(uint word) => word < SmallWord ? word * (float)Unit32 : (word >> 8) * (1.0f / (1 << 24));

    /// <summary>The Philox function: ten rounds on a counter of four words, with a key of two words.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Scramble(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }
}
