namespace Homeostat.Tests.Data;

/// <summary>Data made of tables.</summary>
public sealed class TableDataTests
{
    private static readonly DataTable Sample = new("pets.csv",
    [
        DataColumn.Of("weight", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10.0]),
        DataColumn.Of("color", ["red", "blue", "red", "blue", "red", "blue", "red", "blue", "red", "blue"]),
        DataColumn.Of("kind", ["cat", "cat", "dog", "dog", "cat", "cat", "dog", "dog", "cat", "cat"]),
        DataColumn.Of("age", [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]),
    ]);

    [Fact]
    public void Numbers_are_standardized_by_the_training_rows_and_words_become_an_input_each()
    {
        var data = DataSource.Of(Sample, new TableOptions { Target = "kind", Test = 4 });
        Assert.Equal((6, 4), (data.Train.Count, data.Test.Count));
        Assert.Equal(["weight", "color", "age"], data.Schema!.Inputs!.Select(input => input.Name));
        Assert.Equal(["blue", "red"], data.Schema.Inputs![1].Words);
        Assert.Equal(["cat", "dog"], data.Schema.ClassNames);
        var inputs = Rows(data.Train[DataSource.Image]);
        Assert.Equal(4, inputs[0].Length);
        Assert.Equal((0, 1), (inputs.Average(row => row[0]), Math.Sqrt(inputs.Average(row => row[0] * row[0]))), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6);
        Assert.All(inputs, row => Assert.Equal(1, row[1] + row[2]));

        // Both parts together hold each row once: the weight names the row.
        var weight = data.Schema.Inputs[0];
        var rows = inputs.Concat(Rows(data.Test[DataSource.Image])).Select(row => (int)Math.Round((row[0] * weight.Deviation) + weight.Mean));
        Assert.Equal(Enumerable.Range(1, 10), rows.Order());
    }

    [Fact]
    public void Each_class_has_its_share_in_both_parts()
    {
        var labels = Enumerable.Range(0, 1000).Select(n => n % 10 == 0 ? "rare" : n % 10 < 4 ? "some" : "most").ToArray();
        var table = new DataTable("t", [DataColumn.Of("x", [.. Enumerable.Range(0, 1000).Select(n => (double)n)]), DataColumn.Of("y", labels)]);
        foreach (var seed in (ulong[])[1, 2])
        {
            var data = DataSource.Of(table, new TableOptions { Target = "y", Seed = seed });
            var counts = data.Test[DataSource.Label].Labels.ToArray().CountBy(c => c).ToDictionary();
            Assert.Equal((120, 20, 60), (counts[0], counts[1], counts[2]));
        }

        Assert.NotEqual(
            Rows(DataSource.Of(table, new TableOptions { Target = "y", Seed = 1 }).Test[DataSource.Image])[0][0],
            Rows(DataSource.Of(table, new TableOptions { Target = "y", Seed = 2 }).Test[DataSource.Image])[0][0]);
    }

    [Fact]
    public void Whole_numbers_are_classes_and_others_numbers_unless_said_otherwise()
    {
        var table = new DataTable("t", [DataColumn.Of("x", [1, 2, 3, 4, 5.0]), DataColumn.Of("y", [0, 1, 2, 0, 10.0])]);
        Assert.Equal(["0", "1", "2", "10"], DataSource.Of(table, new TableOptions { Target = "y", Test = 0 }).Schema!.ClassNames);
        var numbers = DataSource.Of(table, new TableOptions { Target = "y", Kind = TargetKind.Numbers, Test = 0 });
        Assert.Null(numbers.Train[DataSource.Label].Classes);
        Assert.Null(numbers.Schema!.ClassNames);
        Assert.Equal(2.6, numbers.Schema.Target!.Mean, 1e-12);
    }

    [Fact]
    public void Missing_values_are_refused_dropped_or_filled()
    {
        var table = new DataTable("t.csv", [
            DataColumn.Of("x", [1, double.NaN, 3, 5.0]), DataColumn.Of("w", ["a", "b", null, "b"]), DataColumn.Of("y", [0.5, 1.5, 2.5, double.NaN]),
        ]);
        var error = Assert.Throws<HomeostatException>(() => DataSource.Of(table, new TableOptions { Target = "y" }));
        Assert.Contains("t.csv, line 2: the value of 'x' is missing", error.Message);
        Assert.Contains("--missing drop", error.Message);
        var filled = DataSource.Of(table, new TableOptions { Target = "y", Test = 0, Missing = MissingValues.Mean });
        Assert.Equal(3, filled.Train.Count);
        Assert.Equal(2, filled.Schema!.Inputs![0].Mean);
        Assert.Contains(Rows(filled.Train[DataSource.Image]), row => row[0] == 0 && row[2] == 1);
        Assert.Contains(Rows(filled.Train[DataSource.Image]), row => row[1] == 0 && row[2] == 0);
        Assert.Equal(2, DataSource.Of(table, new TableOptions { Target = "y", Test = 0, Missing = MissingValues.Drop, Drop = ["x"] }).Train.Count);
    }

    [Fact]
    public void A_word_of_test_rows_alone_is_an_input()
    {
        var table = new DataTable("t", [DataColumn.Of("w", Enumerable.Range(0, 20).Select(n => (string?)$"w{n}").ToArray()), DataColumn.Of("y", [.. Enumerable.Range(0, 20).Select(n => n / 3.0)])]);
        var data = DataSource.Of(table, new TableOptions { Target = "y" });
        Assert.All(Rows(data.Test[DataSource.Image]), row => Assert.Equal((20, 1f), (row.Length, row.Sum())));
    }

    [Fact]
    public void Columns_that_cannot_be_learned_from_are_refused_by_name()
    {
        Refused("there is no column 'kinds'", new TableOptions { Target = "kinds" });
        Refused("there is no column 'tail'", new TableOptions { Target = "kind", Drop = ["tail"] });
        Refused("no column is left to learn from", new TableOptions { Target = "kind", Drop = ["weight", "color", "age"] });
        Refused("10 samples were to be held out for testing, of 10", new TableOptions { Target = "kind", Test = 10 });
        Refused("the column 'kind' was to hold numbers, but it holds words, such as 'cat'", new TableOptions { Target = "kind", Kind = TargetKind.Numbers });
        var constant = new DataTable("t", [DataColumn.Of("x", [7, 7, 7.0]), DataColumn.Of("y", [0.5, 1, 2.0])]);
        Assert.Contains("the column 'x' is 7 in all training rows", Assert.Throws<HomeostatException>(() => DataSource.Of(constant, new TableOptions { Target = "y" })).Message);
        var names = new DataTable("t", [DataColumn.Of("x", Enumerable.Range(0, 100).Select(n => (string?)$"name{n}").ToArray()), DataColumn.Of("y", [.. Enumerable.Range(0, 100).Select(n => n / 3.0)])]);
        Assert.Contains("100 different words", Assert.Throws<HomeostatException>(() => DataSource.Of(names, new TableOptions { Target = "y" })).Message);

        static void Refused(string message, TableOptions options) => Assert.Contains(message, Assert.Throws<HomeostatException>(() => DataSource.Of(Sample, options)).Message);
    }

    private static float[][] Rows(DataArray array) => [.. Enumerable.Range(0, array.Count).Select(sample =>
    {
        var row = new float[array.Size];
        array.CopyTo(sample, row);
        return row;
    })];
}
