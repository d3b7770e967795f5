namespace Homeostat.Runs;

/// <summary>The pictures and arrays of what a model imagines, in the folder of its run.</summary>
internal sealed class DreamAlbum(RunFolder folder)
{
    private const string ArraysName = "dreams.npz";

    private readonly List<KeyValuePair<string, NpyArray>> _arrays = [];
    private readonly List<string> _files = [];

    /// <summary>The path of a file, which counts as written from here on.</summary>
    public string this[string name]
    {
        get
        {
            _files.Add(name);
            return folder[name];
        }
    }

    /// <summary>Draws images side by side.</summary>
    public void Draw(string name, string title, IEnumerable<float[]> images, LabeledImages like, int columns) =>
        Plot.Images(this[name], title, [.. images], like.Width, like.Height, columns, 0, 1);

    /// <summary>Keeps an array.</summary>
    public void Keep(string name, double[,] rows) => _arrays.Add(KeyValuePair.Create(name, NpyArray.Of<double>([.. rows.Cast<double>()], rows.GetLength(0), rows.GetLength(1))));

    /// <summary>Writes the arrays, and lists the files.</summary>
    public string Close()
    {
        Npz.Write(this[ArraysName], _arrays);
        return string.Join(", ", _files);
    }

    /// <summary>The rows of an array as images.</summary>
    public static float[][] Images(double[,] rows) => [.. Enumerable.Range(0, rows.GetLength(0)).Select(row => Row(rows, row))];

    /// <summary>A row of an array as an image.</summary>
    public static float[] Row(double[,] rows, int row) => [.. Enumerable.Range(0, rows.GetLength(1)).Select(column => (float)rows[row, column])];
}
