namespace Homeostat;

/// <summary>Writing a picture so that a reader, or a crash, never meets half of one.</summary>
internal static class PlotFile
{
    public static void Write(string path, ReadOnlySpan<byte> png)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                file.Write(png);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            try
            {
                File.Delete(temporary);
            }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException)
            {
                // The first failure is the one worth telling.
            }

            throw new HomeostatException($"{path}: the plot could not be written: {e.Message}. Make room or choose another folder.", e);
        }
    }
}
