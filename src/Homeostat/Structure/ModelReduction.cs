namespace Homeostat;

/// <summary>
/// Bayesian model reduction (Friston &amp; Penny 2011, NeuroImage 56; Friston, Parr &amp; Zeidman 2018, arXiv 1805.07092), synapse by synapse: a
/// weight's posterior is taken as normal, and a synapse goes for good where the evidence for a model without it, and the upkeep it saves, are
/// larger than the evidence for it.
/// </summary>
/// <param name="Samples">How many samples the weights were learned from: the evidence is theirs, and so is the upkeep.</param>
/// <param name="PriorPrecision">
/// The precision of the weights' prior, normal around zero; null for that of the projection's weights themselves, 1/mean(w²) (empirical Bayes).
/// </param>
/// <remarks>
/// The posterior's precision is the prior's plus that of the samples, the Fisher information N·E[g²] of one sample's gradient, for which each
/// synapse keeps a running mean of its gradient squared; the gradient of a batch of B varies B times less than one sample's.
/// </remarks>
public sealed record ModelReduction(long Samples, double? PriorPrecision = null) : SynapticRule
{
    /// <inheritdoc/>
    public override string SynapseEquations => """
        curvature : 1 (curvature)   # running mean of g squared
        looks : 1 (shared)          # how many gradients it is of
        """;

    /// <inheritdoc/>
    public override string SynapseLearning => """
        looks += 1
        curvature += (g**2 - curvature)/minimum(looks, 200)
        """;

    /// <summary>
    /// By how much the log evidence rises, in nats, if a weight's prior N(0, 1/prior) becomes N(0, 1/reduced): positive where the reduced model
    /// is the better one.
    /// </summary>
    /// <param name="weight">The posterior's mean.</param>
    /// <param name="posterior">The posterior's precision; not below the prior's.</param>
    /// <param name="prior">The prior's precision.</param>
    /// <param name="reduced">The reduced prior's precision, at least the prior's; infinite unless given: no weight at all.</param>
    /// <exception cref="HomeostatException">A precision is out of range.</exception>
    public static double LogEvidence(double weight, double posterior, double prior, double reduced = double.PositiveInfinity)
    {
        Require(prior > 0, "A prior precision", prior, "a positive number");
        Require(posterior >= prior, "A posterior precision", posterior, "a number not below the prior's");
        Require(double.IsFinite(weight), "A weight", weight, "a finite number");
        if (double.IsPositiveInfinity(reduced))
        {
            return 0.5 * (Math.Log(posterior / prior) - (posterior * weight * weight));
        }

        Require(reduced >= prior, "A reduced prior's precision", reduced, "a number not below the prior's");
        var both = posterior + reduced - prior;
        return 0.5 * (Math.Log(reduced / prior * (posterior / both)) - (posterior * weight * weight * (reduced - prior) / both));
    }

    /// <inheritdoc/>
    public override StructuralChange Apply(SynapticStructure synapses, Moment now)
    {
        ArgumentNullException.ThrowIfNull(synapses);
        var gain = Gain(synapses);
        var pruned = synapses.Prune([.. synapses.Existing().Where(k => gain(k) > 0)]);
        synapses.Budget -= pruned;
        return new StructuralChange(Pruned: pruned);
    }

    /// <summary>What is gained by having a synapse no more: log evidence and upkeep over all samples, in nats.</summary>
    internal Func<int, double> Gain(SynapticStructure synapses)
    {
        Require(Samples >= 1, "A number of samples", Samples, "one or more");
        var curvature = synapses.Of(Role.Curvature, "model reduction");
        var prior = PriorPrecision ?? 1 / Math.Max(1e-12, synapses.Existing().Select(synapses.Weight).Select(w => w * w).DefaultIfEmpty(1).Average());
        return k => LogEvidence(synapses.Weight(k), prior + (Samples * synapses.Batch * synapses.At(curvature, k)), prior)
            + (Samples * synapses.Upkeep.Synapse);
    }
}
