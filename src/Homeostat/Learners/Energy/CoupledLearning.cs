namespace Homeostat;

/// <summary>The settings of <see cref="CoupledLearning"/>.</summary>
public sealed record CoupledOptions : NudgedOptions
{
    /// <summary>Creates the default settings.</summary>
    public CoupledOptions() => (Activation, Optimizer, Falloff, NudgedSteps) = ("z", Optimizer.Adam(0.003), 0.5, 6);

    /// <summary>The fraction of the way to the label to which the output is moved.</summary>
    [Setting("Fraction of the way to the label to which the output is moved", Least = 0, Above = true, Most = 1)]
    public double Nudge { get; init; } = 0.25;
}

/// <summary>
/// Coupled learning (Stern, Hexner, Rocks &amp; Liu 2021). The network is that of equilibrium propagation, but the output is not pulled: it is held at a
/// point a little closer to the label than where it settled by itself, while the hidden layers settle again.
/// </summary>
public static class CoupledLearning
{
    /// <summary>The entry of coupled learning in <see cref="ModelCatalog"/>.</summary>
    public static Model Model { get; } = Model.Of(
        "coupled",
        CreditAssignment.Energy,
        "coupled learning: synapses learn from how the network settles while its output is held closer to the label",
        "Stern, Hexner, Rocks & Liu 2021, Physical Review X 11:021045; centered: Scellier, Ernoult, Kendall & Kumar 2023, NeurIPS 36",
        new CoupledOptions(),
        Create);

    /// <summary>Creates a learner from a circuit of layers.</summary>
    /// <param name="layers">The number of units in each layer, the input layer first; at least one is hidden.</param>
    /// <param name="options">The settings; the default ones if null.</param>
    /// <exception cref="HomeostatException">There is no hidden layer, or a setting is out of range.</exception>
    public static Learner Create(IReadOnlyList<int> layers, CoupledOptions? options = null)
    {
        options ??= new CoupledOptions();
        return NudgedNetwork.Learner(Model, layers, options, options.Nudge, isHeld: true);
    }
}
