using CsCheck;

namespace Homeostat.Tests.Data;

public sealed class IdxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_what_was_written(bool packed)
    {
        var bytes = IdxBytes.Images(3, 2, 5, i => (byte)(7 * i));
        var read = Idx.Read(_folder.Write("images", packed ? IdxBytes.Gzip(bytes) : bytes));
        Assert.Equal([3, 2, 5], read.Shape);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (byte)(7 * i)), read.Values);
    }

    [Fact]
    public void Any_shape_survives_the_round_trip() =>
        Gen.Int[1, 6].Array[1, 4].Sample(shape =>
        {
            var values = new byte[shape.Aggregate(1, (a, b) => a * b)];
            new Random(1).NextBytes(values);
            var read = Idx.Read(new MemoryStream(IdxBytes.Of(shape, values)), "memory");
            return read.Shape.SequenceEqual(shape) && read.Values.SequenceEqual(values);
        });

    [Fact]
    public void A_file_larger_than_an_array_is_said_to_be_larger_than_can_be_read()
    {
        const int Images = 4_000_000;
        using (var file = File.Create(_folder["images"]))
        {
            // A hole of three gigabytes, which takes no room on disk.
            file.Write(IdxBytes.Of([Images, 28, 28], []));
            file.SetLength(16 + (784L * Images));
        }

        var error = Assert.Throws<HomeostatException>(() => Idx.Read(_folder["images"]));
        Assert.Contains("larger than can be read", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder["images"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_files_are_read_or_refused_with_a_message_that_names_them()
    {
        var plain = IdxBytes.Images(4, 3, 3, i => (byte)i);
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 200], Gen.Byte).Array[0, 4], Gen.Int[0, 200], Gen.Byte.Array[0, 4])
            .Sample((packed, changes, length, extra) =>
            {
                var bytes = packed ? IdxBytes.Gzip(plain) : (byte[])plain.Clone();
                foreach (var (at, value) in changes)
                {
                    bytes[at % bytes.Length] = value;
                }

                bytes = [.. bytes.Take(length), .. extra];
                try
                {
                    var read = Idx.Read(new MemoryStream(bytes), "the-file");
                    Assert.Equal(read.Values.Length, read.Shape.Aggregate(1, (a, b) => a * b));
                }
                catch (HomeostatException e)
                {
                    Assert.StartsWith("the-file: ", e.Message, StringComparison.Ordinal);
                }
            });
    }

    [Fact]
    public void A_truncated_file_is_never_read() =>
        Gen.Select(Gen.Bool, Gen.Double[0, .999]).Sample((packed, part) =>
        {
            var whole = IdxBytes.Images(4, 3, 3, i => (byte)(i * 37));
            whole = packed ? IdxBytes.Gzip(whole) : whole;
            Assert.Throws<HomeostatException>(() => Idx.Read(new MemoryStream(whole[..(int)(part * whole.Length)]), "cut"));
        });

    [Fact]
    public void Damage_to_the_gzip_checksum_or_bytes_after_it_are_noticed()
    {
        var whole = IdxBytes.Gzip(IdxBytes.Images(4, 3, 3, i => (byte)(i * 37)));
        for (var i = 1; i <= 8; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[^i] ^= 0x10;
            Assert.Throws<HomeostatException>(() => Idx.Read(new MemoryStream(damaged), "damaged"));
        }

        var longer = Assert.Throws<HomeostatException>(() => Idx.Read(new MemoryStream([.. whole, 1, 2, 3]), "longer"));
        Assert.Contains("other bytes follow", longer.Message, StringComparison.Ordinal);
        Assert.Throws<HomeostatException>(() => Idx.Read(new MemoryStream([.. whole, .. whole]), "twice"));
    }

    [Fact]
    public void A_forged_header_costs_no_memory()
    {
        var forged = IdxBytes.Of([40_000, 200, 200], [1, 2, 3]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var plain = Assert.Throws<HomeostatException>(() => Idx.Read(new MemoryStream(forged), "forged"));
        var packed = Assert.Throws<HomeostatException>(() => Idx.Read(new MemoryStream(IdxBytes.Gzip(forged)), "forged"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.Contains("40000 × 200 × 200", plain.Message, StringComparison.Ordinal);
        Assert.Contains("40000 × 200 × 200", packed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { }, "ends after 0 bytes")]
    [InlineData(new byte[] { 0x50, 0x4b, 3, 4, 0, 0 }, "starts with the bytes 504B0304")]
    [InlineData(new byte[] { 0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0 }, "element type is 0x0d")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 0 }, "dimension 1 as 0")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 1, 1, 1 }, "more than these 2 bytes follow")]
    public void Says_what_is_wrong(byte[] bytes, string expected)
    {
        var path = _folder.Write("bad-idx1-ubyte", bytes);
        var e = Assert.Throws<HomeostatException>(() => Idx.Read(path));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var e = Assert.Throws<HomeostatException>(() => Idx.Read(_folder["nowhere"]));
        Assert.Contains(_folder["nowhere"], e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_and_labels_must_belong_together()
    {
        var images = Idx.Read(_folder.Write("images", IdxBytes.Images(3, 2, 2, _ => 0)));
        var few = Idx.Read(_folder.Write("few", IdxBytes.Labels(0, 1)));
        var three = Idx.Read(_folder.Write("three", IdxBytes.Labels(0, 7, 2)));
        var counts = Assert.Throws<HomeostatException>(() => images.WithLabels(few, "set"));
        Assert.Contains("3 images", counts.Message, StringComparison.Ordinal);
        Assert.Contains("2 labels", counts.Message, StringComparison.Ordinal);
        var range = Assert.Throws<HomeostatException>(() => images.WithLabels(three, "set", classes: 5));
        Assert.Contains("label 1 is 7", range.Message, StringComparison.Ordinal);
        Assert.Contains("exchanged", Assert.Throws<HomeostatException>(() => few.WithLabels(images, "set")).Message, StringComparison.Ordinal);
        Assert.Equal(8, images.WithLabels(three, "set").Classes);
    }
}
