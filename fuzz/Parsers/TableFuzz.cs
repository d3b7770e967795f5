using System.Text;

namespace Homeostat.Fuzz;

/// <summary>CSV files, and the data that are made of them.</summary>
internal sealed class TableFuzz() : FileFuzz(".csv")
{
    public override string Name => "csv";

    public override string Summary => "CSV files, and data made of them";

    protected override void ReadFile(string path)
    {
        var table = DataTable.Read(path);
        if (table.Columns.Any(column => column.Count != table.Count))
        {
            throw new InvalidOperationException("columns of different lengths were read");
        }

        foreach (var missing in Enum.GetValues<MissingValues>())
        {
            var data = DataSource.Of(table, new TableOptions { Target = table.Columns[^1].Name, Missing = missing });
            if (data.Train.Count + data.Test.Count > table.Count)
            {
                throw new InvalidOperationException($"{data.Train.Count} and {data.Test.Count} samples were made of {table.Count} rows");
            }
        }
    }

    protected override IEnumerable<byte[]> Sources() => new[]
    {
        "x,y,kind\n1,2.5,a\n2,3.5,b\n3,1e3,a\n4,-7,b\n5,6,a\n",
        "x;y;z\r\n1,5;2,5;0\r\n2,5;;1\r\n3,5;9;0\r\n4;4;1\r\n",
        "\uFEFF\"a b\"\t\"c\"\"d\"\te\n\"1\"\tred\t0.5\nNA\tblue\t0.25\n3\t?\t0.75\n",
        "0,1,2\n5,6,7\n8,9,10\n",
    }.Select(Encoding.UTF8.GetBytes);
}
