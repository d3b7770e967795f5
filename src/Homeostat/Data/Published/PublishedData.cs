namespace Homeostat;

/// <summary>One file of a published data set.</summary>
/// <param name="Name">The name of the file.</param>
/// <param name="Bytes">The size of the file in bytes.</param>
/// <param name="Sha256">The SHA-256 of the file in lower-case hexadecimal.</param>
public sealed record DataFile(string Name, long Bytes, string Sha256);

/// <summary>A published data set: its files and the addresses from which they can be downloaded.</summary>
/// <param name="Name">The name of the data set in the catalog, such as <c>mnist</c>.</param>
/// <param name="Description">The full name and the authors of the data set.</param>
/// <param name="License">The license under which the data set is published.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Mirrors">The addresses of folders that hold the files, in the order in which they are tried; each ends in a slash.</param>
/// <param name="Files">The files.</param>
public sealed record PublishedData(
    string Name,
    string Description,
    string License,
    int Classes,
    IReadOnlyList<Uri> Mirrors,
    IReadOnlyList<DataFile> Files) : ICatalogEntry
{
    string ICatalogEntry.Source => Mirrors[0].ToString();

    /// <summary>The name of the folder that holds the files. It is the name of the data set, unless two data sets share files or the folder has a longer name.</summary>
    public string Folder { get; init; } = Name;

    /// <summary>The size of all files in bytes.</summary>
    public long Bytes => Files.Sum(f => f.Bytes);

    /// <summary>
    /// What turns the files, whose checksums have been compared, into images. Unless another reader is given, the files are four of the format IDX: training
    /// images, training labels, test images and test labels.
    /// </summary>
    internal Func<PublishedData, IReadOnlyList<VerifiedFile>, ImageSet> Reader { get; init; } = PublishedIdx.Read;
}

/// <summary>A file whose checksum is the expected one.</summary>
/// <param name="Path">The path, for messages.</param>
/// <param name="Bytes">The content.</param>
internal sealed record VerifiedFile(string Path, byte[] Bytes);
