using System.Globalization;
using CsCheck;

namespace Homeostat.Tests.Data;

/// <summary>CSV files, whole and damaged.</summary>
public sealed class TableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tables_that_were_written_are_read_again() =>
        Gen.Select(Gen.Int[2, 6], Gen.Int[1, 30], Gen.Char[",;\t"], Gen.Int[0, 1_000_000]).Sample(
            (columns, rows, separator, seed) =>
            {
                var random = new Random(seed);
                bool[] isNumeric = [.. Enumerable.Range(0, columns).Select(_ => random.Next(2) == 0)];
                var cells = Enumerable.Range(0, rows).Select(_ => isNumeric.Select(number => random.Next(10) == 0 ? "" : number
                    ? (random.NextDouble() * Math.Pow(10, random.Next(-5, 6)) * (random.Next(2) - 0.5)).ToString("R", CultureInfo.InvariantCulture)
                    : $"w{(char)random.Next(32, 127)}{(char)('a' + random.Next(3))}").ToArray()).ToArray();

                // A column of words needs one that is no number.
                foreach (var (column, number) in isNumeric.Index())
                {
                    cells[0][column] = number ? "0.5" : "word";
                }

                var text = string.Join(separator, Enumerable.Range(0, columns).Select(c => $"c{c}")) + "\n"
                    + string.Concat(cells.Select(row => string.Join(separator, row.Select(cell => Quoted(cell, separator))) + "\r\n"));
                var table = Read(text);
                for (var column = 0; column < columns; column++)
                {
                    var read = table[$"c{column}"];
                    Assert.Equal(isNumeric[column], read.IsNumeric);
                    for (var row = 0; row < rows; row++)
                    {
                        Assert.Equal(cells[row][column].Length == 0, read.IsMissing(row));
                        if (!read.IsMissing(row))
                        {
                            Assert.Equal(cells[row][column].Trim(), read.IsNumeric ? read.Numbers[row].ToString("R", CultureInfo.InvariantCulture) : read.Words[read.Codes[row]]);
                        }
                    }
                }
            },
            iter: 200,
            threads: 1);

    [Theory]
    [InlineData("a;b\n1,5;2,5\n-3,25;1e-3\n", 1.5, 0.001)]
    [InlineData("a\tb\n1.5\t2.5\n-3.25\t0.001\n", 1.5, 0.001)]
    [InlineData("\uFEFFa,b\r\n 1.5 ,\"2.5\"\r\n\r\n-3.25,0.001", 1.5, 0.001)]
    public void Separators_decimal_commas_and_byte_order_marks_are_understood(string text, double first, double last)
    {
        var table = Read(text);
        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal((first, last), (table["a"].Numbers[0], table["b"].Numbers[1]));
    }

    [Fact]
    public void Commas_in_numbers_are_not_taken_for_points_where_there_are_points_too_or_commas_separate()
    {
        Assert.False(Read("a;b\n1,500;2.5\n2,500;3.5\n")["a"].IsNumeric);
        Assert.False(Read("a,b\n\"1,500\",2\n\"2,500\",3\n")["a"].IsNumeric);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3: 1 values were found, but the first line names 2 columns")]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3: 3 values were found, but the first line names 2 columns")]
    [InlineData("a,b\n1,\"2\n3,4\n", "line 2: a quotation mark opens a value that does not end in this line")]
    [InlineData("", "the file is empty")]
    [InlineData("a,b\n", "there is no row below the column names")]
    [InlineData("a,,c\n1,2,3\n", "column 2 has no name")]
    [InlineData("a,b,a\n1,2,3\n", "2 columns are named 'a'")]
    [InlineData("5.1,3.5,setosa\n4.9,3.0,setosa\n", "the first line holds values, such as 5.1, and no column names")]
    public void Damaged_files_are_refused_with_their_line(string text, string message)
    {
        var error = Assert.Throws<HomeostatException>(() => Read(text));
        Assert.Contains(message, error.Message);
        Assert.Contains("table.csv", error.Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        File.WriteAllBytes(_folder["table.csv"], [(byte)'a', (byte)'\n', 0xff, 0xfe, 0xc3, (byte)'\n']);
        Assert.Contains("Save it again as CSV in UTF-8", Assert.Throws<HomeostatException>(() => DataTable.Read(_folder["table.csv"])).Message);
        Assert.Contains("there is no such file", Assert.Throws<HomeostatException>(() => DataTable.Read(_folder["none.csv"])).Message);
    }

    [Fact]
    public void Mutated_files_are_read_or_refused() =>
        Gen.Select(Gen.Byte.Array[0, 6], Gen.Int[0, 1_000_000]).Sample(
            (bytes, seed) =>
            {
                var text = System.Text.Encoding.UTF8.GetBytes("x,\"y z\",label\n1,2.5,a\n-3,4e5,\"b, c\"\n7,,a\n");
                var random = new Random(seed);
                foreach (var value in bytes)
                {
                    text[random.Next(text.Length)] = value;
                }

                File.WriteAllBytes(_folder["mutated.csv"], text);
                try
                {
                    var table = DataTable.Read(_folder["mutated.csv"]);
                    Assert.All(table.Columns, column => Assert.Equal(table.Count, column.Count));
                }
                catch (HomeostatException)
                {
                    // A message, and nothing else.
                }
            },
            iter: 2000,
            threads: 1);

    private static string Quoted(string cell, char separator) => cell.Contains(separator) || cell.Contains('"') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private DataTable Read(string text)
    {
        File.WriteAllText(_folder["table.csv"], text);
        return DataTable.Read(_folder["table.csv"]);
    }
}
