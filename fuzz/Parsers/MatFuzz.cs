namespace Homeostat.Fuzz;

/// <summary>
/// MATLAB files of version 5. Inputs that begin with a header are read as they are; of all others a file is made, in which they are packed as a variable.
/// </summary>
internal sealed class MatFuzz : ParserFuzz
{
    public override string Name => "mat";

    public override string Summary => "MATLAB files of version 5, and variables in files that are intact";

    public override void Read(byte[] input)
    {
        var arrays = MatFile.Read(input.AsSpan().StartsWith("MATLAB"u8) ? input : MatBytes.Of(MatBytes.Packed(input)), "the-file");
        foreach (var array in arrays.Values)
        {
            Attempt(() => _ = array.ToBytes(2));
        }
    }

    protected override IEnumerable<byte[]> Sources()
    {
        byte[][] numbers =
        [
            MatBytes.Element(2, [0, 1, 2, 3, 4, 5]), MatBytes.Element(9, [.. Enumerable.Range(0, 6).SelectMany(i => BitConverter.GetBytes((double)i))]),
            MatBytes.Element(7, [.. Enumerable.Range(0, 6).SelectMany(i => BitConverter.GetBytes((float)i))]), MatBytes.Element(3, [.. Enumerable.Range(0, 6).SelectMany(i => (byte[])[(byte)i, 0])]),
        ];
        byte[][] matrices = [.. numbers.Select((values, i) => MatBytes.Matrix($"matrix{i}", 3, 2, values)), MatBytes.Matrix("text", 1, 3, MatBytes.Element(16, [65, 66, 67]), kind: 4)];
        return [.. matrices, MatBytes.Of(matrices), MatBytes.Of([.. matrices.Select(MatBytes.Packed)])];
    }
}
