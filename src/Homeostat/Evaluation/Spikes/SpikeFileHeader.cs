using System.Buffers.Binary;

namespace Homeostat;

/// <summary>The header of a file of spikes.</summary>
/// <param name="Units">The number of recorded units.</param>
/// <param name="TimeStep">The time step in seconds.</param>
/// <param name="Start">The first recorded step.</param>
internal sealed record SpikeFileHeader(int Units, double TimeStep, long Start)
{
    public const int Size = 36;
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "HSPIKES\n"u8;

    public void Write(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], Units);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[16..], TimeStep);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Start);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[32..], Checksums.Crc32(bytes[..32]));
    }

    public static SpikeFileHeader Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Magic))
        {
            throw new HomeostatException(
                $"{path}: this is no file of spikes: it begins with {Convert.ToHexString(bytes[..Math.Min(bytes.Length, Magic.Length)])}, where "
                + $"{Convert.ToHexString(Magic)} was expected, in a file of at least {Size} bytes.");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (version != Version)
        {
            throw new HomeostatException(
                $"{path}: version {version} of the format was found; {Version} was expected. Read it with the Homeostat that wrote it.");
        }

        var header = new SpikeFileHeader(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]) == Checksums.Crc32(bytes[..32])
            ? header
            : throw new HomeostatException($"{path}: the checksum of the header does not fit. The file is damaged; copy or record it again.");
    }
}
