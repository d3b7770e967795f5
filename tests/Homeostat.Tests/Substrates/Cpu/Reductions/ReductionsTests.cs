using CsCheck;

namespace Homeostat.Tests.Substrates;

public unsafe class ReductionsTests
{
    private static readonly Gen<ElementType> Type = Gen.OneOf(ElementType.Float32, ElementType.Float64);

    [Fact]
    public void Rows_are_summed_and_their_largest_values_found() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 200], Type, Gen.Int).Sample(
            (rows, columns, type, seed) =>
            {
                using var x = Filled(rows, columns, type, seed);
                using var sum = new Matrix(rows, 1, type);
                using var max = new Matrix(rows, 1, type);
                using var kth = new Matrix(rows, 1, type);
                var k = 1 + (int)((uint)seed % (uint)columns);
                Reductions.RowSum(x.Pointer, x.Stride, rows, columns, sum.Pointer, sum.Stride, type);
                Reductions.RowMax(x.Pointer, x.Stride, rows, columns, max.Pointer, max.Stride, type);
                Reductions.RowKthLargest(x.Pointer, x.Stride, rows, columns, k, kth.Pointer, kth.Stride, type);
                for (var row = 0; row < rows; row++)
                {
                    var values = Enumerable.Range(0, columns).Select(column => x[row, column]).ToArray();
                    Assert.Equal(values.Sum(), sum[row, 0], (type == ElementType.Float32 ? 1e-6 : 1e-14) * columns);
                    Assert.Equal(values.Max(), max[row, 0]);
                    Assert.Equal(values.OrderDescending().ElementAt(k - 1), kth[row, 0]);
                }
            },
            iter: 200);

    [Fact]
    public void A_row_sum_does_not_depend_on_the_rows_beside_it()
    {
        using var x = Filled(20, 77, ElementType.Float32, 1);
        using var all = new Matrix(20, 1);
        using var one = new Matrix(20, 1);
        Reductions.RowSum(x.Pointer, x.Stride, 20, 77, all.Pointer, all.Stride, x.Type);
        for (var row = 0; row < 20; row++)
        {
            Reductions.RowSum(x.At(row), x.Stride, 1, 77, one.At(row), one.Stride, x.Type);
            Assert.Equal(all[row, 0], one[row, 0]);
        }
    }

    [Fact]
    public void Columns_are_summed_row_after_row() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 80], Type, Gen.Int).Sample(
            (rows, columns, type, seed) =>
            {
                using var x = Filled(rows, columns, type, seed);
                using var sum = new Matrix(1, columns, type);
                var count = (int)((uint)seed % (uint)(rows + 1));
                Reductions.ColumnSum(x, count, sum);
                for (var column = 0; column < columns; column++)
                {
                    var expected = 0.0;
                    for (var row = 0; row < count; row++)
                    {
                        expected = type == ElementType.Float32 ? (float)expected + (float)x[row, column] : expected + x[row, column];
                    }

                    Assert.Equal(expected, sum[0, column]);
                }
            },
            iter: 200);

    [Fact]
    public void Odd_values_are_ordered_as_numbers_are()
    {
        double[] values = [double.NegativeInfinity, -1e30, -2, -0.5, 0, 1e-30, 3, 1e30, double.PositiveInfinity];
        foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
        {
            using var x = new Matrix(1, values.Length, type);
            using var result = new Matrix(1, 1, type);
            for (var i = 0; i < values.Length; i++)
            {
                x[0, (i * 4) % values.Length] = values[i];
            }

            for (var k = 1; k <= values.Length; k++)
            {
                Reductions.RowKthLargest(x.Pointer, x.Stride, 1, values.Length, k, result.Pointer, 1, type);
                Assert.Equal(type == ElementType.Float32 ? (float)values[^k] : values[^k], result[0, 0]);
            }

            x[0, 4] = double.NaN;
            Reductions.RowMax(x.Pointer, x.Stride, 1, values.Length, result.Pointer, 1, type);
            Assert.True(double.IsNaN(result[0, 0]));
            Assert.Throws<ArgumentOutOfRangeException>(() =>
                Reductions.RowKthLargest(x.Pointer, x.Stride, 1, values.Length, 10, result.Pointer, 1, type));
        }
    }

    [Fact]
    public void Column_sums_that_do_not_fit_are_refused()
    {
        using var x = new Matrix(3, 4);
        using var narrow = new Matrix(1, 3);
        using var wide = new Matrix(1, 4);
        Assert.Contains("3 x 4", Assert.Throws<ArgumentException>(() => Reductions.ColumnSum(x, 3, narrow)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Reductions.ColumnSum(x, 4, wide));
    }

    // Padding holds NaN: it must not enter a result. Some values are equal.
    private static Matrix Filled(int rows, int columns, ElementType type, int seed)
    {
        var random = new Random(seed);
        var matrix = new Matrix(rows, columns, type);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < matrix.Stride; column++)
            {
                var value = column >= columns ? double.NaN : Math.Round((random.NextDouble() - 0.5) * 64) / 32;
                if (type == ElementType.Float32)
                {
                    ((float*)matrix.At(row))[column] = (float)value;
                }
                else
                {
                    ((double*)matrix.At(row))[column] = value;
                }
            }
        }

        return matrix;
    }
}
