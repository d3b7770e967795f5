using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;

namespace Homeostat.Nir;

/// <summary>Writes plain data as an HDF5 file.</summary>
internal static class HdfWriter
{
    // Below this number, compression saves nothing.
    private const int Small = 1024;

    private static readonly H5DatasetCreation Compressed = new(Filters: [ShuffleFilter.Id, DeflateFilter.Id]);

    public static void Write(string path, HdfGroup root)
    {
        var file = new H5File();
        Fill(file, root);
        using var memory = new MemoryStream();
        file.Write(memory);
        AtomicFile.Write(path, stream => stream.Write(memory.ToArray()));
    }

    private static void Fill(H5Group target, HdfGroup group)
    {
        foreach (var (name, data) in group.Data)
        {
            target[name] = Content(data);
        }

        foreach (var (name, data) in group.Attributes)
        {
            target.Attributes[name] = data.Value!.Text ?? (data.Shape.Count == 0 ? Numbers(data.Value).GetValue(0)! : Numbers(data.Value));
        }

        foreach (var (name, inner) in group.Groups)
        {
            var child = new H5Group();
            Fill(child, inner);
            target[name] = child;
        }
    }

    private static object Content(HdfData data)
    {
        if (data.Shape.Count == 0)
        {
            return data.Value!.Text ?? Numbers(data.Value).GetValue(0)!;
        }

        ulong[] shape = [.. data.Shape.Select(length => (ulong)length)];
        Array content = data.Texts is { } texts ? texts : Numbers(data.Value!);
        return data.Texts is null && content.Length >= Small
            ? new H5Dataset(content, chunks: [.. data.Shape.Select(length => (uint)length)], fileDims: shape, datasetCreation: Compressed)
            : new H5Dataset(content, fileDims: shape);
    }

    // NumPy knows truth values by the names of an enumeration.
    private static Array Numbers(NirValue value) => value.Numbers is bool[] flags ? Array.ConvertAll(flags, flag => flag ? Truth.TRUE : Truth.FALSE) : value.Numbers;

    private enum Truth : byte
    {
        FALSE,
        TRUE,
    }
}
