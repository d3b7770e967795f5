using CsCheck;

namespace Homeostat.Tests.Substrates;

public sealed unsafe class DenseProductTests : IDisposable
{
    private static readonly Gen<int> Size = Gen.OneOf(Gen.Int[1, 40], Gen.Int[1, 200], Gen.OneOf(7, 31, 33, 97, 127, 193));
    private static readonly Gen<VectorWidth> Width =
        Gen.OneOf(VectorWidth.Scalar, VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512);

    private static readonly Gen<ElementType> Type = Gen.OneOf(ElementType.Float32, ElementType.Float64);

    private readonly Workers _workers = new(3);

    public void Dispose() => _workers.Dispose();

    [Fact]
    public void Any_product_is_one_chain_of_fused_multiply_adds_an_element_whatever_the_vector_width() =>
        Gen.Select(Gen.Select(Size, Size, Size), Gen.Bool, Gen.Bool, Type, Width, Gen.ULong).Sample(
            (sizes, transposeA, transposeB, type, width, seed) =>
            {
                var (m, k, n) = sizes;
                using var a = transposeA ? Filled(k, m, type, seed) : Filled(m, k, type, seed);
                using var b = transposeB ? Filled(n, k, type, seed + 1) : Filled(k, n, type, seed + 1);
                using var c = Filled(m, n, type, seed + 2);
                DenseProduct.Multiply(a, transposeA, b, transposeB, c, _workers, width);
                for (var i = 0; i < m; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        var (chain, exact, size) = Element(a, transposeA, b, transposeB, i, j, k);
                        Assert.Equal(chain, c[i, j]);
                        var unit = type == ElementType.Float32 ? 1.2e-7 : 2.3e-16;
                        Assert.True(Math.Abs(exact - c[i, j]) <= unit * k * size, $"({i}, {j}): {c[i, j]}, not {exact}");
                    }
                }
            },
            iter: 60);

    [Fact]
    public void A_row_does_not_depend_on_the_block_it_is_in_and_the_rest_of_the_result_is_left_alone() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 90], Gen.Int[1, 90], Type, Width, Gen.Int[0, 1000]).Sample(
            (m, k, n, type, width, choice) =>
            {
                var product = DenseProduct.For(type, width);
                using var a = Filled(m, k, type, 1);
                using var source = Filled(k, n, type, 2);
                using var b = new PackedMatrix(k, n, type, width);
                b.Pack(source, transpose: false);
                using var whole = new Matrix(m, n, type);
                product.Multiply(a.Pointer, a.Stride, m, b, whole.Pointer, whole.Stride, null, 0);
                var first = choice % m;
                var count = 1 + (choice / 7 % (m - first));
                using var part = Filled(m, n, type, 3);
                using var before = Filled(m, n, type, 3);
                product.Multiply(a.At(first), a.Stride, count, b, part.At(first), part.Stride, null, 0);
                for (var i = 0; i < m; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        Assert.Equal(i >= first && i < first + count ? whole[i, j] : before[i, j], part[i, j]);
                    }
                }
            },
            iter: 100);

    [Fact]
    public void The_number_of_workers_and_the_split_by_panels_change_no_bit()
    {
        foreach (var (m, k, n) in new[] { (1, 300, 500), (2, 70, 130), (130, 64, 70) })
        {
            using var a = Filled(m, k, ElementType.Float32, 1);
            using var b = Filled(n, k, ElementType.Float32, 2);
            using var alone = new Workers(1);
            using var expected = new Matrix(m, n);
            using var c = new Matrix(m, n);
            DenseProduct.Multiply(a, false, b, true, expected, alone);
            DenseProduct.Multiply(a, false, b, true, c, _workers);
            AssertSame(expected, c);
        }
    }

    [Fact]
    public void An_addend_is_added_last_and_may_be_a_bias_or_the_result_itself() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 50], Gen.Int[1, 70], Type, Width).Sample(
            (m, k, n, type, width) =>
            {
                var product = DenseProduct.For(type, width);
                using var a = Filled(m, k, type, 1);
                using var source = Filled(n, k, type, 2);
                using var b = new PackedMatrix(k, n, type, width);
                b.Pack(source, transpose: true);
                using var bias = Filled(1, n, type, 3);
                using var plain = new Matrix(m, n, type);
                using var biased = new Matrix(m, n, type);
                using var twice = new Matrix(m, n, type);
                product.Multiply(a.Pointer, a.Stride, m, b, plain.Pointer, plain.Stride, null, 0);
                product.Multiply(a.Pointer, a.Stride, m, b, biased.Pointer, biased.Stride, bias.Pointer, 0);
                product.Multiply(a.Pointer, a.Stride, m, b, twice.Pointer, twice.Stride, null, 0);
                product.Multiply(a.Pointer, a.Stride, m, b, twice.Pointer, twice.Stride, twice.Pointer, twice.Stride);
                for (var i = 0; i < m; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        Assert.Equal(Rounded(plain[i, j] + bias[0, j], type), biased[i, j]);
                        Assert.Equal(Rounded(2 * plain[i, j], type), twice[i, j]);
                    }
                }
            },
            iter: 60);

    [Fact]
    public void A_learning_product_takes_any_rows_of_the_result_scaled_and_added() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[1, 70], Type, Width, Gen.Bool, Gen.Int[0, 1000]).Sample(
            (m, k, n, type, width, accumulate, choice) =>
            {
                const int Unused = 3;
                var product = DenseProduct.For(type, width);
                using var a = Filled(k + Unused, m, type, 1);
                using var source = Filled(k + Unused, n, type, 2);
                using var b = new PackedMatrix(k + Unused, n, type, width);
                b.Pack(source, false, 0, b.Panels, k);
                using var c = Filled(m, n, type, 3);
                using var before = Filled(m, n, type, 3);
                var first = choice % m;
                var count = choice / 3 % (m - first + 1);
                product.MultiplyTransposed(a, b, k, 0.25, c, first, count, accumulate);
                for (var i = 0; i < m; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        // A power of two as scale: the product is scaled exactly and the sum rounded once.
                        var change = 0.25 * Element(a, true, source, false, i, j, k).Chain;
                        var expected = i < first || i >= first + count ? before[i, j]
                            : accumulate ? Rounded(before[i, j] + change, type) : change;
                        Assert.Equal(expected, c[i, j]);
                    }
                }
            },
            iter: 60);

    [Fact]
    public void Panels_packed_apart_are_as_packed_together()
    {
        using var source = Filled(50, 119, ElementType.Float32, 1);
        using var together = new PackedMatrix(119, 50, ElementType.Float32, VectorWidth.Bits128);
        using var apart = new PackedMatrix(119, 50, ElementType.Float32, VectorWidth.Bits128);
        together.Pack(source, transpose: true);
        apart.Pack(source, true, 4, together.Panels - 4);
        apart.Pack(source, true, 0, 4);
        Assert.Equal(7, together.Panels);
        Assert.Equal(together.ByteLength, apart.ByteLength);
        Assert.True(new ReadOnlySpan<byte>(together.Panel(0), (int)together.ByteLength)
            .SequenceEqual(new ReadOnlySpan<byte>(apart.Panel(0), (int)apart.ByteLength)));
    }

    [Fact]
    public void Ten_columns_take_no_more_memory_than_their_registers()
    {
        using var narrow = new PackedMatrix(100, 10, ElementType.Float32, VectorWidth.Bits512);
        Assert.Equal((nuint)(100 * 16 * sizeof(float)), narrow.ByteLength);
    }

    [Fact]
    public void A_product_on_packed_weights_allocates_nothing()
    {
        var product = DenseProduct.For(ElementType.Float32);
        using var a = Filled(50, 64, ElementType.Float32, 1);
        using var source = Filled(64, 90, ElementType.Float32, 2);
        using var b = new PackedMatrix(64, 90, ElementType.Float32);
        using var c = new Matrix(50, 90);
        for (var warm = true; ; warm = false)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            b.Pack(source, transpose: false);
            product.Multiply(a.Pointer, a.Stride, 50, b, c.Pointer, c.Stride, null, 0);
            if (!warm)
            {
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
                return;
            }
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using var a = new Matrix(3, 4);
        using var b = new Matrix(5, 6);
        using var c = new Matrix(3, 6);
        var error = Assert.Throws<ArgumentException>(() => DenseProduct.Multiply(a, false, b, false, c, _workers));
        Assert.Contains("3 x 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("5 x 6", error.Message, StringComparison.Ordinal);
        using var packed = new PackedMatrix(4, 6, ElementType.Float32);
        Assert.Contains("5 x 6", Assert.Throws<ArgumentException>(() => packed.Pack(b, true)).Message, StringComparison.Ordinal);
        using var other = new PackedMatrix(4, 6, ElementType.Float64);
        Assert.Throws<ArgumentException>(() =>
            DenseProduct.For(ElementType.Float32).Multiply(a.Pointer, a.Stride, 3, other, c.Pointer, c.Stride, null, 0));
        Assert.Throws<ArgumentException>(() =>
            DenseProduct.For(ElementType.Float32).MultiplyTransposed(b, packed, 5, 1, c, 0, 3, false));
    }

    // Padding holds NaN here: nothing may leak out of it.
    private static Matrix Filled(int rows, int columns, ElementType type, ulong seed)
    {
        var matrix = new Matrix(rows, columns, type);
        var random = new Random((int)(seed % int.MaxValue));
        for (var i = 0; i < rows; i++)
        {
            var row = matrix.At(i);
            for (var j = 0; j < matrix.Stride; j++)
            {
                var value = j < columns ? random.NextDouble() - 0.5 : double.NaN;
                if (type == ElementType.Float32)
                {
                    ((float*)row)[j] = (float)value;
                }
                else
                {
                    ((double*)row)[j] = value;
                }
            }
        }

        return matrix;
    }

    private static (double Chain, double Exact, double Size) Element(
        Matrix a, bool transposeA, Matrix b, bool transposeB, int i, int j, int depth)
    {
        var (chain, exact, size) = (0.0, 0.0, 0.0);
        for (var k = 0; k < depth; k++)
        {
            var x = transposeA ? a[k, i] : a[i, k];
            var y = transposeB ? b[j, k] : b[k, j];
            chain = a.Type == ElementType.Float32
                ? MathF.FusedMultiplyAdd((float)x, (float)y, (float)chain)
                : Math.FusedMultiplyAdd(x, y, chain);
            exact += x * y;
            size += Math.Abs(x * y);
        }

        return (chain, exact, size);
    }

    private static double Rounded(double value, ElementType type) => type == ElementType.Float32 ? (float)value : value;

    private static void AssertSame(Matrix expected, Matrix actual)
    {
        for (var i = 0; i < expected.Rows; i++)
        {
            Assert.True(expected.Row<float>(i).SequenceEqual(actual.Row<float>(i)), $"row {i}");
        }
    }
}
