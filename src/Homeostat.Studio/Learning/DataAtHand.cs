namespace Homeostat.Studio.Learning;

/// <summary>The data that are on this machine, so that a page waits for no download.</summary>
internal static class DataAtHand
{
    /// <summary>The data sets of the catalog, and whether each is on this machine.</summary>
    public static IReadOnlyList<DataEntry> Catalog() =>
        [new(DataCatalog.Embedded, true), .. DataCatalog.List().Select(status => new DataEntry(status.Source.Name, status.IsComplete))];

    /// <summary>Makes sure that a page asks for data of the catalog that are on this machine.</summary>
    /// <exception cref="HomeostatException">There is no such data set, or it has to be downloaded first.</exception>
    public static void Require(string name)
    {
        // A path is refused, too: a page names no files.
        if (!Catalog().Any(entry => entry.Name == name))
        {
            throw new HomeostatException($"'{(name.Length > 100 ? $"{name[..100]}..." : name)}' is no data set of the catalog: {string.Join(", ", Catalog().Select(entry => entry.Name))}. To learn other files use the command: homeostat learn --data PATH --studio");
        }

        if (!Has(new DataReference(name)))
        {
            throw new HomeostatException(Missing(name));
        }
    }

    /// <summary>The sentence that says that data are missing and what to do.</summary>
    public static string Missing(string name) => DataCatalog.Names.Contains(name)
        ? $"The data set '{name}' is not on this machine. Get it once by the command: homeostat data get {name}"
        : $"There are no data at {name} now. Put them back there; 'homeostat resume RUN --data PATH' goes on with them at another place.";

    /// <summary>Finds out whether data are on this machine.</summary>
    public static bool Has(DataReference data) => Catalog().FirstOrDefault(entry => entry.Name == data.Name)?.IsAtHand ?? (Directory.Exists(data.Name) || File.Exists(data.Name));
}

/// <summary>A data set of the catalog.</summary>
/// <param name="Name">The name of the data set.</param>
/// <param name="IsAtHand">Whether it is on this machine.</param>
internal sealed record DataEntry(string Name, bool IsAtHand);
