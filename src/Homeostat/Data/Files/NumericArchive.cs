namespace Homeostat;

/// <summary>The arrays and numbers of an <c>.npz</c> file, found by their names.</summary>
internal sealed class NumericArchive(string path)
{
    private readonly IReadOnlyDictionary<string, NpyArray> _arrays = Npz.Read(path);

    public int[] Integers(string name) => Find(name) is { Type: NpyType.Int32 } array
        ? array.As<int>().ToArray()
        : throw new HomeostatException($"the array '{name}' is {_arrays[name]}; Int32 was expected. Save array.astype('int32').");

    /// <summary>The numbers of an array in single or double precision, because simulators that save with NumPy use either.</summary>
    public double[] Doubles(string name) => Find(name) switch
    {
        { Type: NpyType.Float64 } array => array.As<double>().ToArray(),
        { Type: NpyType.Float32 } array => Array.ConvertAll(array.As<float>().ToArray(), x => (double)x),
        var array => throw new HomeostatException($"the array '{name}' is {array}; Float64 was expected. Save array.astype('float64')."),
    };

    /// <summary>The numbers of a two-dimensional array.</summary>
    public double[] Doubles(string name, int rows, int columns) => Find(name).Shape is [var r, var c] && (r, c) == (rows, columns)
        ? Doubles(name)
        : throw new HomeostatException($"the array '{name}' is {_arrays[name]}; the shape {NpyArray.Text([rows, columns])} was expected.");

    public int Integer(string name, int least) => Single(name, Integers(name)) is var number && number >= least
        ? number
        : throw new HomeostatException($"'{name}' is {number}; at least {least} was expected.");

    public double Double(string name) => Single(name, Doubles(name));

    /// <summary>Converts the arrays to an object. The message of an exception begins with the name of the file.</summary>
    public T Named<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (HomeostatException e)
        {
            throw new HomeostatException($"{path}: {e.Message}", e);
        }
    }

    private static T Single<T>(string name, T[] values) => values is [var value]
        ? value
        : throw new HomeostatException($"the array '{name}' has {values.Length} numbers; one was expected.");

    private NpyArray Find(string name) => _arrays.TryGetValue(name, out var array)
        ? array
        : throw new HomeostatException($"no array '{name}' was found, but {(_arrays.Count == 0 ? "none" : string.Join(", ", _arrays.Keys))}.");
}
