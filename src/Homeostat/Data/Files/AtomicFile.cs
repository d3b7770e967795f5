namespace Homeostat;

/// <summary>
/// Writing a file so that a reader, or a crash, never meets half of one: into a temporary file of the same folder, flushed
/// to disk, then renamed.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file, replacing one that is there only once the new one is complete.</summary>
    /// <param name="path">The file; its folder is created where needed.</param>
    /// <param name="write">Writes the content, to a stream that can seek.</param>
    /// <exception cref="HomeostatException">The file could not be written; what was there before is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e)
        {
            Remove(temporary);
            if (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw new HomeostatException(
                    $"{path}: could not be written: {e.Message.TrimEnd('.')}. What was there before is unchanged. Make room, or "
                    + "choose a folder that can be written to.",
                    e);
            }

            throw;
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one worth telling.
        }
    }
}
