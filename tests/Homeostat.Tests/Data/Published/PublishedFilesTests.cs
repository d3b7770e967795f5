using System.Security.Cryptography;

namespace Homeostat.Tests.Data;

/// <summary>
/// The published files themselves, against numbers that were computed from them without this library: by Python 3.11, which takes MATLAB files apart by its
/// modules struct and zlib, Pillow 9.4, which decodes PNG by libpng, and NumPy 1.24, on 2026-11-29.
/// </summary>
public class PublishedFilesTests
{
    [PublishedFact("silhouettes")]
    public void Silhouettes_are_as_published()
    {
        var set = DataCatalog.Load("silhouettes");
        Assert.Equal((4100 + 2264, 2307, 101), (set.Train.Count, set.Test.Count, set.Classes));
        var (train, validation) = set.Train.Split(4100);
        Assert.Equal((1_443_090, 823_661, 833_778), (White(train), White(validation), White(set.Test)));
        Assert.Equal([56, 25, 47, 31, 23], train.Labels[..5].ToArray());
        Assert.Equal([13, 94, 59, 0, 24], validation.Labels[^5..].ToArray());
        Assert.Equal([2, 20, 4, 27, 55], set.Test.Labels[..5].ToArray());
        Assert.All(Enumerable.Range(0, 101), label => Assert.True(set.Train.Labels.Contains(label) && set.Test.Labels.Contains(label)));
        Assert.Equal((100, 349, 36, 12), (Labeled(train, 0), Labeled(validation, 0), Labeled(train, 100), Labeled(set.Test, 100)));

        // Rows and columns of the first image tell an image from its transpose.
        Assert.Equal([0, 4, 7, 7, 11, 14, 18, 20, 22, 24, 26, 26, 26, 26, 26, 6, 6, 6, 10, 14, 17, 18, 18, 19, 19, 19, 13, 0], Rows(train, 0));
        Assert.Equal([0, 5, 9, 13, 15, 16, 17, 17, 18, 18, 18, 18, 18, 18, 18, 18, 18, 17, 16, 15, 14, 13, 12, 12, 10, 7, 3, 0], Rows(set.Test, 0));
        Assert.Equal([0, 2, 10, 10, 12, 15, 17, 17, 18, 19, 17, 17, 18, 20, 22, 24, 24, 24, 24, 23, 22, 22, 22, 22, 25, 17, 4, 0], Rows(validation, 2263));
    }

    [PublishedFact("silhouettes")]
    public void The_validation_images_of_the_silhouettes_are_held_out_by_their_number()
    {
        var held = new DataReference("silhouettes") { Validation = 2264 }.Load();
        Assert.Equal((4100, 2264), (held.Train.Count, held.Test.Count));
        Assert.Equal((1_443_090, 823_661), (White(held.Train), White(held.Test)));
    }

    [PublishedFact("omniglot")]
    public void Omniglot_is_as_published()
    {
        var set = DataCatalog.Load("omniglot");
        Assert.Equal((3630, 1210, 242, 784), (set.Train.Count, set.Test.Count, set.Classes, set.Features));
        Assert.Equal("7d2d188cc35c1d7ff7e1d24acbeacff869c767a62854bed9bf4d80dc2bb09a0c", Sha256(set.Train));
        Assert.Equal("11c0eafb8272e1cc5b5c33ade7af8df633f5ee6bf5d3de6d49a211018624e995", Sha256(set.Test));
        Assert.Equal((15_968, 16_241), (Sum(set.Train, 0), Sum(set.Test, 1209)));
        for (var i = 0; i < set.Train.Count; i++)
        {
            Assert.Equal(i % 242, set.Train.Label(i));
        }
    }

    [PublishedFact("kmnist-test")]
    public void The_test_part_of_kmnist_is_divided()
    {
        var set = DataCatalog.Load("kmnist-test");
        Assert.Equal(("kmnist-test", 8000, 2000, 10), (set.Name, set.Train.Count, set.Test.Count, set.Classes));
        Assert.Equal((294_843_984, 74_122_421), (Sum(set.Train), Sum(set.Test)));
        Assert.Equal([806, 806, 809, 805, 791, 796, 806, 803, 793, 785], Enumerable.Range(0, 10).Select(label => Labeled(set.Train, label)));
        Assert.Equal([2, 9, 3, 8], set.Train.Labels[..4].ToArray());
    }

    [PublishedFact("notmnist")]
    public void NotMnist_is_for_tests_only()
    {
        var set = DataCatalog.Load("notmnist");
        Assert.Equal((0, 10_000, 10), (set.Train.Count, set.Test.Count, set.Classes));
        Assert.Equal(852_906_614, Sum(set.Test));
        Assert.Equal([3, 5, 9, 2], set.Test.Labels[..4].ToArray());
        Assert.All(Enumerable.Range(0, 10), label => Assert.Equal(1000, Labeled(set.Test, label)));
        Assert.Equal(300, new DataReference("notmnist") { Test = 300 }.Load().Test.Count);
    }

    private static int Labeled(LabeledImages images, int label) => images.Labels.Count(label);

    private static int Sum(LabeledImages images, int image) => images.Image(image).ToArray().Sum(pixel => pixel);

    private static long Sum(LabeledImages images) => Enumerable.Range(0, images.Count).Sum(i => (long)Sum(images, i));

    /// <summary>The number of white pixels in images whose pixels are black or white.</summary>
    private static long White(LabeledImages images) => Math.DivRem(Sum(images), 255) is { Remainder: 0 } white ? white.Quotient : -1;

    private static IEnumerable<int> Rows(LabeledImages images, int image) =>
        images.Image(image).ToArray().Chunk(images.Width).Select(row => row.Sum(pixel => pixel) / 255);

    private static string Sha256(LabeledImages images) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Enumerable.Range(0, images.Count).SelectMany(i => images.Image(i).ToArray())]));
}
