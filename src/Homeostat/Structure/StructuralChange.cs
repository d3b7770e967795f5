namespace Homeostat;

/// <summary>The numbers of synapses and units that a change of structure added and removed.</summary>
/// <param name="Grown">The number of synapses added.</param>
/// <param name="Pruned">The number of synapses removed, without those of removed units.</param>
/// <param name="Born">The number of units added.</param>
/// <param name="Died">The number of units removed.</param>
public readonly record struct StructuralChange(int Grown = 0, int Pruned = 0, int Born = 0, int Died = 0)
{
    /// <summary>The sum of two changes.</summary>
    public static StructuralChange operator +(StructuralChange a, StructuralChange b) => Add(a, b);

    /// <summary>The sum of two changes.</summary>
    public static StructuralChange Add(StructuralChange a, StructuralChange b) =>
        new(a.Grown + b.Grown, a.Pruned + b.Pruned, a.Born + b.Born, a.Died + b.Died);
}
