using System.Security.Cryptography;

namespace Homeostat.Tests.Data;

public class DigitsTests
{
    [Fact]
    public void A_sample_does_not_depend_on_how_many_are_drawn_or_by_how_many_threads()
    {
        var many = Digits.Draw(1234, 321, seed: 7, threads: 4);
        var few = Digits.Draw(215, 33, seed: 7, threads: 1);
        Same(few.Train, many.Train.Take(215));
        Same(few.Test, many.Test.Take(33));
    }

    [Fact]
    public void Seeds_and_parts_differ()
    {
        var one = Digits.Draw(20, 20, seed: 1);
        var two = Digits.Draw(20, 20, seed: 2);
        Assert.NotEqual(one.Train.Image(0).ToArray(), two.Train.Image(0).ToArray());
        Assert.NotEqual(one.Train.Image(0).ToArray(), one.Test.Image(0).ToArray());
        Assert.NotEqual(one.Train.Labels.ToArray(), two.Train.Labels.ToArray());
    }

    [Fact]
    public void Every_ten_hold_each_digit_once_in_changing_order()
    {
        var labels = Digits.Draw(500, 10).Train.Labels.ToArray().Chunk(10).ToArray();
        Assert.All(labels, ten => Assert.Equal(Enumerable.Range(0, 10), ten.Order()));
        Assert.True(labels.Select(ten => string.Join(',', ten)).Distinct().Count() > 45);
    }

    [Fact]
    public void Every_digit_leaves_ink_and_paper()
    {
        var test = Digits.Draw(10, 1000).Test;
        for (var i = 0; i < test.Count; i++)
        {
            var bright = test.Image(i).ToArray().Count(p => p > 110);
            Assert.InRange(bright, 15, 330);
        }
    }

    [Fact]
    public void The_bits_are_those_of_the_published_figures()
    {
        var set = Digits.Draw(100, 100);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { set.Train, set.Test })
        {
            hash.AppendData(Array.ConvertAll(part.Labels.ToArray(), label => (byte)label));
            for (var i = 0; i < part.Count; i++)
            {
                hash.AppendData(part.Image(i));
            }
        }

        Assert.Equal("69caa11caf9e6f2dc21b1a4ba993975b9a3a598213b7943fc2322ccf13a50774", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void A_linear_read_out_stays_well_below_a_nonlinear_one()
    {
        var set = Digits.Draw(1500, 500);
        var (train, test) = (set.Train.ToFeatures(), set.Test.ToFeatures());
        var (trainLabels, testLabels) = (set.Train.Labels.ToArray(), set.Test.Labels.ToArray());
        var linear = LinearProbe.Classify(train, 784, trainLabels, test, testLabels, penalty: 1e-2, iterations: 25);
        var neighbors = NearestNeighbors.Classify(train, 784, trainLabels, test, testLabels, k: 3);
        Assert.InRange(linear.Accuracy, .60, .88);
        Assert.True(neighbors.Accuracy > linear.Accuracy + .03, $"neighbors {neighbors.Accuracy}, linear {linear.Accuracy}");
    }

    private static void Same(LabeledImages a, LabeledImages b)
    {
        Assert.Equal(a.Labels.ToArray(), b.Labels.ToArray());
        for (var i = 0; i < a.Count; i++)
        {
            Assert.True(a.Image(i).SequenceEqual(b.Image(i)), $"image {i} differs");
        }
    }
}
