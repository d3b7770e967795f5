namespace Homeostat;

/// <summary>
/// Contrastive-signal-dependent plasticity (Ororbia 2024, Science Advances 10:eadn6076). Layers of spiking cells, connected in both directions and inhibiting
/// each other, learn to fire much for the right label and little for a wrong one. All cells step together and all synapses learn in each step, so that no signal
/// waits for another. A spiking readout of all layers, which learns from right labels, gives the class.
/// </summary>
public static class ContrastivePlasticity
{
    /// <summary>The entry of contrastive-signal-dependent plasticity in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "csdp",
        CreditAssignment.ForwardOnly,
        "contrastive-signal-dependent plasticity: recurrent layers of spiking cells that fire much for right labels and little for wrong ones",
        "Ororbia 2024, Science Advances 10:eadn6076",
        new ContrastivePlasticityOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, ContrastivePlasticityOptions? options = null)
    {
        options ??= new ContrastivePlasticityOptions();
        Layered.Check(layers, options, hidden: 1, "the contrastive loss is that of hidden layers");
        foreach (var (name, tau) in (ReadOnlySpan<(string, double)>)[("tau", options.Tau), ("trace-tau", options.TraceTau)])
        {
            if (tau < options.TimeStep)
            {
                throw new HomeostatException(FormattableString.Invariant(
                    $"A {name} of {tau} ms is shorter than the time step of {options.TimeStep} ms, in which a cell would lose more than it has. Give {options.TimeStep} or more, or a smaller time step."));
            }
        }

        var hidden = GoodnessLayers.Hidden(layers);
        return new Learner(Model.Name, new ContrastiveParts(layers, options).Circuit(Model.Name))
        {
            Train =
            [
                new Clamp("input.rate", Learner.Image), new Clamp("label.z", Learner.Label),
                new Act("rest"), new Act("rest_wrong"), new Act("draw"),
                new Over(options.Steps, [new Act("fire"), new Act("step"), new Act("step_wrong"), new Learn()]),
                new Measure(),
            ],
            Test =
            [
                new Clamp("input.rate", Learner.Image), new Set("label.z"), new Act("begin"), new Act("rest"),
                new Over(options.Steps, [new Act("fire_evenly"), new Act("step")]),
            ],
            Readout = "output.count",
            Features = $"{hidden[^1]}.count",
            Source = Model.Source,
        };
    }
}
