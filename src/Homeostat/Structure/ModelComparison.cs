using System.Globalization;

namespace Homeostat;

/// <summary>
/// A rule that keeps a synapse only if the evidence for it is larger than its upkeep, for a circuit that learns for as long as it runs. An existing
/// synapse is removed if the model without it is better (<see cref="ModelReduction.LogEvidence"/>). A dormant synapse is added, with its most likely
/// weight, if the model with it would be better (the score test of Rao 1948, with a normal prior). Both decisions include the upkeep.
/// </summary>
/// <param name="Window">The number of learning steps over which gradients are averaged.</param>
/// <param name="Correlation">The number of learning steps after which a gradient is independent of an earlier one. The evidence is divided by it.</param>
/// <param name="PriorPrecision">The precision of the prior of the weights, which is normal around zero.</param>
/// <remarks>
/// The gradients g must be those of a negative log likelihood. Then the sum of the curvatures is the precision that the data give to a weight (Fisher
/// information), and the negative sum of the gradients divided by the posterior precision is the most likely weight of a dormant synapse.
/// </remarks>
public sealed record ModelComparison(double Window = 2000, double Correlation = 1, double PriorPrecision = 1) : SynapticRule
{
    /// <summary>
    /// The curvature of a sample's negative log likelihood with respect to a weight, as an expression of variables that the synapse can read. Null for the
    /// square of the gradient, whose mean equals the curvature if the errors are as large as the model expects. If they may be larger or smaller, give
    /// an expression such as <c>precision*mean(rate_pre**2)</c>.
    /// </summary>
    public string? Curvature { get; init; }

    /// <inheritdoc/>
    public override string SynapseEquations => """
        slope : 1                   # running mean of g
        curvature : 1 (curvature)   # running mean of the curvature
        looks : 1 (shared)          # number of gradients seen
        """;

    /// <inheritdoc/>
    public override string SynapseLearning => string.Create(CultureInfo.InvariantCulture, $"""
        looks += 1
        slope += (g - slope)/minimum(looks, {Window:R})
        curvature += ({Curvature ?? "g**2"} - curvature)/minimum(looks, {Window:R})
        """);

    /// <summary>The increase of the log evidence if a weight that was zero is added to the model, in nats.</summary>
    /// <param name="score">The negative sum of gradients at zero.</param>
    /// <param name="posterior">The posterior precision of the weight, which includes that of the prior.</param>
    /// <param name="prior">The precision of the prior.</param>
    public static double LogEvidence(double score, double posterior, double prior) =>
        0.5 * ((score * score / posterior) - Math.Log(posterior / prior));

    /// <inheritdoc/>
    public override StructuralChange Apply(SynapticStructure synapses, Moment now)
    {
        ArgumentNullException.ThrowIfNull(synapses);
        Require(Window >= 1, "A window", Window, "one learning step or more");
        Require(Correlation >= 1, "A correlation", Correlation, "one learning step or more");
        Require(PriorPrecision > 0, "A prior precision", PriorPrecision, "a positive number");
        const string Why = "comparing models needs the mean of gradients and of curvatures; declare the projection with a Selection that has the rule";
        var (slope, curvature) = (synapses.Of("slope", Why), synapses.Of(Role.Curvature, "comparing models"));
        var looks = Math.Min(synapses.Of("looks", Why)[0, 0], Window);
        var (samples, upkeep) = (looks * synapses.Batch / Correlation, looks * synapses.Batch * synapses.Upkeep.Synapse);
        var pruned = synapses.Prune([.. synapses.Existing().Where(k => ModelReduction.LogEvidence(synapses.Weight(k), Precision(k), PriorPrecision) + upkeep > 0)]);
        var grown = synapses.Grow(
            [.. synapses.Dormant().Where(k => LogEvidence(Score(k), Precision(k), PriorPrecision) - upkeep > 0)], k => Score(k) / Precision(k));
        synapses.Budget = synapses.Count;
        return new StructuralChange(grown, pruned);

        double Precision(int synapse) => PriorPrecision + (samples * OfSample(synapse));

        // A gradient is a mean over a batch of B samples: its mean is that of one sample's gradient, and its variance is B times smaller.
        double OfSample(int synapse)
        {
            var (found, mean) = (synapses.At(curvature, synapse), synapses.At(slope, synapse));
            return Curvature is not null || synapses.Batch == 1 ? found : (mean * mean) + (synapses.Batch * (found - (mean * mean)));
        }

        double Score(int synapse) => -samples * synapses.At(slope, synapse);
    }
}
