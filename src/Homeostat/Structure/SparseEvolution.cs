namespace Homeostat;

/// <summary>
/// The rule of sparse evolutionary training, SET (Mocanu et al. 2018, Nature Communications 9, algorithm 1). Of the existing synapses, the fraction ζ
/// of the positive ones and the fraction ζ of the negative ones that are nearest to zero are removed, and the same number is added at random places.
/// </summary>
/// <param name="Fraction">The fraction ζ of the existing synapses that is removed each time.</param>
/// <param name="Scale">
/// The standard deviation of new weights, which are normal around zero, as a multiple of the root mean square of the existing weights. The new
/// weights are not zero, so that a unit that lost all its synapses can become active again.
/// </param>
public sealed record SparseEvolution(double Fraction = 0.3, double Scale = 0.1) : SynapticRule
{
    /// <inheritdoc/>
    public override StructuralChange Apply(SynapticStructure synapses, Moment now)
    {
        ArgumentNullException.ThrowIfNull(synapses);
        Require(Fraction is >= 0 and < 1, "A fraction", Fraction, "a number from 0 to below 1, usually 0.3");
        Require(Scale >= 0, "A scale", Scale, "zero or more");
        var existing = synapses.Existing();
        var size = Math.Sqrt(existing.Sum(k => synapses.Weight(k) * synapses.Weight(k)) / Math.Max(1, existing.Length));
        var weakest = existing.GroupBy(k => synapses.Weight(k) >= 0).SelectMany(ofOneSign => synapses.Weakest([.. ofOneSign], Fraction));
        var pruned = synapses.Prune([.. weakest]);
        var grown = synapses.Grow(synapses.AtRandom(synapses.Budget - synapses.Count, now), k => Scale * size * now.Normal((uint)k));
        return new StructuralChange(grown, pruned);
    }
}
