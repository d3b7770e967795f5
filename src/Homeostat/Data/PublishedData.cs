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
/// <param name="TrainImages">The IDX file of the training images.</param>
/// <param name="TrainLabels">The IDX file of the training labels.</param>
/// <param name="TestImages">The IDX file of the test images.</param>
/// <param name="TestLabels">The IDX file of the test labels.</param>
public sealed record PublishedData(
    string Name,
    string Description,
    string License,
    int Classes,
    IReadOnlyList<Uri> Mirrors,
    DataFile TrainImages,
    DataFile TrainLabels,
    DataFile TestImages,
    DataFile TestLabels) : ICatalogEntry
{
    string ICatalogEntry.Source => Mirrors[0].ToString();

    /// <summary>The four files of the data set.</summary>
    public IReadOnlyList<DataFile> Files => [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>The size of all files in bytes.</summary>
    public long Bytes => Files.Sum(f => f.Bytes);

    /// <summary>MNIST (LeCun, Cortes and Burges 1998): handwritten digits, 60,000 for training and 10,000 for testing.</summary>
    internal static PublishedData Mnist { get; } = new(
        "mnist",
        "MNIST handwritten digits (LeCun, Cortes, Burges 1998)",
        "CC BY-SA 3.0",
        10,
        [
            new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
            new("http://yann.lecun.com/exdb/mnist/"),
        ],
        new("train-images-idx3-ubyte.gz", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        new("train-labels-idx1-ubyte.gz", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        new("t10k-images-idx3-ubyte.gz", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        new("t10k-labels-idx1-ubyte.gz", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

    /// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747): images of ten kinds of clothing in the format of MNIST.</summary>
    internal static PublishedData FashionMnist { get; } = new(
        "fashion-mnist",
        "Fashion-MNIST clothing (Xiao, Rasul, Vollgraf 2017)",
        "MIT",
        10,
        [
            new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
        ],
        new("train-images-idx3-ubyte.gz", 26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        new("train-labels-idx1-ubyte.gz", 29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        new("t10k-images-idx3-ubyte.gz", 4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        new("t10k-labels-idx1-ubyte.gz", 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

    /// <summary>Kuzushiji-MNIST (Clanuwat and others 2018, arXiv:1812.01718): images of ten characters of classical Japanese writing.</summary>
    internal static PublishedData Kmnist { get; } = new(
        "kmnist",
        "Kuzushiji-MNIST classical Japanese characters (Clanuwat and others 2018)",
        "CC BY-SA 4.0",
        10,
        [
            new("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
            new("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
        ],
        new("train-images-idx3-ubyte.gz", 18165135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
        new("train-labels-idx1-ubyte.gz", 29497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
        new("t10k-images-idx3-ubyte.gz", 3041136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
        new("t10k-labels-idx1-ubyte.gz", 5120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"));
}
