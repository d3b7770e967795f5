namespace Homeostat;

/// <summary>
/// Node perturbation (Werfel, Xie &amp; Seung 2005). Every unit is disturbed by noise, and each synapse follows the product of the rise of the loss, which all units
/// are told, the noise of its postsynaptic unit and the activity of its presynaptic unit. The mean of this product is the gradient. Its variance
/// grows with the number of units, so networks of many units learn slowly.
/// </summary>
public static class NodePerturbation
{
    /// <summary>The entry of node perturbation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "np",
        CreditAssignment.Global,
        "node perturbation: units try noise, and learn from how it changed the loss",
        "Werfel, Xie & Seung 2005, Neural Computation 17(12)",
        new PerturbationOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There are fewer than two layers, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, PerturbationOptions? options = null)
    {
        options ??= new PerturbationOptions();
        Layered.Check(layers, options);
        var isGaussian = options.Output == OutputModel.Gaussian;
        var output = new Population("output", layers[^1], $"""
            z : 1                          # the target
            noise : 1
            side : 1 (shared)              # 1 while units are disturbed
            answer = prediction + side*noise : 1
            F = {(isGaussian ? "(z - answer)**2/2" : "z*(logsumexp(answer) - answer)")} : 1 (energy)
            disturbed : 1                  # F with noise
            told = F - disturbed : 1
            error = sum(told)*noise{NoisyLayers.Over(options)} : 1
            prediction : 1 (input)
            """)
        {
            OnSweep = isGaussian ? "z = prediction" : "z = softmax(prediction)",
            Actions = new Dictionary<string, string> { [NoisyLayers.Draw] = NoisyLayers.Drawn(options), ["keep"] = "disturbed = F" },
        };
        return Layered.Discriminative(Model.Name, NoisyLayers.Create(Model.Name, layers, options, output), layers, options, Model.Source, []) with
        {
            Train =
            [
                new Clamp("input.rate", Learner.Image), new Clamp("output.z", Learner.Label), new Act(NoisyLayers.Draw),
                .. NoisyLayers.Disturb(layers, isOn: true, isOutputToo: true), new Sweep(), new Act("keep"),
                .. NoisyLayers.Disturb(layers, isOn: false, isOutputToo: true), new Sweep(), new Measure(), new Learn(),
            ],
        };
    }
}
