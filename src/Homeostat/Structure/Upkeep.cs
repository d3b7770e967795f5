namespace Homeostat;

/// <summary>
/// What it costs to have a synapse or a unit, in nats for each sample that is lived through, so that it can be added to the free energy of
/// the sample: what does not lower free energy by more than its upkeep is not worth having.
/// </summary>
/// <param name="Synapse">For each synapse that exists, in nats a sample.</param>
/// <param name="Unit">For each unit that synapses of changing structure reach, in nats a sample.</param>
public sealed record Upkeep(double Synapse = 1e-6, double Unit = 1e-4)
{
    /// <summary>The upkeep of so many, in nats a sample.</summary>
    public double Of(long synapses, int units) => (Synapse * synapses) + (Unit * units);
}
