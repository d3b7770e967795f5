namespace Homeostat;

/// <summary>
/// The cost of having a synapse or a unit, in nats per sample, so that it can be added to the free energy of a sample. A synapse or unit is worth
/// having only if it lowers the free energy by more than its upkeep.
/// </summary>
/// <param name="Synapse">The upkeep of each existing synapse, in nats per sample.</param>
/// <param name="Unit">The upkeep of each unit that receives a projection with changing structure, in nats per sample.</param>
public sealed record Upkeep(double Synapse = 1e-6, double Unit = 1e-4)
{
    /// <summary>The upkeep of a number of synapses and units, in nats per sample.</summary>
    public double Of(long synapses, int units) => (Synapse * synapses) + (Unit * units);
}
