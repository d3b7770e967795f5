using CsCheck;

namespace Homeostat.Tests.Substrates;

public unsafe class PhiloxTests
{
    // Known answers of Random123's kat_vectors.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Answers_are_those_of_Random123(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3)
    {
        Assert.Equal((x0, x1, x2, x3), Philox.Scramble(c0, c1, c2, c3, k0, k1));
        Assert.Equal((x0, x1, x2, x3), Philox.Block(k0 | ((ulong)k1 << 32), c1, c2 | ((ulong)c3 << 32), c0));
    }

    [Fact]
    public void Fills_draw_from_the_blocks_by_index() =>
        Gen.Select(Gen.ULong, Gen.UInt, Gen.ULong, Gen.ULong[0, (1UL << 33) - 200], Gen.Int[1, 150]).Sample(
            (seed, stream, step, first, count) =>
            {
                var floats = new float[count];
                var doubles = new double[count];
                Philox.FillUniform(floats, seed, stream, step, first);
                Philox.FillUniform(doubles, seed, stream, step, first);
                for (var i = 0; i < count; i++)
                {
                    var index = first + (ulong)i;
                    var word = Words(seed, stream, step, index / 4)[index % 4];
                    Assert.Equal(word < 1 << 22 ? word / (float)(1L << 32) : (word >> 8) / (float)(1 << 24), floats[i]);
                    var words = Words(seed, stream, step, index / 2);
                    var bits = words[index % 2 * 2] | ((ulong)words[(index % 2 * 2) + 1] << 32);
                    Assert.Equal((bits >> 11) / (double)(1L << 53), doubles[i]);
                }
            },
            iter: 100);

    [Fact]
    public void Normals_are_the_Box_Muller_transform_of_the_words() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample(
            (seed, step) =>
            {
                var floats = new float[64];
                Philox.FillNormal(floats, seed, 3, step);
                var doubles = new double[64];
                Philox.FillNormal(doubles, seed, 3, step);
                for (var i = 0; i < 64; i += 2)
                {
                    var words = Words(seed, 3, step, (ulong)i / 4);
                    var (u, v) = (words[i % 4], words[(i % 4) + 1]);
                    var (x, y) = BoxMuller((u + 0.5) / (1L << 32), v / (double)(1L << 32));
                    Assert.Equal(x, floats[i], 2e-7 * Math.Max(1, Math.Abs(x)));
                    Assert.Equal(y, floats[i + 1], 2e-7 * Math.Max(1, Math.Abs(y)));
                    words = Words(seed, 3, step, (ulong)i / 2);
                    (x, y) = BoxMuller(
                        (((words[0] | ((ulong)words[1] << 32)) >> 11) + 0.5) / (1L << 53),
                        ((words[2] | ((ulong)words[3] << 32)) >> 11) / (double)(1L << 53));
                    Assert.Equal(x, doubles[i], 1e-14);
                    Assert.Equal(y, doubles[i + 1], 1e-14);
                }
            },
            iter: 200);

    [Fact]
    public void Any_range_filled_apart_has_the_same_numbers() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 70], Gen.Int[0, 19], Gen.Bool, Gen.OneOf(ElementType.Float32, ElementType.Float64)).Sample(
            (rows, columns, split, normal, type) =>
            {
                split = Math.Min(split, rows);
                using var whole = new Matrix(rows, columns, type);
                using var parts = new Matrix(rows, columns, type);
                Fill(whole, 0, rows);
                Fill(parts, split, rows - split);
                Fill(parts, 0, split);
                for (var row = 0; row < rows; row++)
                {
                    for (var column = 0; column < columns; column++)
                    {
                        Assert.Equal(whole[row, column], parts[row, column]);
                    }
                }

                if (type == ElementType.Float32 && !normal)
                {
                    var flat = new float[rows * columns];
                    Philox.FillUniform(flat, 1, 2, 3);
                    Assert.Equal(flat[(rows - 1) * columns], (float)whole[rows - 1, 0]);
                }

                void Fill(Matrix matrix, int first, int count)
                {
                    var target = matrix.Pointer + ((nint)first * matrix.Stride * matrix.ElementSize);
                    if (normal)
                    {
                        Philox.FillNormal(target, matrix.Stride, first, count, columns, type, 1, 2, 3);
                    }
                    else
                    {
                        Philox.FillUniform(target, matrix.Stride, first, count, columns, type, 1, 2, 3);
                    }
                }
            },
            iter: 200);

    [Fact]
    public void Moments_are_those_of_the_distributions()
    {
        const int Count = 200_000;
        var x = new double[Count];
        Philox.FillNormal(x, 7, 0, 0);
        Assert.Equal(0, x.Average(), 0.01);
        Assert.Equal(1, x.Average(y => y * y), 0.02);
        Assert.Equal(0, x.Average(y => y * y * y), 0.05);
        Assert.Equal(3, x.Average(y => y * y * y * y), 0.1);
        Assert.Equal(0, x.Zip(x.Skip(1)).Average(pair => pair.First * pair.Second), 0.01);
        var floats = new float[Count];
        Philox.FillUniform(floats, 7, 1, 0);
        Assert.Equal(0.5, floats.Average(y => (double)y), 0.003);
        Assert.Equal(1.0 / 12, floats.Average(y => (y - 0.5) * (y - 0.5)), 0.001);
        Assert.All(floats, y => Assert.InRange(y, 0f, 0.99999995f));
    }

    [Fact]
    public void An_index_beyond_the_step_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Philox.FillUniform(new float[2], 0, 0, 0, (1UL << 34) - 1));

    private static uint[] Words(ulong seed, uint stream, ulong step, ulong block)
    {
        var (x0, x1, x2, x3) = Philox.Block(seed, stream, step, (uint)block);
        return [x0, x1, x2, x3];
    }

    private static (double X, double Y) BoxMuller(double u, double v)
    {
        var radius = Math.Sqrt(-2 * Math.Log(u));
        return (radius * Math.Cos(2 * Math.PI * v), radius * Math.Sin(2 * Math.PI * v));
    }
}
