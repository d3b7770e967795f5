using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Homeostat.Substrates;

/// <summary>
/// The tiles of the dense product: a tile of C of up to <see cref="Rows"/> × <see cref="Vectors"/> registers is held in registers while
/// the loop runs over the depth. With 32 registers, 12 × 2 sums leave room for two columns of B and the broadcast elements of A;
/// with 16 registers, the tile is 6 × 2.
/// </summary>
internal sealed record TileShape(Lanes Lanes, int Rows, int Vectors)
{
    /// <summary>The number of columns of a full panel of B.</summary>
    public int Columns => Lanes.Count * Vectors;

    public static TileShape For(ElementType type, VectorWidth width)
    {
        var manyRegisters = Vector512.IsHardwareAccelerated
            || RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        return new TileShape(new Lanes(type, width), manyRegisters ? 12 : 6, 2);
    }
}
