using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Homeostat.Substrates;

/// <content>Eight blocks side by side.</content>
internal static unsafe partial class Philox
{
    private const double Unit32 = 1.0 / (1L << 32);
    private const double Unit53 = 1.0 / (1L << 53);

    /// <summary>The numbers of eight blocks, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Generate<T>(ulong seed, uint stream, ulong step, uint block, T* numbers, Distribution distribution)
        where T : unmanaged
    {
        var (x0, x1, x2, x3) = Scramble(seed, stream, step, block);
        if (typeof(T) == typeof(float))
        {
            var (n0, n1, n2, n3) = distribution == Distribution.Uniform
                ? (Uniform24(x0), Uniform24(x1), Uniform24(x2), Uniform24(x3))
                : Flatten(BoxMuller((Real(x0) + Half) * Unit32, Real(x1) * Unit32), BoxMuller((Real(x2) + Half) * Unit32, Real(x3) * Unit32));
            Interleave(n0, (float*)numbers, 4);
            Interleave(n1, (float*)numbers + 1, 4);
            Interleave(n2, (float*)numbers + 2, 4);
            Interleave(n3, (float*)numbers + 3, 4);
        }
        else
        {
            var (y0, y1) = (Real((x0 | (x1 << 32)) >> 11), Real((x2 | (x3 << 32)) >> 11));
            var (n0, n1) = distribution == Distribution.Uniform
                ? (y0 * Unit53, y1 * Unit53)
                : BoxMuller((y0 + Half) * Unit53, y1 * Unit53);
            for (var i = 0; i < BlocksAtATime; i++)
            {
                ((double*)numbers)[2 * i] = n0.GetElement(i);
                ((double*)numbers)[(2 * i) + 1] = n1.GetElement(i);
            }
        }
    }

    private static Vector512<double> Half => Vector512.Create(0.5);

    /// <summary>Blocks <paramref name="block"/>, … + 7; each word in the lower half of its lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (Vector512<ulong> X0, Vector512<ulong> X1, Vector512<ulong> X2, Vector512<ulong> X3) Scramble(
        ulong seed, uint stream, ulong step, uint block)
    {
        var word = Vector512.Create((ulong)uint.MaxValue);
        var c0 = (Vector512.Create((ulong)block) + Vector512<ulong>.Indices) & word;
        var (c1, c2, c3) = (Vector512.Create((ulong)stream), Vector512.Create(step & uint.MaxValue), Vector512.Create(step >> 32));
        var (k0, k1) = ((uint)seed, (uint)(seed >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = Multiply(c0, Multiplier0);
            var product1 = Multiply(c2, Multiplier1);
            (c0, c1) = ((product1 >> 32) ^ c1 ^ Vector512.Create((ulong)k0), product1 & word);
            (c2, c3) = ((product0 >> 32) ^ c3 ^ Vector512.Create((ulong)k1), product0 & word);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Product of 32-bit words in 64-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Multiply(Vector512<ulong> words, uint factor)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.Multiply(words.AsUInt32(), Vector512.Create(factor));
        }

        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.Multiply(words.GetLower().AsUInt32(), Vector256.Create(factor)),
                Avx2.Multiply(words.GetUpper().AsUInt32(), Vector256.Create(factor)));
        }

        return words * Vector512.Create((ulong)factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Real(Vector512<ulong> words) => Vector512.ConvertToDouble(words.AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Uniform24(Vector512<ulong> words) => Narrow(Real(words >> 8) * (1.0 / (1 << 24)));

    /// <summary>
    /// Two independent normal numbers of two uniform ones, the first in (0, 1). In double precision even for floats:
    /// the tail of single precision would end at 5.8 deviations with coarse steps.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (Vector512<double> X, Vector512<double> Y) BoxMuller(Vector512<double> u, Vector512<double> v)
    {
        var radius = Vector512.Sqrt(-2.0 * Vector512.Log(u));
        var (sine, cosine) = Vector512.SinCos(2 * Math.PI * v);
        return (radius * cosine, radius * sine);
    }

    private static (Vector256<float> N0, Vector256<float> N1, Vector256<float> N2, Vector256<float> N3) Flatten(
        (Vector512<double> X, Vector512<double> Y) first, (Vector512<double> X, Vector512<double> Y) second) =>
        (Narrow(first.X), Narrow(first.Y), Narrow(second.X), Narrow(second.Y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Narrow(Vector512<double> x) => Vector512.Narrow(x, x).GetLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector256<float> numbers, float* target, int distance)
    {
        for (var i = 0; i < BlocksAtATime; i++)
        {
            target[i * distance] = numbers.GetElement(i);
        }
    }
}
