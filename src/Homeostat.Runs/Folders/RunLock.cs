namespace Homeostat.Runs;

/// <summary>
/// The right of one process to write into a run's folder. The operating system gives it back when the process ends, however it ends;
/// the file that holds it is removed by an orderly end.
/// </summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>The name of the file that is locked.</summary>
    public const string FileName = "run.lock";

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the right to write into a folder.</summary>
    /// <param name="folder">The folder; created where needed.</param>
    /// <exception cref="HomeostatException">Another process has it, or nothing can be written there.</exception>
    public static RunLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{folder}: the folder could not be written: {e.Message.TrimEnd('.')}. Give a folder that can be written to.", e);
        }

        try
        {
            return new RunLock(Open(path));
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new HomeostatException(
                $"{folder}: another process is at work on this run. Wait until it ends, or stop it by Ctrl-C; 'homeostat show' can be used meanwhile.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{path}: could not be written: {e.Message.TrimEnd('.')}. Make room, or give a folder that can be written to.", e);
        }
    }

    /// <summary>True while a process is at work on the run in a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsHeld(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            // Looking takes the file for a moment, as a reader: two may look at once.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            return false;
        }
        catch (IOException)
        {
            return File.Exists(path);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Who only looks whether the file is taken has it for a moment, which is no reason to refuse.
    private static FileStream Open(string path)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < 5 && File.Exists(path))
            {
                Thread.Sleep(20);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
