namespace Homeostat.Tests.Data;

public sealed class DataSourceTests
{
    [Fact]
    public void Arrays_of_two_and_three_axes_are_samples_of_one_and_two()
    {
        DataArray units = new float[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        DataArray sequence = new double[2, 4, 3];
        Assert.Equal((2, 3), (units.Count, units.Size));
        Assert.Equal([4, 3], sequence.Shape);
        Assert.Equal(12, sequence.Size);
        Assert.Null(units.Classes);
        var row = new double[3];
        units.CopyTo(1, row);
        Assert.Equal([4, 5, 6], row);
    }

    [Fact]
    public void A_class_is_one_unit_of_many()
    {
        var classes = DataArray.OfClasses(new[] { 2, 0 }, 3);
        var row = new float[] { 9, 9, 9, 9 };
        classes.CopyTo(0, row);
        Assert.Equal([0, 0, 1, 9], row);
        Assert.Equal(3, classes.Classes);
        Assert.Contains("sample 1 is 3", Says(() => DataArray.OfClasses(new[] { 2, 3 }, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void Streams_of_a_part_have_the_same_samples()
    {
        var part = new DataPart { ["x"] = new float[10, 2], ["y"] = new float[10, 1] };
        Assert.Equal(10, part.Count);
        Assert.Equal(["x", "y"], part.Streams);
        Assert.Contains("'z' has 9 samples, but 'x' has 10", Says(() => part["z"] = new float[9, 1]), StringComparison.Ordinal);
        Assert.Contains("x (2 units), y (1 units)", Says(() => _ = part["w"]), StringComparison.Ordinal);
        Assert.Contains("do not make whole samples", Says(() => DataArray.Of<float>(new float[10], 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_is_cut_without_losing_a_sample()
    {
        var (x, y) = (new double[7, 1], new int[7]);
        for (int n = 0; n < 7; n++)
        {
            (x[n, 0], y[n]) = (n, n);
        }

        var (first, second) = new DataPart { ["x"] = x, ["y"] = DataArray.OfClasses(y, 7) }.Split(3);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], [.. first["y"].Labels, .. second["y"].Labels]);
        var row = new double[1];
        second["x"].CopyTo(0, row);
        Assert.Equal(3, row[0]);
    }

    [Fact]
    public void Images_are_one_source_of_two_streams()
    {
        DataSource source = Digits.Draw(20, 10);
        Assert.Equal(["image", "label"], source.Train.Streams);
        Assert.Equal((784, 10), (source.Train["image"].Size, source.Train["label"].Classes));
        Assert.Equal("label", source.Target);
        Assert.Equal(10, source.Test.Count);
    }

    [Fact]
    public void Other_values_names_and_shapes_have_another_fingerprint()
    {
        string Of(DataArray values, string name = "x") => new DataSource("d") { Train = { [name] = values } }.Fingerprint();
        var sum = Of(new float[4, 3]);
        Assert.Equal(sum, Of(new float[4, 3]));
        Assert.NotEqual(sum, Of(new float[4, 3], "y"));
        Assert.NotEqual(sum, Of(new float[3, 4]));
        Assert.NotEqual(sum, Of(new float[,] { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 1 } }));
    }

    [Fact]
    public void A_sample_of_sorted_images_holds_all_classes()
    {
        var labels = Enumerable.Range(0, 1000).Select(i => (byte)(i / 100)).ToArray();
        var sorted = new LabeledImages("sorted", 1, 1, 10, labels, labels);
        var sample = sorted.Sample(200, seed: 3);
        Assert.Equal(200, sample.Count);
        Assert.Equal(10, sample.Labels.ToArray().Distinct().Count());
        Assert.Equal(sample.Labels.ToArray(), sorted.Sample(200, seed: 3).Labels.ToArray());
        Assert.Same(sorted, sorted.Sample(1000));
    }

    [Fact]
    public void More_digits_than_memory_can_hold_are_refused() =>
        Assert.Contains("2000000000", Says(() => Digits.Draw(2_000_000_000, 10)), StringComparison.Ordinal);

    private static string Says(Action action) => Assert.Throws<HomeostatException>(action).Message;
}
