namespace Homeostat;

/// <summary>
/// The data sets that can be asked for by name. Each file is looked for in <c>$HOMEOSTAT_DATA/NAME/</c>, then in the cache
/// (<c>$XDG_CACHE_HOME/homeostat/data/NAME/</c>, by default <c>~/.cache</c>; on Windows the local application data), and
/// downloaded into the cache where it is in neither. Checksums are compared at every load.
/// </summary>
public static class DataCatalog
{
    /// <summary>The data set that is drawn, not downloaded: see <see cref="Homeostat.Digits"/>.</summary>
    public const string Embedded = "digits";

    private static readonly Lazy<HttpClient> Client = new(() => new HttpClient(
        new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "homeostat" } },
    });

    /// <summary>The published data sets.</summary>
    public static Catalog<PublishedData> All { get; } = new("data set to download", [PublishedData.Mnist, PublishedData.FashionMnist, PublishedData.Kmnist], "data sets to download");

    /// <summary>Every name <see cref="Load"/> takes, the embedded set first.</summary>
    public static IReadOnlyList<string> Names { get; } = [Embedded, .. All.Names];

    /// <summary>Where downloads go.</summary>
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

    /// <summary>The user's own folder of data sets, which is only read: what HOMEOSTAT_DATA says, or null.</summary>
    public static string? OwnFolder =>
        Environment.GetEnvironmentVariable("HOMEOSTAT_DATA") is { Length: > 0 } own ? own : null;

    /// <summary>What of the published data sets is on this machine.</summary>
    public static IReadOnlyList<DataStatus> List()
    {
        var store = Store();
        return [.. All.Select(store.Status)];
    }

    /// <summary>Downloads what is missing of a published data set, without reading it.</summary>
    /// <param name="name">One of <see cref="All"/> by name.</param>
    /// <param name="progress">Told as bytes come in; may be null.</param>
    /// <param name="cancellation">Stops the download; what has come so far is kept for the next try.</param>
    /// <exception cref="HomeostatException">The name is unknown, or a file could not be had.</exception>
    public static DataStatus Get(
        string name, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        var source = Find(name);
        return Task.Run(() => Store().GetAsync(source, progress, cancellation), cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Reads a data set, downloading what is missing.</summary>
    /// <param name="nameOrFolder">One of <see cref="Names"/>, or a folder of IDX files (see <see cref="ImageSet.FromFolder"/>).</param>
    /// <param name="progress">Told as bytes come in; may be null.</param>
    /// <param name="cancellation">Stops the download; what has come so far is kept for the next try.</param>
    /// <exception cref="HomeostatException">The name is unknown, a file could not be had, or one is damaged.</exception>
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
            return ImageSet.FromFolder(nameOrFolder);
        }

        var source = Find(nameOrFolder);
        return Task.Run(() => Store().LoadAsync(source, progress, cancellation), cancellation).GetAwaiter().GetResult();
    }

    /// <summary>The published data set of a name.</summary>
    /// <exception cref="HomeostatException">There is none; the message lists those there are.</exception>
    public static PublishedData Find(string name) => name == Embedded
        ? throw new HomeostatException("digits is drawn by the program itself; there is nothing to download.")
        : All.Names.Contains(name) ? All.Find(name)
        : throw new HomeostatException(string.Join(
            ' ',
            new[]
            {
                $"There is no data set called \"{name}\", and no such folder.", Spelling.Suggest(name, Names),
                $"The data sets are {string.Join(", ", Names)}; a folder of IDX files can be given by its path.",
            }.OfType<string>()));

    private static DataStore Store() => new(OwnFolder, CacheFolder, new Download(Client.Value, TimeSpan.FromSeconds(30)));
}
