namespace Homeostat;

/// <summary>
/// The rule of gradual magnitude pruning (Zhu &amp; Gupta 2018, arXiv 1710.01878, equation 1): the synapses with the smallest weights are removed for
/// good, until the fraction of dormant synapses is s_t = s_f + (s_i − s_f)(1 − (t − t0)/T)³.
/// </summary>
/// <param name="Sparsity">The fraction s_f of dormant synapses at the end.</param>
/// <param name="Steps">The number T of batches from the start of pruning to its end.</param>
public sealed record MagnitudePruning(double Sparsity, long Steps) : SynapticRule
{
    /// <summary>The fraction s_i of dormant synapses at the start of pruning.</summary>
    public double Initial { get; init; }

    /// <summary>The batch t0 after which pruning starts.</summary>
    public long Start { get; init; }

    /// <summary>The fraction of dormant synapses after a number of batches.</summary>
    public double SparsityAt(long step)
    {
        var left = 1 - Math.Clamp((double)(step - Start) / Steps, 0, 1);
        return Sparsity + ((Initial - Sparsity) * left * left * left);
    }

    /// <inheritdoc/>
    public override StructuralChange Apply(SynapticStructure synapses, Moment now)
    {
        ArgumentNullException.ThrowIfNull(synapses);
        Require(Sparsity is >= 0 and < 1, "A sparsity", Sparsity, "a fraction from 0 to below 1");
        Require(Initial >= 0 && Initial <= Sparsity, "An initial sparsity", Initial, "a fraction from 0 to the final one");
        Require(Steps >= 1, "Pruning over steps", Steps, "one or more");
        Require(Start >= 0, "A start after batches", Start, "zero or more");
        synapses.Budget = Math.Min(synapses.Budget, (int)Math.Round((1 - SparsityAt(now.Step)) * synapses.Capacity));
        var pruned = SynapticStructure.Least(synapses.Existing(), synapses.Count - synapses.Budget, k => Math.Abs(synapses.Weight(k)));
        return new StructuralChange(Pruned: synapses.Prune(pruned));
    }
}
