using System.IO.Compression;

namespace Homeostat;

/// <summary>What is checked in every zip archive that is read.</summary>
internal static class ZipFormat
{
    /// <summary>Whether an exception is one that the runtime's reader throws for bytes that are not an intact archive.</summary>
    public static bool IsDamage(Exception e) => e is InvalidDataException or EndOfStreamException or ArgumentException
        or NotSupportedException or OverflowException or FormatException or InvalidOperationException;

    /// <summary>Refuses an entry that claims more bytes than its file can hold, before memory is taken for it.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="fileLength">The size of the archive in bytes.</param>
    /// <param name="place">The file and the entry, for the message.</param>
    /// <exception cref="HomeostatException">The entry claims more.</exception>
    public static void Require(ZipArchiveEntry entry, long fileLength, string place)
    {
        if (entry.CompressedLength > fileLength || entry.Length > Deflate.LargestRatio * (entry.CompressedLength + 1))
        {
            throw new HomeostatException(
                $"{place}: {entry.Length} bytes packed into {entry.CompressedLength} were announced, in a file of {fileLength}. "
                + $"The file is damaged or forged; write or copy it again.");
        }
    }
}
