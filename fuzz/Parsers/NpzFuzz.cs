using System.IO.Compression;
using System.Text;

namespace Homeostat.Fuzz;

/// <summary>
/// NumPy archives. Inputs that begin with a zip header are read as they are; of all others an archive with right checksums is made, whose array they are.
/// </summary>
internal sealed class NpzFuzz() : FileFuzz(".npz")
{
    public override string Name => "npz";

    public override string Summary => "NumPy archives, and arrays in archives that are intact";

    protected override IReadOnlyList<string> Words { get; } =
    [
        "'descr'", "'<f4'", "'<f8'", "'>f4'", "'|u1'", "'<i4'", "'|O'", "'<U7'", "'fortran_order'", "True", "False", "'shape'", "(2,)", "()", "(99999, 99999)", "(-1,)", "(0,)", "\u0093NUMPY",
        "[('a', '<f4')]",
    ];

    protected override void ReadFile(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith("PK"u8))
        {
            using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
            using var entry = archive.CreateEntry("units.npy", bytes.Length % 2 == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
            entry.Write(bytes);
        }

        Attempt(() => Require(Npz.Read(path)));
        Attempt(() => _ = SpikeTrains.ReadNpz(path));
        Attempt(() => _ = StateTraces.ReadNpz(path));
        Attempt(() => _ = SimulationFile.Read(path));
    }

    protected override IEnumerable<byte[]> Sources()
    {
        var path = Place("source.npz");
        Npz.Write(path, [KeyValuePair.Create("a", NpyArray.Of<float>(new float[6], 2, 3)), KeyValuePair.Create("b", NpyArray.Of<byte>([1, 2, 3]))]);
        yield return File.ReadAllBytes(path);
        new SpikeTrains(2, 0, 1, [0, 1, 1], [0.1, 0.2, 0.3]).WriteNpz(path);
        yield return File.ReadAllBytes(path);
        foreach (var (descr, shape, size) in new[] { ("<f4", "(2, 3)", 24), ("<f8", "()", 8), ("|u1", "(5,)", 5), ("<i4", "(1, 1, 2)", 8) })
        {
            foreach (var version in new byte[] { 1, 2 })
            {
                var header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(100) + "\n";
                byte[] length = version == 1 ? [(byte)header.Length, 0] : [(byte)header.Length, 0, 0, 0];
                yield return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. new byte[size]];
            }
        }
    }

    private static void Require(IReadOnlyDictionary<string, NpyArray> arrays)
    {
        foreach (var (name, array) in arrays)
        {
            if (array.Bytes.Length != NpyArray.Count(array.Shape) * NpyArray.SizeOf(array.Type))
            {
                throw new InvalidOperationException($"{name} is {array}, and has {array.Bytes.Length} bytes");
            }
        }
    }
}
