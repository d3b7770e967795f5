using System.Runtime.CompilerServices;

namespace Homeostat.Substrates;

/// <content>Filling memory with random numbers.</content>
internal static unsafe partial class Philox
{
    // Eight blocks are computed side by side.
    private const int BlocksAtATime = 8;

    /// <summary>The two distributions of random numbers.</summary>
    private enum Distribution
    {
        Uniform,
        Normal,
    }

    /// <summary>Fills with the elements <paramref name="firstIndex"/>, … of a step: uniform in [0, 1), multiples of 2⁻²⁴, and of 2⁻³² below 2⁻¹⁰.</summary>
    /// <param name="target">The memory to fill.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="step">The step.</param>
    /// <param name="firstIndex">The index of the first element. A step has 2³⁴ floats or 2³³ doubles.</param>
    public static void FillUniform(Span<float> target, ulong seed, uint stream, ulong step, ulong firstIndex = 0) =>
        Fill(target, seed, stream, step, firstIndex, Distribution.Uniform);

    /// <summary>Fills with the elements <paramref name="firstIndex"/>, … of a step: uniform in [0, 1), multiples of 2⁻⁵³.</summary>
    /// <inheritdoc cref="FillUniform(Span{float}, ulong, uint, ulong, ulong)"/>
    public static void FillUniform(Span<double> target, ulong seed, uint stream, ulong step, ulong firstIndex = 0) =>
        Fill(target, seed, stream, step, firstIndex, Distribution.Uniform);

    /// <summary>Fills with the elements <paramref name="firstIndex"/>, … of a step: normal, mean 0, deviation 1, after Box and Muller.</summary>
    /// <inheritdoc cref="FillUniform(Span{float}, ulong, uint, ulong, ulong)"/>
    public static void FillNormal(Span<float> target, ulong seed, uint stream, ulong step, ulong firstIndex = 0) =>
        Fill(target, seed, stream, step, firstIndex, Distribution.Normal);

    /// <summary>Fills with the elements <paramref name="firstIndex"/>, … of a step: normal, mean 0, deviation 1, after Box and Muller.</summary>
    /// <inheritdoc cref="FillUniform(Span{double}, ulong, uint, ulong, ulong)"/>
    public static void FillNormal(Span<double> target, ulong seed, uint stream, ulong step, ulong firstIndex = 0) =>
        Fill(target, seed, stream, step, firstIndex, Distribution.Normal);

    /// <summary>
    /// Fills rows of a matrix with uniform numbers. The element (row, column) has the index <c>row · columns + column</c>, so that rows
    /// can be filled separately.
    /// </summary>
    /// <param name="target">The address of the first row to fill.</param>
    /// <param name="stride">The distance between rows, in elements.</param>
    /// <param name="firstRow">The index of the first row to fill.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of elements of a row.</param>
    /// <param name="type">The element type.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="step">The step.</param>
    public static void FillUniform(
        byte* target, nint stride, int firstRow, int rows, int columns, ElementType type, ulong seed, uint stream, ulong step) =>
        FillRows(target, stride, firstRow, rows, columns, type, seed, stream, step, Distribution.Uniform);

    /// <summary>Fills rows of a matrix with normal numbers.</summary>
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
