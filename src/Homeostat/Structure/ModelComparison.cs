using System.Globalization;

namespace Homeostat;

/// <summary>
/// Synapses that stay and come as the evidence for them says, for a circuit that learns for as long as it lives: an existing one goes where
/// the model without it is the better one (<see cref="ModelReduction.LogEvidence"/>), a dormant one comes, with the weight that is then most
/// likely, where the model with it would be (the score test of Rao 1948, with a normal prior). Upkeep is in the balance both ways.
/// </summary>
/// <param name="Window">Over how many learning steps gradients are remembered.</param>
/// <param name="Correlation">After how many learning steps a gradient tells something new: the evidence of successive ones is the less.</param>
/// <param name="PriorPrecision">The precision of the weights' prior, normal around zero.</param>
/// <remarks>
/// The gradients g are those of a negative log likelihood, so that their curvatures add up to the precision the data give a weight (Fisher
/// information), and their sum over that of the curvatures is where a dormant weight would be.
/// </remarks>
public sealed record ModelComparison(double Window = 2000, double Correlation = 1, double PriorPrecision = 1) : SynapticRule
{
    /// <summary>
    /// The curvature of a sample's negative log likelihood by a weight, as an expression of what the synapse can reach. Null for the square of the
    /// gradient, which is it on average where errors are as large as the model expects them to be; where they may not be, say it:
    /// <c>precision*mean(rate_pre**2)</c>.
    /// </summary>
    public string? Curvature { get; init; }

    /// <inheritdoc/>
    public override string SynapseEquations => """
        slope : 1                   # running mean of g
        curvature : 1 (curvature)   # and of the curvature
        looks : 1 (shared)          # how many gradients they are of
        """;

    /// <inheritdoc/>
    public override string SynapseLearning => string.Create(CultureInfo.InvariantCulture, $"""
        looks += 1
        slope += (g - slope)/minimum(looks, {Window:R})
        curvature += ({Curvature ?? "g**2"} - curvature)/minimum(looks, {Window:R})
        """);

    /// <summary>By how much the log evidence rises with a weight that was zero, in nats.</summary>
    /// <param name="score">The negative sum of gradients at zero.</param>
    /// <param name="posterior">The precision the weight would have, the prior's included.</param>
    /// <param name="prior">The prior's precision.</param>
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

        // Gradients are means over a batch of B: they have the mean of one sample's, and a variance that is B times less.
        double OfSample(int synapse)
        {
            var (found, mean) = (synapses.At(curvature, synapse), synapses.At(slope, synapse));
            return Curvature is not null || synapses.Batch == 1 ? found : (mean * mean) + (synapses.Batch * (found - (mean * mean)));
        }

        double Score(int synapse) => -samples * synapses.At(slope, synapse);
    }
}
