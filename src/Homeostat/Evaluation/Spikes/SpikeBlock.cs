using System.Buffers.Binary;

namespace Homeostat;

/// <summary>
/// A stretch of a file of spikes that can be read by itself: its size, its number of spikes, its first step and a checksum, then a
/// few bytes for each spike. A number is written seven bits at a time, the lowest first, the eighth saying that more follow.
/// An odd one goes on by half of it, in steps; an even one is a spike, of a unit that many (half of it, in turns up and down) from
/// the last of that step.
/// </summary>
/// <remarks>The block that closes a file has no spikes; its step is the one at which the recording ended.</remarks>
internal sealed class SpikeBlock
{
    /// <summary>Bytes before the spikes: size, number, step and checksum.</summary>
    public const int HeaderSize = 20;

    /// <summary>The most bytes a block's spikes take.</summary>
    public const int MostBytes = 1 << 16;

    // A number of 64 bits, seven at a time.
    private const int LongestNumber = 10;
    private readonly byte[] _bytes = new byte[HeaderSize + MostBytes];
    private int _end = HeaderSize;
    private int _lastUnit;
    private long _lastStep;

    /// <summary>How many spikes are in it.</summary>
    public int Spikes { get; private set; }

    /// <summary>Whether there may be no room for another spike.</summary>
    public bool IsFull => _end > _bytes.Length - (2 * LongestNumber);

    /// <summary>The first step something was written of, or at which the recording ended.</summary>
    public long FirstStep { get; private set; }

    /// <summary>The whole block, once it is sealed.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _end);

    /// <summary>How many bytes the spikes of a block take, as its first bytes say, or -1 where no block begins so.</summary>
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

    /// <summary>Makes it ready to be written. An empty one closes a file at <paramref name="end"/>.</summary>
    public void Seal(long end = 0)
    {
        FirstStep = Spikes == 0 ? end : FirstStep;
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, _end - HeaderSize);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(4), Spikes);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(8), FirstStep);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(16), Checksum());
    }

    public void Clear() => (_end, Spikes) = (HeaderSize, 0);

    /// <summary>Takes a block from the beginning of some bytes, which are as many as it says itself.</summary>
    /// <returns>Whether it is whole.</returns>
    public bool TryLoad(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes);
        _end = bytes.Length;
        Spikes = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(4));
        FirstStep = BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(8));
        return BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(16)) == Checksum();
    }

    /// <summary>The spikes in it, in the order in which they were added.</summary>
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
        // Of all but itself.
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
