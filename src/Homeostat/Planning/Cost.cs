namespace Homeostat;

/// <summary>The cost of carrying out operations, counted from the plan and from the events that occurred, never timed.</summary>
/// <param name="MultiplyAccumulates">The multiply-accumulates of products.</param>
/// <param name="Operations">All other arithmetic operations, once functions have become polynomials.</param>
/// <param name="Bytes">The bytes that are read and written, were nothing kept in cache.</param>
/// <param name="SynapticEvents">The synapses that an event, a sum or the clock has reached.</param>
public readonly record struct Cost(double MultiplyAccumulates, double Operations, double Bytes, double SynapticEvents = 0)
{
    /// <summary>The number of an item of a ledger. Functions count as one, whatever polynomial computes them.</summary>
    public double this[CostItem item] => item switch
    {
        CostItem.MultiplyAccumulate => MultiplyAccumulates,
        CostItem.SynapticEvent => SynapticEvents,
        _ => Tally[item],
    };

    /// <summary>The numbers of the items that have no property of their own.</summary>
    internal ItemTally Tally { get; init; }

    /// <summary>The sum of two costs.</summary>
    public static Cost operator +(Cost a, Cost b) => new(
        a.MultiplyAccumulates + b.MultiplyAccumulates, a.Operations + b.Operations, a.Bytes + b.Bytes, a.SynapticEvents + b.SynapticEvents)
    { Tally = a.Tally + b.Tally };

    /// <summary>The cost of repeating n times.</summary>
    public static Cost operator *(double n, Cost a) => new(n * a.MultiplyAccumulates, n * a.Operations, n * a.Bytes, n * a.SynapticEvents)
    { Tally = n * a.Tally };
}
