namespace Homeostat;

/// <summary>A sequence of bytes of any length, stored in blocks that are each small enough for one array.</summary>
internal sealed class ByteBlocks
{
    // The block size is a multiple of the size of every element type, so that no element is split between two blocks.
    private const int DefaultBlock = 1 << 30;

    private readonly byte[][] _blocks;
    private readonly int _block;

    public ByteBlocks(long length, int block = DefaultBlock)
    {
        (Length, _block) = (length, block);
        _blocks = [.. Enumerable.Range(0, (int)Math.Max(1, (length + block - 1) / block))
            .Select(n => new byte[Math.Min(block, length - ((long)n * block))])];
    }

    public ByteBlocks(byte[] bytes)
    {
        (Length, _block, _blocks) = (bytes.Length, int.MaxValue, [bytes]);
    }

    public long Length { get; }

    public IReadOnlyList<byte[]> Blocks => _blocks;

    /// <summary>All bytes as one span, if a single block holds them.</summary>
    /// <exception cref="HomeostatException">The bytes fill more than one block.</exception>
    public ReadOnlySpan<byte> All => _blocks is [var only] ? only : throw new HomeostatException(
        $"The array has {Length:N0} bytes, and one span shows at most {_block:N0} of them. Copy it into a matrix instead.");

    public void Write(long at, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = Part(at, bytes.Length);
            bytes[..part.Length].CopyTo(part);
            at += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    public void Read(long at, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = Part(at, bytes.Length);
            part.CopyTo(bytes);
            at += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    // The part of a range of bytes that lies in the block in which the range begins.
    private Span<byte> Part(long at, int length)
    {
        var (block, start) = Math.DivRem(at, _block);
        return _blocks[block].AsSpan((int)start, (int)Math.Min(length, _blocks[block].Length - start));
    }
}
