using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <content>Filling memory.</content>
internal static unsafe partial class Philox
{
    // Eight blocks are scrambled side by side.
    private const int BlocksAtATime = 8;

    /// <summary>The two distributions that fills draw from.</summary>
    private enum Distribution
    {
        Uniform,
        Normal,
    }

    /// <summary>Elements <paramref name="firstIndex"/>, … of a step: uniform in [0, 1), multiples of 2⁻²⁴.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="step">The step.</param>
    /// <param name="firstIndex">Index of the first element. A step has 2³⁴ floats or 2³³ doubles.</param>
    public static void FillUniform(Span<float> target, ulong seed, uint stream, ulong step, ulong firstIndex = 0) =>
        Fill(target, seed, stream, step, firstIndex, Distribution.Uniform);

    /// <summary>Elements <paramref name="firstIndex"/>, … of a step: uniform in [0, 1), multiples of 2⁻⁵³.</summary>
    /// <inheritdoc cref="FillUniform(Span{float}, ulong, uint, ulong, ulong)"/>
    public static void FillUniform(Span<double> target, ulong seed, uint stream, ulong step, ulong firstIndex = 0) =>
        Fill(target, seed, stream, step, firstIndex, Distribution.Uniform);

    /// <summary>Elements <paramref name="firstIndex"/>, … of a step: normal with mean 0 and deviation 1, after Box and Muller.</summary>
    /// <inheritdoc cref="FillUniform(Span{float}, ulong, uint, ulong, ulong)"/>
    public static void FillNormal(Span<float> target, ulong seed, uint stream, ulong step, ulong firstIndex = 0) =>
        Fill(target, seed, stream, step, firstIndex, Distribution.Normal);

    /// <summary>Elements <paramref name="firstIndex"/>, … of a step: normal with mean 0 and deviation 1, after Box and Muller.</summary>
    /// <inheritdoc cref="FillUniform(Span{double}, ulong, uint, ulong, ulong)"/>
    public static void FillNormal(Span<double> target, ulong seed, uint stream, ulong step, ulong firstIndex = 0) =>
        Fill(target, seed, stream, step, firstIndex, Distribution.Normal);

    /// <summary>
    /// Rows of a matrix with uniform numbers; the element (row, column) has the index <c>row · columns + column</c>, so rows
    /// can be filled apart.
    /// </summary>
    /// <param name="target">The first of the rows.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="firstRow">Index of the first row filled.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="type">Element type.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="step">The step.</param>
    public static void FillUniform(
        byte* target, nint stride, int firstRow, int rows, int columns, ElementType type, ulong seed, uint stream, ulong step) =>
        FillRows(target, stride, firstRow, rows, columns, type, seed, stream, step, Distribution.Uniform);

    /// <summary>Rows of a matrix with normal numbers.</summary>
    /// <inheritdoc cref="FillUniform(byte*, nint, int, int, int, ElementType, ulong, uint, ulong)"/>
    public static void FillNormal(
        byte* target, nint stride, int firstRow, int rows, int columns, ElementType type, ulong seed, uint stream, ulong step) =>
        FillRows(target, stride, firstRow, rows, columns, type, seed, stream, step, Distribution.Normal);

    private static void FillRows(
        byte* target, nint stride, int firstRow, int rows, int columns, ElementType type, ulong seed, uint stream, ulong step, Distribution distribution)
    {
        for (var row = 0; row < rows; row++)
        {
            var index = (ulong)(firstRow + row) * (ulong)columns;
            if (type == ElementType.Float32)
            {
                Fill(new Span<float>((float*)target + (row * stride), columns), seed, stream, step, index, distribution);
            }
            else
            {
                Fill(new Span<double>((double*)target + (row * stride), columns), seed, stream, step, index, distribution);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<T>(Span<T> target, ulong seed, uint stream, ulong step, ulong index, Distribution distribution)
        where T : unmanaged
    {
        var perBlock = (ulong)(16 / sizeof(T));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index + (ulong)target.Length, perBlock << 32, nameof(index));
        var groupLength = BlocksAtATime * (int)perBlock;
        var numbers = stackalloc byte[BlocksAtATime * 16];
        while (!target.IsEmpty)
        {
            var block = (uint)(index / perBlock);
            var skip = (int)(index % perBlock);
            if (skip == 0 && target.Length >= groupLength)
            {
                fixed (T* whole = target)
                {
                    Generate(seed, stream, step, block, whole, distribution);
                }

                target = target[groupLength..];
                index += (ulong)groupLength;
                continue;
            }

            Generate(seed, stream, step, block, (T*)numbers, distribution);
            var count = Math.Min(groupLength - skip, target.Length);
            new ReadOnlySpan<T>((T*)numbers + skip, count).CopyTo(target);
            target = target[count..];
            index += (ulong)count;
        }
    }
}
