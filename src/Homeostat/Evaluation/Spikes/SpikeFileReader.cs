using Microsoft.Win32.SafeHandles;

namespace Homeostat;

/// <summary>A reader that reads a file of spikes block by block, and distinguishes a recording that was interrupted from a damaged file.</summary>
/// <remarks>
/// If a recording was interrupted, its last block may be incomplete and is ignored. In a file that was closed, and farther from the end than
/// the length of a block, any invalid block means that the file is damaged.
/// </remarks>
internal sealed class SpikeFileReader : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly long _length;
    private readonly bool _isClosed;
    private readonly byte[] _bytes = new byte[SpikeBlock.HeaderSize + SpikeBlock.MostBytes];

    public SpikeFileReader(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        _path = path;
        try
        {
            // The recording may still continue.
            _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{path}: could not be read: {e.Message.TrimEnd('.')}.", e);
        }

        try
        {
            _length = RandomAccess.GetLength(_file);
            Header = SpikeFileHeader.Read(Take(0, SpikeFileHeader.Size), path);
            Position = SpikeFileHeader.Size;
            var last = _length - SpikeBlock.HeaderSize;
            _isClosed = last >= Position && Take(last, SpikeBlock.HeaderSize) is var bytes
                && SpikeBlock.SizeOf(bytes, out _) == 0 && new SpikeBlock().TryLoad(bytes);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public SpikeFileHeader Header { get; }

    /// <summary>The position in the file at which the next block begins.</summary>
    public long Position { get; private set; }

    /// <summary>The step at which the recording ended, known after all blocks are read; null if the recording was interrupted.</summary>
    public long? End { get; private set; }

    /// <summary>An upper bound of the number of spikes, from the headers of the blocks.</summary>
    public long Announced()
    {
        var (at, sum) = (Position, 0L);
        while (at + SpikeBlock.HeaderSize <= _length && SpikeBlock.SizeOf(Take(at, SpikeBlock.HeaderSize), out var spikes) is >= 0 and var size)
        {
            at += SpikeBlock.HeaderSize + size;
            sum += spikes;
        }

        return sum;
    }

    /// <summary>Reads the next block; the result is null after the last one.</summary>
    public SpikeBlock? Next()
    {
        if (Position >= _length || End is not null)
        {
            return null;
        }

        var room = (int)Math.Min(_length - Position, _bytes.Length);
        var bytes = Take(Position, room);
        var size = room < SpikeBlock.HeaderSize ? -1 : SpikeBlock.SizeOf(bytes, out _);
        var block = new SpikeBlock();
        if (size < 0 || SpikeBlock.HeaderSize + size > room || !block.TryLoad(bytes[..(SpikeBlock.HeaderSize + size)]))
        {
            return _isClosed || room == _bytes.Length ? throw Damage() : null;
        }

        if (size == 0)
        {
            End = Position + SpikeBlock.HeaderSize == _length ? block.FirstStep : throw Damage();
            return null;
        }

        Position += SpikeBlock.HeaderSize + size;
        return block;
    }

    /// <summary>Reads the spikes of a block and checks them.</summary>
    public IEnumerable<(long Step, int Unit)> Spikes(SpikeBlock block)
    {
        var (count, last) = (0, Header.Start);
        foreach (var (step, unit) in block.Decode())
        {
            if (++count > block.Spikes || step < last || unit < 0 || unit >= Header.Units)
            {
                throw Damage();
            }

            last = step;
            yield return (step, (int)unit);
        }

        if (count != block.Spikes)
        {
            throw Damage();
        }
    }

    public void Dispose() => _file.Dispose();

    private HomeostatException Damage() => new(
        $"{_path}: what stands at byte {Position} of {_length} is no intact block of spikes. The file is damaged; copy or record it again.");

    private ReadOnlySpan<byte> Take(long from, int count)
    {
        var there = 0;
        while (there < count && RandomAccess.Read(_file, _bytes.AsSpan(there, count - there), from + there) is > 0 and var read)
        {
            there += read;
        }

        return _bytes.AsSpan(0, there);
    }
}
