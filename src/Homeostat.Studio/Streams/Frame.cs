using System.Buffers.Binary;
using System.Text.Json;

namespace Homeostat.Studio.Streams;

/// <summary>A message to the pages that watch a run.</summary>
/// <param name="Bytes">The content.</param>
/// <param name="IsText">Whether the content is JSON text.</param>
internal sealed record Frame(ReadOnlyMemory<byte> Bytes, bool IsText)
{
    /// <summary>The most spikes in a frame; of more, evenly spread ones are sent.</summary>
    public const int MostSpikes = 20_000;

    private const int Header = 24;

    /// <summary>A frame of JSON.</summary>
    public static Frame Of(object content) => new(JsonSerializer.SerializeToUtf8Bytes(content, Web.Api.Json), IsText: true);

    /// <summary>
    /// A frame of spikes, little endian: u32 stream (1), u32 number of spikes in the frame, u32 number of spikes that there were, u32 shift of units, f64 first
    /// step, then for each spike u16 unit shifted right, u16 steps after the first.
    /// </summary>
    /// <param name="steps">The time step of each spike, in ascending order and within 65,536 of the first.</param>
    /// <param name="units">The unit of each spike.</param>
    /// <param name="shift">The number of bits by which units are shifted right, so that 16 bits hold them.</param>
    public static Frame Of(ReadOnlySpan<long> steps, ReadOnlySpan<int> units, int shift)
    {
        var count = Math.Min(steps.Length, MostSpikes);
        var bytes = new byte[Header + (4 * count)];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], (uint)count);
        BinaryPrimitives.WriteUInt32LittleEndian(span[8..], (uint)steps.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(span[12..], (uint)shift);
        var first = steps.Length > 0 ? steps[0] : 0;
        BinaryPrimitives.WriteDoubleLittleEndian(span[16..], first);
        for (var n = 0; n < count; n++)
        {
            var k = (int)((long)n * steps.Length / count);
            BinaryPrimitives.WriteUInt16LittleEndian(span[(Header + (4 * n))..], (ushort)(units[k] >> shift));
            BinaryPrimitives.WriteUInt16LittleEndian(span[(Header + (4 * n) + 2)..], (ushort)(steps[k] - first));
        }

        return new(bytes, IsText: false);
    }
}
