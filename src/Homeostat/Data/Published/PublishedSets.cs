namespace Homeostat;

/// <summary>The published data sets, with addresses, sizes and checksums.</summary>
internal static class PublishedSets
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<PublishedData> All => [Mnist, FashionMnist, Kmnist, KmnistTest, NotMnist, CaltechSilhouettes, OmniglotSmall];

    /// <summary>MNIST (LeCun, Cortes and Burges 1998): handwritten digits, 60,000 for training and 10,000 for testing.</summary>
    public static PublishedData Mnist { get; } = new(
        "mnist",
        "MNIST handwritten digits (LeCun, Cortes, Burges 1998)",
        "CC BY-SA 3.0",
        10,
        [
            new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
            new("http://yann.lecun.com/exdb/mnist/"),
        ],
        [
            new("train-images-idx3-ubyte.gz", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new("train-labels-idx1-ubyte.gz", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new("t10k-images-idx3-ubyte.gz", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new("t10k-labels-idx1-ubyte.gz", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ]);

    /// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747): images of ten kinds of clothing in the format of MNIST.</summary>
    public static PublishedData FashionMnist { get; } = new(
        "fashion-mnist",
        "Fashion-MNIST clothing (Xiao, Rasul, Vollgraf 2017)",
        "MIT",
        10,
        [
            new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
        ],
        [
            new("train-images-idx3-ubyte.gz", 26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new("train-labels-idx1-ubyte.gz", 29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new("t10k-images-idx3-ubyte.gz", 4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new("t10k-labels-idx1-ubyte.gz", 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ]);

    /// <summary>Kuzushiji-MNIST (Clanuwat and others 2018, arXiv:1812.01718): images of ten characters of classical Japanese writing.</summary>
    public static PublishedData Kmnist { get; } = new(
        "kmnist",
        "Kuzushiji-MNIST classical Japanese characters (Clanuwat and others 2018)",
        "CC BY-SA 4.0",
        10,
        [
            new("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
            new("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
        ],
        [
            new("train-images-idx3-ubyte.gz", 18165135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
            new("train-labels-idx1-ubyte.gz", 29497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
            new("t10k-images-idx3-ubyte.gz", 3041136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
            new("t10k-labels-idx1-ubyte.gz", 5120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
        ]);

    /// <summary>The test part of <see cref="Kmnist"/> alone, for machines without the training part: 8,000 images for training and 2,000 for testing.</summary>
    public static PublishedData KmnistTest { get; } = new(
        "kmnist-test",
        "the test part of kmnist as 8,000 + 2,000: not the official split",
        Kmnist.License,
        Kmnist.Classes,
        Kmnist.Mirrors,
        [.. Kmnist.Files.Skip(2)])
    {
        Folder = Kmnist.Folder,
        Reader = PublishedIdx.TestPart(train: 8000),
    };

    /// <summary>
    /// The test part of notMNIST (Bulatov 2011): images of the letters A to J in many fonts. It is for measurements on unknown images only: no SHA-256 of the
    /// training part is known, so the training part cannot be verified and is not offered.
    /// </summary>
    public static PublishedData NotMnist { get; } = new(
        "notmnist",
        "notMNIST letters A to J (Bulatov 2011): test part only, not to learn from",
        "unknown (sample: MIT)",
        10,
        [new("https://github.com/davidflanagan/notMNIST-to-MNIST/raw/master/")],
        [
            new("t10k-images-idx3-ubyte.gz", 3172375, "70ae9e06201f2827e5b0a3781a3169d735dd2efc69996b9eeaee7f10ed4044d7"),
            new("t10k-labels-idx1-ubyte.gz", 5118, "1fa03836e01c862542f8eb83463bb951bebec6fcb3efa28dad748c6b38a9021b"),
        ])
    {
        Reader = PublishedIdx.TestPart(train: 0),
    };

    /// <summary>Silhouettes of objects, drawn from the outlines of Caltech 101 (Marlin, Swersky, Chen and de Freitas 2010).</summary>
    public static PublishedData CaltechSilhouettes { get; } = new(
        "silhouettes",
        "Caltech 101 silhouettes 28x28, split 1 (Marlin and others 2010)",
        "unknown",
        101,
        [new("https://people.cs.umass.edu/~marlin/data/")],
        [new("caltech101_silhouettes_28_split1.mat", 872124, "eb6735e8d84b1850fabc5590124aab1755e90c9fd28123585324398405e1e42a")])
    {
        Folder = "caltech101-silhouettes",
        Reader = Silhouettes.Read,
    };

    /// <summary>Omniglot's two small background sets (Lake, Salakhutdinov and Tenenbaum 2015): 242 characters of eight alphabets, each drawn by 20 people.</summary>
    public static PublishedData OmniglotSmall { get; } = new(
        "omniglot",
        "Omniglot, the two small background sets (Lake, Salakhutdinov, Tenenbaum 2015)",
        "MIT",
        242,
        [new("https://github.com/brendenlake/omniglot/raw/master/python/")],
        [
            new("images_background_small1.zip", 1319022, "f38eb80f801274ac2b4dff5b24289016bfaba4a7d5bb50deebf27104ad6cb8a4"),
            new("images_background_small2.zip", 1580917, "3ccaa407515a8778e5d0861875af38b17e418f301ad5bb3b5a6b65d901a41c7f"),
        ])
    {
        Reader = Omniglot.Read,
    };
}
