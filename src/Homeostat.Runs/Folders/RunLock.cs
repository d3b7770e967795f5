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
            return new RunLock(new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
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

    public void Dispose() => _file.Dispose();
}
