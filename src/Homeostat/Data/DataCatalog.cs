namespace Homeostat;

/// <summary>
/// The catalog of the data sets, each found by its name. Each file is searched for in <c>$HOMEOSTAT_DATA/FOLDER/</c>, then in the cache
/// (<c>$XDG_CACHE_HOME/homeostat/data/FOLDER/</c>, by default in <c>~/.cache</c>; on Windows in the local application data). FOLDER is
/// <see cref="PublishedData.Folder"/>, usually the name of the data set. A file that is in neither folder is downloaded into the cache. Checksums are compared at every load.
/// </summary>
public static class DataCatalog
{
    /// <summary>The name of the data set that the program draws itself and that needs no download, see <see cref="Homeostat.Digits"/>.</summary>
    public const string Embedded = "digits";

    private static readonly Lazy<HttpClient> Client = new(() => new HttpClient(
        new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "homeostat" } },
    });

    /// <summary>The published data sets.</summary>
    public static Catalog<PublishedData> All { get; } = new("data set to download", PublishedSets.All, "data sets to download");

    /// <summary>All names that <see cref="Load"/> accepts, the embedded data set first.</summary>
    public static IReadOnlyList<string> Names { get; } = [Embedded, .. All.Names];

    /// <summary>The folder into which data sets are downloaded.</summary>
    public static string CacheFolder
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(cache))
            {
                cache = OperatingSystem.IsWindows()
                    ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            }

            return Path.Combine(cache, "homeostat", "data");
        }
    }

    /// <summary>The user's own folder of data sets, from the environment variable HOMEOSTAT_DATA; null if it is not set. Files in it are only read.</summary>
    public static string? OwnFolder =>
        Environment.GetEnvironmentVariable("HOMEOSTAT_DATA") is { Length: > 0 } own ? own : null;

    /// <summary>The state of all published data sets on this machine.</summary>
    public static IReadOnlyList<DataStatus> List()
    {
        var store = Store();
        return [.. All.Select(store.Status)];
    }

    /// <summary>Downloads the missing files of a published data set, without reading the data set.</summary>
    /// <param name="name">The name of a data set in <see cref="All"/>.</param>
    /// <param name="progress">The receiver of the progress of the download; may be null.</param>
    /// <param name="cancellation">The token that stops the download; the bytes received so far are kept for the next try.</param>
    /// <exception cref="HomeostatException">The name is unknown, or a file could not be downloaded.</exception>
    public static DataStatus Get(
        string name, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        var source = Find(name);
        return Task.Run(() => Store().GetAsync(source, progress, cancellation), cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Reads a data set and downloads the files that are missing.</summary>
    /// <param name="nameOrFolder">One of <see cref="Names"/>, or the path of a folder of IDX files (see <see cref="ImageSet.FromFolder"/>) or of folders of PNG or JPEG images, one for each class.</param>
    /// <param name="progress">The receiver of the progress of a download; may be null.</param>
    /// <param name="cancellation">The token that stops a download; the bytes received so far are kept for the next try.</param>
    /// <exception cref="HomeostatException">The name is unknown, a file could not be downloaded, or a file is damaged.</exception>
    public static ImageSet Load(
        string nameOrFolder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrFolder);
        if (nameOrFolder == Embedded)
        {
            return Digits.Draw();
        }

        if (!Names.Contains(nameOrFolder) && Directory.Exists(nameOrFolder))
        {
            return ImageFolder.IsAt(nameOrFolder) ? ImageFolder.Read(nameOrFolder, side: null, test: null, seed: 1, isColored: false) : ImageSet.FromFolder(nameOrFolder);
        }

        var source = Find(nameOrFolder);
        return Task.Run(() => Store().LoadAsync(source, progress, cancellation), cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Finds the published data set with a name.</summary>
    /// <exception cref="HomeostatException">There is no data set of that name; the message lists all names.</exception>
    public static PublishedData Find(string name) => name == Embedded
        ? throw new HomeostatException("digits is drawn by the program itself; there is nothing to download.")
        : All.Names.Contains(name) ? All.Find(name)
        : throw new HomeostatException(string.Join(
            ' ',
            new[]
            {
                $"There is no data set called \"{name}\", and no such folder.", Spelling.Suggest(name, Names),
                $"The data sets are {string.Join(", ", Names)}; a folder of IDX files, or of folders of PNG or JPEG images, can be given by its path.",
            }.OfType<string>()));

    private static DataStore Store() => new(OwnFolder, CacheFolder, new Download(Client.Value, TimeSpan.FromSeconds(30)));
}
