namespace Homeostat.Tests.Data;

/// <summary>The note of a camera as Exif 2.3 writes it, with the orientation alone.</summary>
internal static class ExifBytes
{
    public static byte[] Of(byte orientation, bool isLittle) => isLittle
        ? [.. "II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
        : [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
}
