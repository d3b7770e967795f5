using System.IO.Compression;
using System.Text;
using CsCheck;

namespace Homeostat.Tests.Data;

public sealed class NpzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string ArchivePath => _folder["a.npz"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arrays_come_back_as_they_were()
    {
        var gen = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 7], Gen.Int[0, 3]);
        var number = 0;
        Gen.Select(gen.Array[1, 4], Gen.Double.Array[5 * 7]).Sample((shapes, values) =>
        {
            var path = _folder[$"{Interlocked.Increment(ref number)}.npz"];
            var arrays = shapes.Select((s, i) => KeyValuePair.Create($"a{i}.w", Make(s.Item3, s.Item1, s.Item2, values))).ToArray();
            Npz.Write(path, arrays);
            var back = Npz.Read(path);
            return back.Count == arrays.Length && arrays.All(a =>
                back[a.Key].Type == a.Value.Type
                && back[a.Key].Shape.SequenceEqual(a.Value.Shape)
                && back[a.Key].Bytes.SequenceEqual(a.Value.Bytes));
        }, iter: 50);
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void A_matrix_comes_back_without_its_padding(ElementType type)
    {
        using var matrix = new Matrix(3, 5, type);
        using var back = new Matrix(3, 5, type);
        for (var i = 0; i < 15; i++)
        {
            matrix[i / 5, i % 5] = i + .25;
        }

        Npz.Write(ArchivePath, [KeyValuePair.Create("m", NpyArray.Of(matrix))]);
        Assert.Equal(3 * 5 * matrix.ElementSize, Npz.Read(ArchivePath)["m"].Bytes.Length);
        Npz.Read(ArchivePath)["m"].CopyTo(back, "here");
        Assert.All(Enumerable.Range(0, 15), i => Assert.Equal(i + .25, back[i / 5, i % 5]));
    }

    [Fact]
    public void The_entry_is_what_NumPy_writes()
    {
        Npz.Write(ArchivePath, [KeyValuePair.Create("v", NpyArray.Of<float>([1, 2], 2))]);
        using var archive = ZipFile.OpenRead(ArchivePath);
        using var stream = archive.GetEntry("v.npy")!.Open();
        var bytes = new byte[archive.Entries[0].Length];
        stream.ReadExactly(bytes);
        Assert.Equal(128 + 8, bytes.Length);
        Assert.Equal("\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
            Encoding.Latin1.GetString(bytes, 0, 128).TrimEnd());
        Assert.Equal((byte)'\n', bytes[127]);
        Assert.Equal(1, BitConverter.ToSingle(bytes, 128));
    }

    [Fact]
    public void The_same_arrays_give_the_same_bytes()
    {
        Npz.Write(ArchivePath, [KeyValuePair.Create("v", NpyArray.Of<int>([1, 2, 3]))]);
        var first = File.ReadAllBytes(ArchivePath);
        Npz.Write(ArchivePath, [KeyValuePair.Create("v", NpyArray.Of<int>([1, 2, 3]))]);
        Assert.Equal(first, File.ReadAllBytes(ArchivePath));
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", "'>f4' were found")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }", "Fortran order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "8 bytes follow the header, but Float32 (3,) takes 12")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999, 99999, 99999), }", "larger than what can be read")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", "'-2' was found in the shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "no readable 'shape'")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "no readable 'descr'")]
    public void What_is_not_supported_is_named(string header, string expected)
    {
        var text = header.PadRight(117) + "\n";
        Entry("v.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text), .. new byte[8]]);
        var error = Assert.Throws<HomeostatException>(() => Npz.Read(ArchivePath));
        Assert.StartsWith($"{ArchivePath}, array 'v': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_written_by_a_newer_header_are_read()
    {
        var text = "{'descr': '|u1', 'fortran_order': False, 'shape': (), }\n";
        Entry("v.npy", [0x93, .. "NUMPY"u8, 2, 0, (byte)text.Length, 0, 0, 0, .. Encoding.ASCII.GetBytes(text), 7]);
        Assert.Equal([7], Npz.Read(ArchivePath)["v"].As<byte>().ToArray());
    }

    [Fact]
    public void Another_shape_or_type_than_the_matrix_is_refused()
    {
        using var matrix = new Matrix(2, 3);
        var error = Assert.Throws<HomeostatException>(() => NpyArray.Of<float>(new float[6], 3, 2).CopyTo(matrix, "f.npz, array 'w'"));
        Assert.StartsWith("f.npz, array 'w': Float32 (3, 2) was found, Float32 (2, 3) was expected.", error.Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => NpyArray.Of<double>(new double[6], 2, 3).CopyTo(matrix, ""));
        Assert.Throws<HomeostatException>(() => NpyArray.Of<double>(new double[6], 2, 3).As<float>().Length);
    }

    [Fact]
    public void A_flipped_bit_is_noticed()
    {
        Npz.Write(ArchivePath, [KeyValuePair.Create("v", NpyArray.Of<float>(new float[100]))]);
        var bytes = File.ReadAllBytes(ArchivePath);
        bytes[300] ^= 1;
        File.WriteAllBytes(ArchivePath, bytes);
        var error = Assert.Throws<HomeostatException>(() => Npz.Read(ArchivePath));
        Assert.Contains("array 'v': the checksum does not fit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_and_truncated_files_give_one_clear_error()
    {
        Npz.Write(ArchivePath, [
            KeyValuePair.Create("a", NpyArray.Of<float>(new float[30], 5, 6)),
            KeyValuePair.Create("b", NpyArray.Of<byte>(new byte[9])),
        ]);
        var good = File.ReadAllBytes(ArchivePath);
        var number = 0;
        Gen.Select(Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[0, 6], Gen.Int[0, 2 * good.Length]).Sample((changes, length) =>
        {
            var bytes = good[..Math.Min(length, good.Length)];
            foreach (var (at, value) in changes.Where(c => c.Item1 < bytes.Length))
            {
                bytes[at] = value;
            }

            var path = _folder[$"{Interlocked.Increment(ref number)}.npz"];
            File.WriteAllBytes(path, bytes);
            try
            {
                Npz.Read(path);
            }
            catch (HomeostatException error)
            {
                Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            }
        }, iter: 2000);
    }

    [Fact]
    public void Random_bytes_and_missing_files_are_refused()
    {
        var number = 0;
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            var path = _folder[$"{Interlocked.Increment(ref number)}.npz"];
            File.WriteAllBytes(path, bytes);
            Assert.Throws<HomeostatException>(() => Npz.Read(path));
        }, iter: 200);
        Assert.Contains("could not be read", Assert.Throws<HomeostatException>(() => Npz.Read(_folder["none"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forged_size_is_refused_before_memory_is_taken()
    {
        Entry("v.npy", new byte[50]);
        var bytes = File.ReadAllBytes(ArchivePath);
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 0x7FFFFFF0);
        File.WriteAllBytes(ArchivePath, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<HomeostatException>(() => Npz.Read(ArchivePath));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    private static NpyArray Make(int kind, int rows, int columns, double[] values)
    {
        var some = values.AsSpan(0, rows * columns);
        return kind switch
        {
            0 => NpyArray.Of<double>(some, rows, columns),
            1 => NpyArray.Of<float>(Array.ConvertAll(some.ToArray(), v => (float)v), rows, columns),
            2 => NpyArray.Of<int>(Array.ConvertAll(some.ToArray(), v => v.GetHashCode()), columns, rows),
            _ => NpyArray.Of<byte>(Array.ConvertAll(some.ToArray(), v => (byte)v.GetHashCode())),
        };
    }

    private void Entry(string name, byte[] bytes)
    {
        using var archive = new ZipArchive(File.Create(ArchivePath), ZipArchiveMode.Create);
        using var stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(bytes);
    }
}
