namespace Homeostat;

/// <summary>The settings of <see cref="EquilibriumPropagation"/>.</summary>
public sealed record EquilibriumOptions : NudgedOptions
{
    /// <summary>Creates the default settings.</summary>
    public EquilibriumOptions() => (Activation, Optimizer, Falloff) = ("z", Optimizer.Sgd(0.4), 0.5);

    /// <summary>The strength with which the output is pulled towards the label, a factor of half the squared error.</summary>
    [Setting("Strength with which the output is pulled towards the label", Least = 0, Above = true)]
    public double Beta { get; init; } = 1;
}

/// <summary>
/// Equilibrium propagation (Scellier &amp; Bengio 2017). A network of symmetric synapses settles to a minimum of its energy, and then to another one
/// while its output is pulled a little towards the label. Each synapse learns from the difference of the two states at its ends, which is the gradient
/// of the squared error as the pull becomes weak.
/// </summary>
public static class EquilibriumPropagation
{
    /// <summary>The entry of equilibrium propagation in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "ep",
        CreditAssignment.Energy,
        "equilibrium propagation: synapses learn from how a weak pull at the output moves the state of the whole network",
        "Scellier & Bengio 2017, Frontiers in Computational Neuroscience 11:24; centered: Laborieux et al. 2021, Frontiers in Neuroscience 15:633674",
        new EquilibriumOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, EquilibriumOptions? options = null)
    {
        options ??= new EquilibriumOptions();
        return NudgedNetwork.Learner(Model, layers, options, options.Beta, isHeld: false);
    }
}
