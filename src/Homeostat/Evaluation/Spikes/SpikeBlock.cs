using System.Buffers.Binary;

namespace Homeostat;

/// <summary>
/// A block of a file of spikes, which can be read independently of other blocks. It begins with its size, its number of spikes, its first
/// step and a checksum; then a few bytes follow for each spike. A number is written in groups of seven bits, the lowest first; the eighth bit
/// of a byte is set if more bytes follow. An odd number 2n + 1 moves n steps forward. An even number 2n is a spike; n gives the distance of its
/// unit from the previous unit of the same step, where even values of n are distances up and odd ones distances down.
/// </summary>
/// <remarks>The block that closes a file has no spikes; its step is the one at which the recording ended.</remarks>
internal sealed class SpikeBlock
{
    /// <summary>The number of bytes before the spikes: those of size, number, step and checksum.</summary>
    public const int HeaderSize = 20;

    /// <summary>The largest number of bytes for the spikes of a block.</summary>
    public const int MostBytes = 1 << 16;

    // The largest number of bytes of a 64-bit number in groups of seven bits.
    private const int LongestNumber = 10;
    private readonly byte[] _bytes = new byte[HeaderSize + MostBytes];
    private int _end = HeaderSize;
    private int _lastUnit;
    private long _lastStep;

    /// <summary>The number of spikes in the block.</summary>
    public int Spikes { get; private set; }

    /// <summary>Whether the block may have no space for another spike.</summary>
    public bool IsFull => _end > _bytes.Length - (2 * LongestNumber);

    /// <summary>The first step of the block; in the block that closes a file, the step at which the recording ended.</summary>
    public long FirstStep { get; private set; }

    /// <summary>All bytes of the block, after it was sealed.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _end);

    /// <summary>The number of bytes of the spikes of a block, read from its first bytes; -1 if these are not the beginning of a block.</summary>
    public static int SizeOf(ReadOnlySpan<byte> header, out int spikes)
    {
        var size = BinaryPrimitives.ReadInt32LittleEndian(header);
        spikes = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        return size is >= 0 and <= MostBytes && spikes >= 0 && spikes <= size ? size : -1;
    }

    public void Add(long step, int unit)
    {
        if (_end == HeaderSize)
        {
            FirstStep = _lastStep = step;
            _lastUnit = 0;
        }
        else if (step != _lastStep)
        {
            Write(((ulong)(step - _lastStep) << 1) | 1);
            (_lastStep, _lastUnit) = (step, 0);
        }

        var turns = ((long)unit - _lastUnit) is var far && far < 0 ? (-2 * far) - 1 : 2 * far;
        Write((ulong)turns << 1);
        _lastUnit = unit;
        Spikes++;
    }

    /// <summary>Seals the block, so that it can be written. An empty block closes a file at <paramref name="end"/>.</summary>
    public void Seal(long end = 0)
    {
        FirstStep = Spikes == 0 ? end : FirstStep;
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, _end - HeaderSize);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(4), Spikes);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(8), FirstStep);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(16), Checksum());
    }

    public void Clear() => (_end, Spikes) = (HeaderSize, 0);

    /// <summary>Reads a block from bytes, whose number is the one that the block itself gives.</summary>
    /// <returns>Whether the block is intact.</returns>
    public bool TryLoad(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes);
        _end = bytes.Length;
        Spikes = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(4));
        FirstStep = BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(8));
        return BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(16)) == Checksum();
    }

    /// <summary>The spikes of the block, in the order in which they were added.</summary>
    public IEnumerable<(long Step, long Unit)> Decode()
    {
        var (at, step, unit) = (HeaderSize, FirstStep, 0L);
        while (at < _end)
        {
            var number = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                var part = at < _end ? _bytes[at++] : (byte)0;
                number |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                {
                    break;
                }
            }

            var half = (long)(number >> 1);
            if ((number & 1) != 0)
            {
                (step, unit) = (step + half, 0);
                continue;
            }

            unit += (half & 1) == 0 ? half >> 1 : -(half >> 1) - 1;
            yield return (step, unit);
        }
    }

    private uint Checksum()
    {
        // The checksum is of all bytes except those of the checksum itself.
        Span<byte> own = stackalloc byte[4];
        _bytes.AsSpan(16, 4).CopyTo(own);
        _bytes.AsSpan(16, 4).Clear();
        var checksum = Checksums.Crc32(Bytes);
        own.CopyTo(_bytes.AsSpan(16));
        return checksum;
    }

    private void Write(ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            _bytes[_end++] = (byte)(number | 0x80);
        }

        _bytes[_end++] = (byte)number;
    }
}
