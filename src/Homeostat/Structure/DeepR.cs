namespace Homeostat;

/// <summary>
/// The rule of deep rewiring (Bellec, Kappel, Maass &amp; Legenstein 2018, ICLR, algorithm 1). The sign of a synapse is fixed, and its size θ takes
/// a random walk down the gradient, θ ← θ − η ∂E/∂θ − η α + √(2 η T) ξ. When θ falls below zero, the synapse becomes dormant, and a dormant
/// synapse drawn at random comes to exist with a weight of zero. The number of synapses is constant.
/// </summary>
/// <param name="Prior">The rate α at which the sizes shrink without a gradient, in units of the learning rate.</param>
/// <param name="Temperature">The temperature T, which sets the noise of the random walk.</param>
/// <remarks>The optimizer makes the gradient step. With <see cref="Optimizer.Sgd"/> and selection after every batch, the algorithm is that of the paper. The learning rate η is the variable with the flag <c>(learning rate)</c>.</remarks>
public sealed record DeepR(double Prior = 1e-4, double Temperature = 1e-7) : SynapticRule
{
    /// <inheritdoc/>
    public override string SynapseEquations => "polarity : 1 (sign)   # sign of the weight, also while the synapse is dormant";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> SynapseInitial => new Dictionary<string, string> { ["polarity"] = "where(rand() < 0.5, -1, 1)" };

    /// <inheritdoc/>
    public override StructuralChange Apply(SynapticStructure synapses, Moment now)
    {
        ArgumentNullException.ThrowIfNull(synapses);
        Require(Prior >= 0, "A prior", Prior, "zero or more");
        Require(Temperature >= 0, "A temperature", Temperature, "zero or more");
        var polarity = synapses.Of(Role.Sign, "DEEP R");
        var eta = synapses.Of(Role.LearningRate, "DEEP R")[0, 0];
        var gone = new List<int>();
        foreach (var synapse in synapses.Existing())
        {
            var (post, pre) = Math.DivRem(synapse, synapses.Columns);
            var theta = (polarity[post, pre] * synapses.Weights[post, pre]) - (eta * Prior)
                + (Temperature == 0 ? 0 : Math.Sqrt(2 * eta * Temperature) * now.Normal((uint)synapse));
            if (theta < 0)
            {
                gone.Add(synapse);
            }
            else
            {
                synapses.Weights[post, pre] = polarity[post, pre] * theta;
            }
        }

        var pruned = synapses.Prune([.. gone]);
        return new StructuralChange(synapses.Grow(synapses.AtRandom(synapses.Budget - synapses.Count, now)), pruned);
    }
}
