namespace Homeostat.Tests.Exchange;

/// <summary>Data from arrays of NumPy.</summary>
public sealed class ArrayDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Samples_are_drawn_for_testing_with_their_answers()
    {
        float[] x = [.. Enumerable.Range(0, 30).Select(n => (float)n)];
        var data = Read(("x", NpyArray.Of<float>(x, 10, 3)), ("y", NpyArray.Of<int>([0, 1, 0, 1, 0, 1, 0, 1, 0, 1])));
        Assert.Equal((8, 2, DataSource.Label), (data.Train.Count, data.Test.Count, data.Target));
        foreach (var part in (DataPart[])[data.Train, data.Test])
        {
            var row = new float[3];
            for (var n = 0; n < part.Count; n++)
            {
                part[DataSource.Image].CopyTo(n, row);
                Assert.Equal((row[0] + 1, row[0] + 2), (row[1], row[2]));
                Assert.Equal((int)row[0] / 3 % 2, part[DataSource.Label].Labels[n]);
            }
        }
    }

    [Fact]
    public void Test_samples_and_numbers_are_taken_as_they_are()
    {
        var data = Read(
            ("x", NpyArray.Of<double>([1, 2, 3, 4], 2, 2)), ("y", NpyArray.Of<double>([0.5, -0.5])), ("x_test", NpyArray.Of<double>([5, 6], 1, 2)), ("y_test", NpyArray.Of<double>([7])));
        var value = new double[1];
        data.Test[DataSource.Label].CopyTo(0, value);
        Assert.Equal((2, 1, 7.0), (data.Train.Count, data.Test.Count, value[0]));
        Assert.Null(data.Train[DataSource.Label].Classes);
        Assert.Null(Read(("x", NpyArray.Of<float>([1, 2, 3, 4, 5], 5, 1))).Target);
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        var x = NpyArray.Of<float>([1, 2, 3, 4, 5], 5, 1);
        Refused("there is no array 'x' in it, only z", ("z", x));
        Refused("'x' is Float32 (5,); samples × inputs were expected", ("x", NpyArray.Of<float>([1, 2, 3, 4, 5])));
        Refused("'y' is Int32 (3,), but there are 5 samples", ("x", x), ("y", NpyArray.Of<int>([0, 1, 2])));
        Refused("the class of sample 1 in 'y' is -1; 0 to 2 were expected", ("x", x), ("y", NpyArray.Of<int>([0, -1, 2, 0, 0])));
        Refused("the class of sample 0 in 'y' is 2147483647; 0 to 65535", ("x", x), ("y", NpyArray.Of<int>([int.MaxValue, 1, 2, 0, 0])));
        Refused("the class of sample 0 in 'y' is 4294967296; 0 to 65535", ("x", x), ("y", NpyArray.Of<long>([1L << 32, 1, 2, 0, 0])));
        Refused("the class of sample 0 in 'y_test' is 3", ("x", x), ("y", NpyArray.Of<int>([0, 1, 2, 0, 0])), ("x_test", x), ("y_test", NpyArray.Of<int>([3, 0, 0, 0, 0])));
    }

    private void Refused(string message, params (string Name, NpyArray Array)[] arrays) => Assert.Contains(message, Assert.Throws<HomeostatException>(() => Read(arrays)).Message);

    private DataSource Read(params (string Name, NpyArray Array)[] arrays)
    {
        Npz.Write(_folder["data.npz"], arrays.Select(array => KeyValuePair.Create(array.Name, array.Array)));
        return new DataReference(_folder["data.npz"]).LoadSource();
    }
}
