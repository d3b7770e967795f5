using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Homeostat.Substrates;

/// <content>The computation of eight blocks side by side.</content>
internal static unsafe partial class Philox
{
    private const double Unit32 = 1.0 / (1L << 32);
    private const double Unit53 = 1.0 / (1L << 53);

    /// <summary>The random numbers of eight blocks, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Generate<T>(ulong seed, uint stream, ulong step, uint block, T* numbers, Distribution distribution)
        where T : unmanaged
    {
        var (x0, x1, x2, x3) = Scramble(seed, stream, step, block);
        if (typeof(T) == typeof(float))
        {
            if (distribution == Distribution.Uniform)
            {
                var (first, second) = Interleave(x0 | (x1 << 32), x2 | (x3 << 32));
                UniformSingle(first.AsUInt32()).Store((float*)numbers);
                UniformSingle(second.AsUInt32()).Store((float*)numbers + Vector512<float>.Count);
                return;
            }

            var (n0, n1) = BoxMuller((Real(x0) + Half) * Unit32, Real(x1) * Unit32);
            var (n2, n3) = BoxMuller((Real(x2) + Half) * Unit32, Real(x3) * Unit32);
            var (a, b) = Interleave(Pair(n0, n1), Pair(n2, n3));
            a.Store((ulong*)numbers);
            b.Store((ulong*)numbers + Vector512<ulong>.Count);
        }
        else
        {
            var (y0, y1) = (Real((x0 | (x1 << 32)) >> 11), Real((x2 | (x3 << 32)) >> 11));
            var (n0, n1) = distribution == Distribution.Uniform
                ? (y0 * Unit53, y1 * Unit53)
                : BoxMuller((y0 + Half) * Unit53, y1 * Unit53);
            var (a, b) = Interleave(n0.AsUInt64(), n1.AsUInt64());
            a.Store((ulong*)numbers);
            b.Store((ulong*)numbers + Vector512<ulong>.Count);
        }
    }

    private static Vector512<double> Half => Vector512.Create(0.5);

    /// <summary>The blocks <paramref name="block"/>, … + 7; each word is in the lower half of its lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<ulong> X0, Vector512<ulong> X1, Vector512<ulong> X2, Vector512<ulong> X3) Scramble(
        ulong seed, uint stream, ulong step, uint block)
    {
        // A product reads only the lower half of a lane, so the upper halves are cleared once, at the end.
        var word = Vector512.Create((ulong)uint.MaxValue);
        var (weyl0, weyl1) = (Vector512.Create((ulong)Weyl0), Vector512.Create((ulong)Weyl1));
        var c0 = Vector512.Create((ulong)block) + Vector512<ulong>.Indices;
        var (c1, c2, c3) = (Vector512.Create((ulong)stream), Vector512.Create(step & uint.MaxValue), Vector512.Create(step >> 32));
        var (k0, k1) = (Vector512.Create(seed & uint.MaxValue), Vector512.Create(seed >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = Multiply(c0, Multiplier0);
            var product1 = Multiply(c2, Multiplier1);
            (c0, c1) = ((product1 >> 32) ^ c1 ^ k0, product1);
            (c2, c3) = ((product0 >> 32) ^ c3 ^ k1, product0);
            k0 += weyl0;
            k1 += weyl1;
        }

        return (c0 & word, c1 & word, c2 & word, c3 & word);
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
    private static Vector512<float> UniformSingle(Vector512<uint> words) => Vector512.ConditionalSelect(
        Vector512.LessThan(words, Vector512.Create(SmallWord)).AsSingle(),
        Vector512.ConvertToSingle(words.AsInt32()) * (float)Unit32,
        Vector512.ConvertToSingle((words >> 8).AsInt32()) * (1.0f / (1 << 24)));

    /// <summary>
    /// Two independent normal numbers from two uniform ones, of which the first is in (0, 1). They are computed in double precision even for
    /// floats: with single precision the tail would end at 5.8 standard deviations, in coarse steps.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (Vector512<double> X, Vector512<double> Y) BoxMuller(Vector512<double> u, Vector512<double> v)
    {
        var radius = Vector512.Sqrt(-2.0 * Vector512.Log(u));
        var (sine, cosine) = Vector512.SinCos(2 * Math.PI * v);
        return (radius * cosine, radius * sine);
    }

    /// <summary>Each lane holds a number of the first vector, rounded to single precision, and above it one of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Pair(Vector512<double> first, Vector512<double> second)
    {
        var both = Vector512.Narrow(first, second).AsUInt32();
        return Vector512.WidenLower(both) | (Vector512.WidenUpper(both) << 32);
    }

    /// <summary>Alternates the elements of two vectors and returns the lower and the upper half of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<ulong> Lower, Vector512<ulong> Upper) Interleave(Vector512<ulong> one, Vector512<ulong> other)
    {
        if (Avx512F.IsSupported)
        {
            return (
                Avx512F.PermuteVar8x64x2(one, Vector512.Create(0ul, 8, 1, 9, 2, 10, 3, 11), other),
                Avx512F.PermuteVar8x64x2(one, Vector512.Create(4ul, 12, 5, 13, 6, 14, 7, 15), other));
        }

        var lower = Vector512.Create(one[0], other[0], one[1], other[1], one[2], other[2], one[3], other[3]);
        return (lower, Vector512.Create(one[4], other[4], one[5], other[5], one[6], other[6], one[7], other[7]));
    }
}
