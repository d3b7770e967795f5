namespace Homeostat;

/// <summary>
/// The rule RigL (Evci et al. 2020, ICML, algorithm 1). The synapses with the smallest weights are removed, and the same number of dormant synapses
/// with the largest gradients is added, because the free energy falls fastest along them. The gradients of dormant synapses are known too. New
/// weights are zero. The fraction that is exchanged falls as half a cosine until the end.
/// </summary>
/// <param name="Fraction">The fraction α of the synapses that is exchanged at the start.</param>
/// <param name="End">The batch T from which on no synapses are exchanged; 0 for an exchange that does not end.</param>
public sealed record RigL(double Fraction = 0.3, long End = 0) : SynapticRule
{
    /// <summary>The fraction of the synapses that is exchanged after a number of batches, α/2·(1 + cos(πt/T)).</summary>
    public double FractionAt(long step) => End == 0 ? Fraction : step >= End ? 0 : Fraction / 2 * (1 + Math.Cos(Math.PI * step / End));

    /// <inheritdoc/>
    public override StructuralChange Apply(SynapticStructure synapses, Moment now)
    {
        ArgumentNullException.ThrowIfNull(synapses);
        Require(Fraction is >= 0 and < 1, "A fraction", Fraction, "a number from 0 to below 1, usually 0.3");
        Require(End >= 0, "An end after batches", End, "zero or more");
        var pruned = synapses.Prune(synapses.Weakest(synapses.Existing(), FractionAt(now.Step)));
        var steepest = SynapticStructure.Least(synapses.Dormant(), synapses.Budget - synapses.Count, k => -Math.Abs(synapses.Gradient(k)));
        return new StructuralChange(synapses.Grow(steepest), pruned);
    }
}
