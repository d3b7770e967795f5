namespace Homeostat.Nir;

/// <summary>
/// A file that gives a limited number of bytes. A sound file is read about once; one whose parts point to each other in circles would be read
/// for ever, and ends here.
/// </summary>
internal sealed class BoundedStream(Stream file) : Stream
{
    // Headers are read several times, data once.
    private long _left = (8 * file.Length) + (1 << 20);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        // Reading nothing at the end of the file counts too: a loop there has to end as well.
        _left -= Math.Max(1, buffer.Length);
        return _left >= 0 ? file.Read(buffer) : throw new InvalidDataException("its parts point to each other in circles");
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
