namespace Homeostat;

/// <summary>What became of a circuit's structure.</summary>
/// <param name="Grown">Synapses that came.</param>
/// <param name="Pruned">Synapses that went, but for those of units that died.</param>
/// <param name="Born">Units that came.</param>
/// <param name="Died">Units that went.</param>
public readonly record struct StructuralChange(int Grown = 0, int Pruned = 0, int Born = 0, int Died = 0)
{
    /// <summary>Both changes together.</summary>
    public static StructuralChange operator +(StructuralChange a, StructuralChange b) => Add(a, b);

    /// <summary>Both changes together.</summary>
    public static StructuralChange Add(StructuralChange a, StructuralChange b) =>
        new(a.Grown + b.Grown, a.Pruned + b.Pruned, a.Born + b.Born, a.Died + b.Died);
}
