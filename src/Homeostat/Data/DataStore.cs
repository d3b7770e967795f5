using System.Security.Cryptography;

namespace Homeostat;

/// <summary>The state of a file of a data set on this machine.</summary>
public enum DataFileState
{
    /// <summary>The file is not on this machine.</summary>
    Missing,

    /// <summary>The file is partly downloaded; a new download continues from there.</summary>
    Partial,

    /// <summary>The file exists, but its size is not the expected one.</summary>
    WrongSize,

    /// <summary>The file exists and has the expected size.</summary>
    Present,
}

/// <summary>A file of a data set on this machine.</summary>
/// <param name="File">The description of the expected file.</param>
/// <param name="State">The state in which the file was found.</param>
/// <param name="Path">The path of the file, or the path to which it would be downloaded.</param>
public sealed record DataFileStatus(DataFile File, DataFileState State, string Path);

/// <summary>The state of a data set on this machine.</summary>
/// <param name="Source">The data set.</param>
/// <param name="Files">The states of its files.</param>
public sealed record DataStatus(PublishedData Source, IReadOnlyList<DataFileStatus> Files)
{
    /// <summary>Whether every file exists with the expected size. Checksums are compared only when the data set is loaded.</summary>
    public bool IsComplete => Files.All(f => f.State == DataFileState.Present);

    /// <summary>The files that are missing or have another size.</summary>
    public IReadOnlyList<DataFileStatus> Missing => [.. Files.Where(f => f.State != DataFileState.Present)];
}

/// <summary>The data sets in the folders of one machine. Files are searched for in the user's own folder, which is only read, and then in the cache.</summary>
/// <param name="own">The user's own folder, from HOMEOSTAT_DATA, or null.</param>
/// <param name="cache">The folder into which files are downloaded.</param>
/// <param name="download">The download that gets missing files.</param>
internal sealed class DataStore(string? own, string cache, Download download)
{
    public DataStatus Status(PublishedData source) => new(source, [.. source.Files.Select(f => Status(source, f))]);

    /// <summary>Downloads all files that are missing.</summary>
    public async Task<DataStatus> GetAsync(
        PublishedData source, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        foreach (var missing in Status(source).Missing)
        {
            Refuse(missing);
            await download.FetchAsync(missing.File, source.Mirrors, Path.Combine(cache, source.Folder), progress, cancellation)
                .ConfigureAwait(false);
        }

        return Status(source);
    }

    /// <summary>Reads the data set and compares the checksum of every file.</summary>
    public async Task<ImageSet> LoadAsync(
        PublishedData source, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var status = await GetAsync(source, progress, cancellation).ConfigureAwait(false);
        return source.Reader(source, [.. status.Files.Select(Verified)]);
    }

    private static VerifiedFile Verified(DataFileStatus status)
    {
        Refuse(status);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(status.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeostatException($"{status.Path}: could not be read: {e.Message}", e);
        }

        var checksum = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return checksum == status.File.Sha256 ? new VerifiedFile(status.Path, bytes) : throw new HomeostatException(
            $"{status.Path}: the file is damaged or another one: sha256 {checksum} was found, {status.File.Sha256} was expected. " +
            $"Delete it and it is downloaded again, or copy it again.");
    }

    private static void Refuse(DataFileStatus status)
    {
        if (status.State == DataFileState.WrongSize)
        {
            throw new HomeostatException(
                $"{status.Path}: the file is damaged or another one: {new FileInfo(status.Path).Length} bytes were found, " +
                $"{status.File.Bytes} were expected. Delete it and it is downloaded again, or copy it again.");
        }
    }

    private DataFileStatus Status(PublishedData source, DataFile file)
    {
        var cached = Path.Combine(cache, source.Folder, file.Name);
        string[] places = own is null ? [cached] : [Path.Combine(own, source.Folder, file.Name), cached];
        foreach (var place in places)
        {
            var found = new FileInfo(place);
            if (found.Exists)
            {
                return new(file, found.Length == file.Bytes ? DataFileState.Present : DataFileState.WrongSize, place);
            }
        }

        return new(file, File.Exists(cached + ".part") ? DataFileState.Partial : DataFileState.Missing, cached);
    }
}
