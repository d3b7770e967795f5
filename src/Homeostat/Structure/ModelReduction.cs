namespace Homeostat;

/// <summary>
/// The rule of Bayesian model reduction (Friston &amp; Penny 2011, NeuroImage 56; Friston, Parr &amp; Zeidman 2018, arXiv 1805.07092), applied to each
/// synapse. The posterior of a weight is taken as normal. A synapse is removed for good if the log evidence for the model without it, plus the upkeep
/// that it saves, is larger than the log evidence for the model with it.
/// </summary>
/// <param name="Samples">The number of samples from which the weights were learned. The evidence and the upkeep are summed over them.</param>
/// <param name="PriorPrecision">
/// The precision of the prior of the weights, which is normal around zero; null for the precision of the projection's own weights, 1/mean(w²)
/// (empirical Bayes).
/// </param>
/// <remarks>
/// The precision of the posterior is that of the prior plus the Fisher information N·E[g²] of N samples, where g is the gradient of one sample. Each
/// synapse keeps a running mean of its squared gradient for it. The variance of the gradient of a batch of B samples is B times smaller than that
/// of one sample.
/// </remarks>
public sealed record ModelReduction(long Samples, double? PriorPrecision = null) : SynapticRule
{
    /// <inheritdoc/>
    public override string SynapseEquations => """
        curvature : 1 (curvature)   # running mean of g squared
        looks : 1 (shared)          # number of gradients seen
        """;

    /// <inheritdoc/>
    public override string SynapseLearning => """
        looks += 1
        curvature += (g**2 - curvature)/minimum(looks, 200)
        """;

    /// <summary>
    /// The increase of the log evidence, in nats, if the prior N(0, 1/prior) of a weight is replaced by N(0, 1/reduced). It is positive if the reduced
    /// model is better.
    /// </summary>
    /// <param name="weight">The mean of the posterior.</param>
    /// <param name="posterior">The precision of the posterior, which is not below that of the prior.</param>
    /// <param name="prior">The precision of the prior.</param>
    /// <param name="reduced">The precision of the reduced prior, at least that of the prior; infinite unless given, which removes the weight from the model.</param>
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

    /// <summary>The gain from removing a synapse: the increase of the log evidence plus the saved upkeep over all samples, in nats.</summary>
    internal Func<int, double> Gain(SynapticStructure synapses)
    {
        Require(Samples >= 1, "A number of samples", Samples, "one or more");
        var curvature = synapses.Of(Role.Curvature, "model reduction");
        var prior = PriorPrecision ?? 1 / Math.Max(1e-12, synapses.Existing().Select(synapses.Weight).Select(w => w * w).DefaultIfEmpty(1).Average());
        return k => LogEvidence(synapses.Weight(k), prior + (Samples * synapses.Batch * synapses.At(curvature, k)), prior)
            + (Samples * synapses.Upkeep.Synapse);
    }
}
