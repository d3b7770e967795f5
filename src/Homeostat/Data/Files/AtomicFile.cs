using System.Text;

namespace Homeostat;

/// <summary>
/// The atomic writing of files: after a crash, and for another reader, a file is either complete or not there. The content is written into a
/// temporary file of the same folder, which is flushed to disk and then renamed.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file. An existing file is replaced only after the new one is complete.</summary>
    /// <param name="path">The path of the file; its folder is created if it does not exist.</param>
    /// <param name="write">The action that writes the content to a stream that can seek.</param>
    /// <exception cref="HomeostatException">The file could not be written; an earlier file of that name is unchanged.</exception>
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

    /// <summary>Writes a text file in UTF-8. An existing file is replaced only after the new one is complete.</summary>
    /// <param name="path">The path of the file; its folder is created if it does not exist.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="HomeostatException">The file could not be written; an earlier file of that name is unchanged.</exception>
    public static void Write(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A failure to delete the temporary file is ignored, because the first failure is the one to report.
        }
    }
}
