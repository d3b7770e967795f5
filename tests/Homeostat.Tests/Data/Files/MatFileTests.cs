using CsCheck;
using Homeostat.Fuzz;

namespace Homeostat.Tests.Data;

public class MatFileTests
{
    private static readonly byte[] Bytes = MatBytes.Element(2, [1, 2, 3, 4, 5, 6]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_matrix_is_read_row_by_row_from_its_columns(bool packed)
    {
        var (one, other) = (MatBytes.Matrix("one", 2, 3, Bytes), MatBytes.Matrix("a longer name", 3, 1, MatBytes.Element(2, [7, 8, 9])));
        var arrays = MatFile.Read(packed ? MatBytes.Of(MatBytes.Packed(one), MatBytes.Packed(other)) : MatBytes.Of(one, other), "a-file");
        Assert.Equal(["one", "a longer name"], arrays.Keys);
        Assert.Equal([2, 3], arrays["one"].Shape);
        Assert.Equal([1, 3, 5, 2, 4, 6], arrays["one"].ToBytes(3));
        Assert.Equal([7, 8, 9], arrays["a longer name"].ToBytes(1));
    }

    [Fact]
    public void Numbers_may_be_stored_in_every_type()
    {
        (int Type, Func<int, byte[]> Write)[] types =
        [
            (1, i => [(byte)i]), (2, i => [(byte)i]), (3, i => BitConverter.GetBytes((short)i)), (4, i => BitConverter.GetBytes((ushort)i)),
            (5, BitConverter.GetBytes), (6, i => BitConverter.GetBytes((uint)i)), (7, i => BitConverter.GetBytes((float)i)), (9, i => BitConverter.GetBytes((double)i)),
            (12, i => BitConverter.GetBytes((long)i)), (13, i => BitConverter.GetBytes((ulong)i)),
        ];
        Assert.All(types, t =>
        {
            var element = MatBytes.Element(t.Type, [.. new[] { 0, 1, 100 }.SelectMany(t.Write)]);
            Assert.Equal([0, 1, 100], MatFile.Read(MatBytes.Of(MatBytes.Matrix("m", 1, 3, element)), "a-file")["m"].ToBytes(3));
        });
    }

    [Fact]
    public void A_truncated_file_loses_no_variable_in_silence() =>
        Gen.Select(Gen.Bool, Gen.Double[0, 1]).Sample((packed, part) =>
        {
            byte[][] variables = [MatBytes.Matrix("one", 2, 3, Bytes), MatBytes.Matrix("two", 3, 2, Bytes)];
            variables = packed ? [.. variables.Select(MatBytes.Packed)] : variables;
            var whole = MatBytes.Of(variables);

            // A file cut between two variables is a whole file of one; checksums of published files show that.
            var cut = (int)(part * (whole.Length - 1));
            if (cut != 128 && cut != 128 + variables[0].Length)
            {
                Assert.StartsWith("cut: not a readable MATLAB file: ", Assert.Throws<HomeostatException>(() => MatFile.Read(whole.AsMemory(0, cut), "cut")).Message, StringComparison.Ordinal);
            }
        });

    [Fact]
    public void A_changed_packed_variable_is_never_read_as_another() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 255]).Sample((at, change) =>
        {
            var whole = MatBytes.Of(MatBytes.Packed(MatBytes.Matrix("one", 2, 3, Bytes)));
            whole[136 + (at % (whole.Length - 136))] ^= (byte)change;
            try
            {
                Assert.Equal([1, 3, 5, 2, 4, 6], MatFile.Read(whole, "changed")["one"].ToBytes(3));
            }
            catch (HomeostatException e)
            {
                Assert.StartsWith("changed: ", e.Message, StringComparison.Ordinal);
            }
        });

    [Fact]
    public void A_size_that_the_bytes_cannot_hold_costs_no_memory()
    {
        byte[][] forged =
        [
            MatBytes.Matrix("m", 40_000, 40_000, Bytes), MatBytes.Matrix("m", int.MaxValue, int.MaxValue, Bytes),
            [.. MatBytes.Int32(14), .. MatBytes.Int32(int.MaxValue)], [.. MatBytes.Int32(15), .. MatBytes.Int32(-1)],
        ];
        Assert.All(forged.Concat(forged.Select(MatBytes.Packed)), element =>
        {
            var file = MatBytes.Of(element);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<HomeostatException>(() => MatFile.Read(file, "forged"));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        });
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        var good = MatBytes.Matrix("m", 2, 3, Bytes);
        var file = MatBytes.Of(good);
        Says("it has 20 bytes; a header takes 128", file[..20]);
        Says("the version 0x0200 and 'IM'", [.. file[..124], 0, 2, .. file[126..]]);
        Says("the version 0x0001 and 'MI'", [.. file[..124], 1, 0, (byte)'M', (byte)'I', .. file[128..]]);
        Says("an element has the type 2; a variable, 14 or 15", MatBytes.Of(Bytes));
        Says("cut off within an element", [.. file, 1, 2, 3]);
        Says("an element of 56 bytes was announced where 48 follow", file[..^8]);
        Says("there are two variables 'm'", MatBytes.Of(good, MatBytes.Packed(good)));
        Says("other bytes are packed with a variable", MatBytes.Of(MatBytes.Packed([.. good, .. good])));
        Says("of size 3×3 has 6 bytes of numbers and 0 after them; 9 and 0", MatBytes.Of(MatBytes.Matrix("m", 3, 3, Bytes)));
        Says("of size 2×3 has 6 bytes of numbers and 16 after them", MatBytes.Of(MatBytes.Matrix("m", 2, 3, [.. Bytes, .. Bytes])));
        Says("are stored as type 14", MatBytes.Of(MatBytes.Matrix("m", 2, 3, MatBytes.Element(14, [1, 2, 3, 4, 5, 6]))));
        Says("the variable 'm' has a size of -2 in dimension 1", MatBytes.Of(MatBytes.Matrix("m", -2, 3, Bytes)));
        Says("a small element has 5 bytes", MatBytes.Of(MatBytes.Element(14, [2, 0, 5, 0, 1, 2, 3, 4])));
        Says("the flags of a variable have the type 5; 6 was expected", MatBytes.Of(MatBytes.Element(14, MatBytes.Element(5, new byte[8]))));
        Says("ask for a dictionary", MatBytes.Of([.. MatBytes.Int32(15), .. MatBytes.Int32(12), 0x78, 0xbb, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1]));
        // Packed data whose last byte is missing, and whose checksum is another one.
        var packed = MatBytes.Packed(good);
        Says("", MatBytes.Of([.. MatBytes.Int32(15), .. MatBytes.Int32(packed.Length - 9), .. packed[8..^1]]));
        packed[^1] ^= 1;
        Says("", MatBytes.Of(packed));

        static void Says(string expected, byte[] bytes)
        {
            var message = Assert.Throws<HomeostatException>(() => MatFile.Read(bytes, "bad")).Message;
            Assert.Contains(expected, message, StringComparison.Ordinal);
            Assert.StartsWith("bad: not a readable MATLAB file: ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_no_matrix_of_bytes_is_named()
    {
        var arrays = MatFile.Read(
            MatBytes.Of(
                MatBytes.Matrix("m", 2, 3, Bytes),
                MatBytes.Matrix("words", 1, 3, MatBytes.Element(16, [65, 66, 67]), kind: 4),
                MatBytes.Matrix("part", 1, 2, MatBytes.Element(9, [.. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(0.5)])),
                MatBytes.Matrix("large", 2, 1, MatBytes.Element(3, [255, 0, 0, 1]))),
            "a-file");
        Says("a-file: the variable 'm' is 2×3 numbers; a matrix of numbers with 2 columns was expected", "m", 2);
        Says("a-file: the variable 'words' is 1×3 elements of class 4", "words", 3);
        Says("row 1, column 2 of 'part' is 0.5", "part", 2);
        Says("row 2, column 1 of 'large' is 256", "large", 1);

        void Says(string expected, string name, int columns) =>
            Assert.Contains(expected, Assert.Throws<HomeostatException>(() => arrays[name].ToBytes(columns)).Message, StringComparison.Ordinal);
    }
}
