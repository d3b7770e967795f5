namespace Homeostat.Tests.Substrates;

public sealed class ConditionBitsTests
{
    private const int Units = 100;

    private static readonly Symbol X = new("x", Axes.Both);
    private static readonly Symbol Mask = new("mask", Axes.Both);

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Bits_and_mask_both_tell_where_the_condition_holds_now(ElementType type)
    {
        var make = new NodeFactory();
        var holds = make.Compare(Operation.Less, make.Constant(0), make.Load(X));
        var program = new ElementProgram([new Store(Mask, make.Select(holds, make.Constant(1), make.Constant(0)))]);
        using var x = new Matrix(2, Units, type);
        using var mask = new Matrix(2, Units, type);
        var kernel = new KernelCache(type, interpret: false).Bind(program, symbol => symbol == X ? x : mask, Units);
        var random = new Random(1);
        for (var run = 0; run < 20; run++)
        {
            x.CopyFrom([.. Enumerable.Range(0, 2 * Units).Select(_ => random.Next(10) == 0 ? 1.0 : -1.0)]);
            if (run == 10)
            {
                // Whoever writes the mask from outside is overruled by the kernel.
                mask[1, 7] = 1;
            }

            kernel.Run(0, 2);
            for (var row = 0; row < 2; row++)
            {
                for (var unit = 0; unit < Units; unit++)
                {
                    Assert.Equal(x[row, unit] > 0 ? 1 : 0, mask[row, unit]);
                    Assert.Equal(x[row, unit] > 0, mask.Bits is null ? mask[row, unit] == 1 : Bit(mask.Bits, row, unit));
                }
            }
        }
    }

    private static unsafe bool Bit(ConditionBits bits, int row, int unit) => (bits.Row(row)[unit / 8] >> (unit % 8) & 1) != 0;
}
