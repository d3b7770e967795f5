using CsCheck;
using Homeostat.Nir;

namespace Homeostat.Tests.Nir;

/// <summary>A damaged file is read or refused with a message, and does not end the process.</summary>
public class NirHostileFileTests
{
    private const int Tries = 300;

    [Fact]
    public void Changed_bytes_are_read_or_refused() => Gen.Select(
        Gen.OneOf(Gen.Const("modern.nir"), Gen.Const("cycle.nir"), Gen.Const("huge.nir"), Gen.Const("observed.nirdata")), Gen.Select(Gen.Int[0, 40_000], Gen.Byte).Array[1, 6], Gen.Double[0, 1.3]).Sample(
        (file, changes, part) =>
        {
            var bytes = File.ReadAllBytes(NirFileTests.Stored(file));
            foreach (var (at, value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            // Some files are cut off as well.
            ReadOrRefuse(part < .3 ? bytes[..(int)(bytes.Length * part / .3)] : bytes);
        },
        iter: Tries, seed: "0004hPqX0v31");

    [Fact]
    public void Numbers_that_are_set_to_extremes_are_read_or_refused() => Gen.Select(
        Gen.OneOf(Gen.Const("modern.nir"), Gen.Const("huge.nir")), Gen.Int[0, 13_000], Gen.OneOf(Gen.Const(0L), Gen.Const(1L), Gen.Const(-1L), Gen.Const((long)int.MaxValue), Gen.Const(long.MaxValue), Gen.Const(1L << 40), Gen.Long)).Sample(
        (file, at, value) =>
        {
            var bytes = File.ReadAllBytes(NirFileTests.Stored(file));
            BitConverter.TryWriteBytes(bytes.AsSpan(at / 8 * 8), value);
            ReadOrRefuse(bytes);
        },
        iter: Tries, seed: "0005hPqX0v31");

    private static void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            var faults = new Faults("changed", isLenient: true);
            _ = GraphCheck.Checked(GraphParser.Parse(HdfReader.Read(stream, "changed"), faults), faults);
        }
        catch (HomeostatException e)
        {
            Assert.Contains("'changed'", e.Message, StringComparison.Ordinal);
        }
    }
}
