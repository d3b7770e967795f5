using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>
/// How the dense product is cut: a tile of C of up to <see cref="Rows"/> × <see cref="Vectors"/> registers is held in
/// registers while the depth is run through. With 32 registers 12 × 2 sums leave room for two columns of B and what is
/// broadcast from A; with 16 registers it is 6 × 2.
/// </summary>
internal sealed record TileShape(Lanes Lanes, int Rows, int Vectors)
{
    /// <summary>Columns of a full panel of B.</summary>
    public int Columns => Lanes.Count * Vectors;

    public static TileShape For(ElementType type, VectorWidth width)
    {
        var manyRegisters = Vector512.IsHardwareAccelerated
            || RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        return new TileShape(new Lanes(type, width), manyRegisters ? 12 : 6, 2);
    }
}
