namespace Homeostat;

/// <summary>
/// Data from a file of NumPy: <c>x</c> [samples × inputs, samples × channels × rows × columns, or, for sequences, samples × time × inputs], and <c>y</c>, whole numbers for classes, or [samples × units] numbers, or
/// [samples × time × units] numbers for sequences. Test samples are <c>x_test</c> and <c>y_test</c>, or are drawn. Numbers are taken as they are.
/// </summary>
internal static class ArrayData
{
    /// <exception cref="HomeostatException">An array is missing or has another shape than the others; the message names it.</exception>
    public static DataSource Read(string path, int? test, ulong seed)
    {
        var (arrays, name) = (Npz.Read(path), Path.GetFileName(path));
        if (!arrays.ContainsKey("x"))
        {
            throw new HomeostatException($"{path}: there is no array 'x' in it, only {string.Join(", ", arrays.Keys)}. Write it by numpy.savez(file, x=samples, y=answers).");
        }

        var x = Inputs(path, "x", arrays["x"]);
        var classes = arrays.TryGetValue("y", out var y) && IsWhole(y) ? (int)Math.Clamp(Labels(path, "y", y).Max(), 0, ClassArray.MostClasses - 1) + 1 : (int?)null;
        var whole = Part(path, x, y, "y", classes);
        var data = new DataSource(name)
        {
            Target = y is null ? null : DataSource.Label,
            Schema = SchemaOf(y is not null && classes is null ? new TargetColumn("y", 0, 1, null) : null, SequenceForm.Of(x)),
        };
        if (arrays.TryGetValue("x_test", out var held))
        {
            RequireForm(path, "x_test", held, arrays["x"]);
            return data with { Train = whole, Test = Part(path, Inputs(path, "x_test", held), arrays.GetValueOrDefault("y_test"), "y_test", classes) };
        }

        var labels = classes is null ? null : Labels(path, "y", y!);
        var (kept, drawn) = HeldOut.Draw(name, [.. Enumerable.Range(0, x.Count)], labels is null ? null : n => (int)labels[n], test, seed);
        return data with { Train = whole.Select(kept), Test = whole.Select(drawn) };
    }

    /// <summary>Samples from an array, whatever the type of its numbers.</summary>
    /// <exception cref="HomeostatException">The array is no samples × inputs.</exception>
    public static DataArray Inputs(string path, string name, NpyArray array) => array.Shape is [> 0, _, ..]
        ? Numbers(array, [.. array.Shape.Skip(1)])
        : throw new HomeostatException($"{path}: '{name}' is {array}; samples × inputs were expected, or samples × channels × rows × columns, or for sequences samples × time × inputs.");

    private static DataSchema? SchemaOf(TargetColumn? target, SequenceForm? sequence) => target is null && sequence is null ? null : new DataSchema { Target = target, Sequence = sequence };

    private static void RequireForm(string path, string name, NpyArray array, NpyArray learned)
    {
        if (!array.Shape.Skip(1).SequenceEqual(learned.Shape.Skip(1)))
        {
            throw new HomeostatException($"{path}: '{name}' is {array}, but 'x' is {learned}. Give the samples of both the same form{(learned.Shape.Count == 3 ? "; sequences have one length" : "")}.");
        }
    }

    private static DataPart Part(string path, DataArray x, NpyArray? y, string name, int? classes)
    {
        var part = new DataPart { [DataSource.Image] = x };
        if (y is null)
        {
            return part;
        }

        if (y.Shape is not [var count, ..] || count != x.Count)
        {
            throw new HomeostatException($"{path}: '{name}' is {y}, but there are {x.Count} samples. Give an answer for each.");
        }

        if (x.Shape is [var times, _] && y.Shape is [_, var answers, _] && answers != times)
        {
            throw new HomeostatException($"{path}: '{name}' is {y}, with {answers} time points a sample, but its sequences have {times}. Give an answer for each time point, or one for each sequence.");
        }

        if (classes is not { } number)
        {
            part[DataSource.Label] = y.Shape.Count == 1 ? Numbers(y, [1]) : Inputs(path, name, y);
            return part;
        }

        var labels = Labels(path, name, y);
        if (labels.Index().FirstOrDefault(label => label.Item < 0 || label.Item >= number, (Index: -1, Item: 0L)) is { Index: >= 0 } wrong)
        {
            throw new HomeostatException($"{path}: the class of sample {wrong.Index} in '{name}' is {wrong.Item}; 0 to {number - 1} were expected. Number the classes of the training samples from 0 on.");
        }

        part[DataSource.Label] = DataArray.OfClasses(Array.ConvertAll(labels, label => (int)label), number);
        return part;
    }

    private static bool IsWhole(NpyArray array) => array.Type is NpyType.UInt8 or NpyType.Int32 or NpyType.Int64;

    private static long[] Labels(string path, string name, NpyArray y) => (y.Type, y.Shape.Count) switch
    {
        (NpyType.UInt8, 1) => Array.ConvertAll(y.As<byte>().ToArray(), label => (long)label),
        (NpyType.Int32, 1) => Array.ConvertAll(y.As<int>().ToArray(), label => (long)label),
        (NpyType.Int64, 1) => y.As<long>().ToArray(),
        _ => throw new HomeostatException($"{path}: '{name}' is {y}; a vector of whole numbers, one class for each sample, was expected."),
    };

    private static DataArray Numbers(NpyArray array, int[] shape) => array.Type switch
    {
        NpyType.Float32 => DataArray.Of<float>(array.As<float>().ToArray(), shape),
        NpyType.Float64 => DataArray.Of<double>(array.As<double>().ToArray(), shape),
        NpyType.UInt8 => DataArray.Of<float>(Array.ConvertAll(array.As<byte>().ToArray(), value => (float)value), shape),
        NpyType.Int64 => DataArray.Of<double>(Array.ConvertAll(array.As<long>().ToArray(), value => (double)value), shape),
        _ => DataArray.Of<float>(Array.ConvertAll(array.As<int>().ToArray(), value => (float)value), shape),
    };
}
